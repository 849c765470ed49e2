// The plan of `concbench cores`.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "bench/plan/case.h"
#include "results/results.h"

namespace concbench::bench {

// The latency of one pair, for the announcement.
inline constexpr std::chrono::nanoseconds usual_pair = std::chrono::milliseconds(15);

// Of each workload: every allowed CPU alone, the siblings of each core together, and all CPUs at once.
// Sibling sets that are all CPUs stand there once.
std::vector<Case> core_cases(const Catalogue&, const Machine&, const std::vector<std::string>& workloads);

}  // namespace concbench::bench
