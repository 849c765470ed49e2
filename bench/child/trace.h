// What happened inside a run: who did which task, and when.
#pragma once

#include <chrono>

#include "results/results.h"
#include "workloads/traced.h"

namespace concbench::bench {

// A case with more tasks is not traced: its record would be tens of megabytes.
inline constexpr std::size_t most_traced = 100'000;

// The record of the last run, which began at `began` and took `wall`. Names neither case nor status.
Trace trace_of(const Traced&, std::chrono::steady_clock::time_point began, std::chrono::nanoseconds wall);

}  // namespace concbench::bench
