// The table of runners.
#pragma once

#include <span>

#include "runners/runner.h"

namespace concbench {

// To add a runner: write its file, which exports one RunnerEntry; add its row in runners.cpp and its line in
// CMakeLists.txt.
std::span<const RunnerEntry> runner_table();

}  // namespace concbench
