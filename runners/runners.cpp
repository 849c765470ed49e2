#include "runners/runners.h"

#include <array>

#include "runners/entries.h"

namespace concbench {

std::span<const RunnerEntry> runner_table() {
  static const std::array table{
      sequential_entry, thread_per_task_entry, threads_entry, thread_pool_entry, process_per_task_entry,
      processes_entry,  process_pool_entry,    tbb_entry,     coroutines_entry,  coroutine_pool_entry,
  };
  return table;
}

}  // namespace concbench
