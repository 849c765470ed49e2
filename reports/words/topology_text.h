// A machine's topology in words.
#pragma once

#include <string>

#include "results/results.h"

namespace concbench::reports {

// The machine as text, a line for each group of cores that share a last-level cache:
//   package 0, node 0, L3 of 32 MiB: cores 0-7, CPUs 0-7 and siblings 64-71
std::string topology_text(const Machine&);

}  // namespace concbench::reports
