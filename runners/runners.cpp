#include "runners/runners.h"

#include <array>

namespace concbench {

// Each in the file of its name.
extern const RunnerEntry sequential_runner;
extern const RunnerEntry thread_per_task_runner;
extern const RunnerEntry threads_runner;
extern const RunnerEntry thread_pool_runner;
extern const RunnerEntry process_per_task_runner;
extern const RunnerEntry processes_runner;
extern const RunnerEntry process_pool_runner;
extern const RunnerEntry tbb_runner;
extern const RunnerEntry coroutines_runner;
extern const RunnerEntry coroutine_pool_runner;

std::span<const RunnerEntry> runner_table() {
  static const std::array table{
      sequential_runner, thread_per_task_runner, threads_runner, thread_pool_runner, process_per_task_runner,
      processes_runner,  process_pool_runner,    tbb_runner,     coroutines_runner,  coroutine_pool_runner,
  };
  return table;
}

}  // namespace concbench
