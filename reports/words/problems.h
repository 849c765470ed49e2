// What went wrong in a run, or stood in its way, in sentences.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/summary/summary.h"
#include "reports/terminal/pen.h"

namespace concbench::reports {

struct Problem {
  std::string text;  // printable
  Ink ink = Ink::plain;
};

// Cases that failed, were skipped or were not run: one sentence for those of a runner that went wrong in the
// same way. What failed comes before what did not run. Of the concurrencies, `named` at most are named.
std::vector<Problem> failures(const Summary&, const WorkloadSummary&, std::size_t named);

// Of the whole run: why it is incomplete, how many samples failed or were disturbed, how steady the machine
// was. Empty where all is well.
std::vector<Problem> remarks(const Summary&);

// What makes this machine's numbers noisy.
std::vector<Problem> warnings(const Summary&);

}  // namespace concbench::reports
