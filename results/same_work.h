// Were two samples given the same work, to be done in the same way?
#pragma once

#include <string>

#include "results/results.h"

namespace concbench {

// In what the tasks of two samples differ, however they were run: workload, parameters, tasks, bytes, and the
// tally where both are ok. Empty if in nothing.
std::string other_tasks(const Sample& reference, const Sample& other);

// The same, and runner, concurrency, chunk and CPUs. Empty if in nothing: then their times may be compared.
std::string other_work(const Sample& reference, const Sample& other);

}  // namespace concbench
