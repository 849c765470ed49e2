// How long a cache line takes from one CPU to another.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "results/results.h"

namespace concbench::bench {

using CpuPair = std::pair<std::int64_t, std::int64_t>;

// More CPUs than this are sampled: no more than this many of them, whole cores from all over the topology.
inline constexpr std::size_t most_latency_cpus = 64;

// Every pair of the allowed CPUs, the lower number first; of more than most_latency_cpus only of those
// chosen.
std::vector<CpuPair> latency_pairs(std::span<const Cpu> topology);

// Two threads, pinned, hand one cache line back and forth: each waits until it is its turn, and makes it the
// other's. Half a round trip, over several pages that `from` touches first, since where a page lies changes
// the way. Throws std::system_error where a CPU may not be used.
CoreToCore measure_latency(CpuPair);

}  // namespace concbench::bench
