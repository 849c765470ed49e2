#include "workloads/workloads.h"

#include <array>

#include "workloads/entries.h"

namespace concbench {

std::span<const WorkloadEntry> workload_table() {
  static const std::array table{
      empty_entry, primes_entry, brightness_entry, sleep_entry, file_read_entry, spin_entry, copy_entry,
  };
  return table;
}

}  // namespace concbench
