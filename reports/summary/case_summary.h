// One case: its samples put together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/summary/summary.h"

namespace concbench::reports {

// The samples are all of one case, at least one; `planned` is their number in a complete run. What needs the
// workload's other cases (speedup, slowdown) stays empty.
CaseSummary summarize_case(const std::vector<const Sample*>& samples, std::int64_t planned);

// A planned case that was never run: all that is known is its name ("primes/tbb/concurrency:2") and which
// runners there are.
CaseSummary missing_case(const std::string& name, const std::vector<Subject>& runners, std::int64_t planned);

}  // namespace concbench::reports
