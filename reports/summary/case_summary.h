// One case: its samples put together.
#pragma once

#include "reports/summary/summary.h"
#include "results/cases.h"

namespace concbench::reports {

// `planned` is the number of samples in a complete run. Of a case that was never run little more is known
// than what the plan says. What needs the workload's other cases (speedup, slowdown) stays empty.
CaseSummary summarize_case(const CaseSamples&, std::int64_t planned);

// From the times of its samples, at least one, in nanoseconds: their distribution, and what follows from it.
void set_times(std::vector<double>, CaseSummary&);

}  // namespace concbench::reports
