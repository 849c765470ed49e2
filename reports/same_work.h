// Were two samples given the same work, to be done in the same way?
#pragma once

#include <string>

#include "reports/results.h"

namespace concbench::reports {

// In what the work of two samples differs, in words: workload, parameters, tasks, bytes, runner, concurrency,
// chunk, CPUs, and the tally where both are ok. Empty if in nothing: then their times may be compared.
std::string other_work(const Sample& reference, const Sample& other);

}  // namespace concbench::reports
