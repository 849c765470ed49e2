// The rows of the table of runners, each defined in its runner's own file. They are constants of the program
// (constinit there), so no order of initialisation can show them empty.
#pragma once

#include "runners/runner.h"

namespace concbench {

extern const RunnerEntry sequential_entry;
extern const RunnerEntry thread_per_task_entry;
extern const RunnerEntry threads_entry;
extern const RunnerEntry thread_pool_entry;
extern const RunnerEntry process_per_task_entry;
extern const RunnerEntry processes_entry;
extern const RunnerEntry process_pool_entry;
extern const RunnerEntry tbb_entry;
extern const RunnerEntry coroutines_entry;
extern const RunnerEntry coroutine_pool_entry;

}  // namespace concbench
