// The table of workloads.
#pragma once

#include <span>

#include "workloads/workload.h"

namespace concbench {

// To add a workload: write its file, which exports one WorkloadEntry; add its row in workloads.cpp and its
// line in CMakeLists.txt.
std::span<const WorkloadEntry> workload_table();

}  // namespace concbench
