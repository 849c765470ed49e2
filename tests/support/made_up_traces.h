// Made-up traced runs for tests of the reports.
#pragma once

#include <vector>

#include "results/results.h"

namespace concbench::reports {

// One of every case that has a correct sample: tasks go to whichever lane is free first, and lanes to threads
// as the runner of that name does it. The same for the same results.
std::vector<Trace> made_up_traces(const Results&);

}  // namespace concbench::reports
