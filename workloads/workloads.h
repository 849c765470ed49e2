// The table of workloads.
#pragma once

#include <span>

#include "workloads/workload.h"

namespace concbench {

// In the order of workloads/CMakeLists.txt. To add a workload: write its file, which defines one
// WorkloadEntry, and its name there.
std::span<const WorkloadEntry> workload_table();

}  // namespace concbench
