// Limits of the control group that this process is in. Linux only: cgroups v1 and v2
// (Documentation/admin-guide/cgroup-v1, cgroup-v2.rst). What cannot be read is empty, never a guess.
#pragma once

#include <cstdint>
#include <optional>

namespace concbench {

// The CPU bandwidth limit in CPUs, the smallest along the path to the root. Empty: none or unknown.
std::optional<double> cgroup_cpu_quota();

// How many more threads and processes the group may start; empty: no limit or unknown.
std::optional<std::uint64_t> cgroup_pids_left();

// Bytes of memory that the group may still take; empty: no limit or unknown.
std::optional<std::uint64_t> cgroup_memory_left();

// Whether this process's group can be looked up at all: without, "no limit" would be a guess.
bool cgroup_known();

// How often the group has run out of its CPU quota so far; empty: it has none or unknown.
std::optional<std::uint64_t> cgroup_times_throttled();

}  // namespace concbench
