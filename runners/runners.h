// The table of runners.
#pragma once

#include <span>

#include "runners/runner.h"

namespace concbench {

// In the order of runners/CMakeLists.txt. To add a runner: write its file, which defines one RunnerEntry, and
// its name there.
std::span<const RunnerEntry> runner_table();

}  // namespace concbench
