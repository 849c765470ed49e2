// What the system allows at once. Linux only: rlimits, cgroups, /proc/sys.
#pragma once

#include <cstddef>
#include <string>

#include "bench/plan/catalogue.h"

namespace concbench::bench {

// Why the system cannot give what this runner takes for such a job, with the limit, its value and the remedy;
// empty where nothing forbids it. A limit that cannot be read forbids nothing.
std::string exceeded_limit(const WorkloadEntry&, const RunnerEntry&, const JobSize&);

// The limits that may stop a case, a line each: how many threads and processes, how many open files.
// "unknown" where the system does not tell.
std::string describe_limits();

}  // namespace concbench::bench
