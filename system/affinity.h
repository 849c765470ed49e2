// The CPUs on which a thread may run. Linux only: sched_setaffinity(2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace concbench {

// Bytes of a CPU mask that the kernel does not refuse: cpu_set_t's 1024 CPUs are not the end.
std::size_t affinity_mask_bytes();

// Those of the calling thread, ascending; empty where the system does not tell.
std::vector<std::int64_t> allowed_cpus();

// Restricts the calling thread, and all that it starts from now on, to these CPUs; false where the system
// refuses. Allocates nothing: a forked worker would have to fault that memory in.
bool restrict_to(std::span<const std::int64_t> cpus) noexcept;

}  // namespace concbench
