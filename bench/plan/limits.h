// What the system allows at once. Linux only: rlimits, cgroups, /proc/sys.
#pragma once

#include <cstddef>
#include <string>

#include "bench/plan/catalogue.h"

namespace concbench::bench {

// Why the system cannot run this workload with that many units of the runner at once, with the limit, its
// value and the remedy; empty where nothing forbids it. A limit that cannot be read forbids nothing.
std::string exceeded_limit(const WorkloadEntry&, const RunnerEntry&, std::size_t concurrency,
                           std::size_t tasks);

// The limits that may stop a case, a line each: how many threads and processes, how many open files.
// "unknown" where the system does not tell.
std::string describe_limits();

}  // namespace concbench::bench
