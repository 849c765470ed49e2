// What a program can measure. Tests link programs of their own with longer tables.
#pragma once

#include <span>

#include "runners/runner.h"
#include "workloads/workload.h"

namespace concbench::bench {

struct Catalogue {
  std::span<const WorkloadEntry> workloads;
  std::span<const RunnerEntry> runners;
};

}  // namespace concbench::bench
