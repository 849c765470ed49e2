#include "system/affinity.h"

#include <sched.h>

#include <array>
#include <cerrno>

namespace concbench {

// The kernel refuses a mask smaller than its own, whose size only it knows.
std::size_t affinity_mask_bytes() {
  for (int cpus = CPU_SETSIZE;; cpus *= 2) {
    const std::size_t bytes = CPU_ALLOC_SIZE(cpus);
    cpu_set_t* mask = CPU_ALLOC(cpus);
    const int result = sched_getaffinity(0, bytes, mask);
    CPU_FREE(mask);
    if (result == 0 || errno != EINVAL) return bytes;
  }
}

std::vector<std::int64_t> allowed_cpus() {
  const std::size_t bytes = affinity_mask_bytes();
  std::vector<cpu_set_t> mask(bytes / sizeof(cpu_set_t) + 1);
  std::vector<std::int64_t> cpus;
  if (sched_getaffinity(0, bytes, mask.data()) != 0) return cpus;
  for (std::size_t cpu = 0; cpu < bytes * 8; ++cpu)
    if (CPU_ISSET_S(cpu, bytes, mask.data())) cpus.push_back(static_cast<std::int64_t>(cpu));
  return cpus;
}

bool restrict_to(std::span<const std::int64_t> cpus) noexcept {
  std::array<cpu_set_t, 16> mask;  // the kernel's own limit is 8192 CPUs (NR_CPUS)
  CPU_ZERO_S(sizeof mask, mask.data());
  for (const std::int64_t cpu : cpus) CPU_SET_S(static_cast<std::size_t>(cpu), sizeof mask, mask.data());
  return sched_setaffinity(0, sizeof mask, mask.data()) == 0;
}

}  // namespace concbench
