// Does the claim rule keep its promises where the truth is known? Times drawn from distributions that are
// known, judged as a run's are. The seeds are fixed: the numbers are always the same.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "statistics/noise.h"

namespace concbench {

// How the samples of a simulated machine differ, as logarithms of times.
struct NoiseKind {
  std::string_view name;
  double (*of_sample)(Noise&);
  double (*of_block)(Noise&);  // what it does to all rivals; the same number of calls in every block
  double of_second = 1;        // so much wider are those of one runner, the second
};
inline constexpr std::size_t noise_kinds = 7;
const std::array<NoiseKind, noise_kinds>& noise_kind_table();

// A page of so many workloads, each under so many runners, judged as a run is that takes all its blocks: with
// the same looks and the same family.
struct SimulatedPage {
  std::size_t workloads = 5, runners = 10;
  std::size_t least_blocks = 10;  // of the profile quick
};

// The share of pages on which something is claimed although all runners of a workload are equal.
double false_claims(const SimulatedPage&, const NoiseKind&, std::size_t pages, std::uint64_t seed);

// The share of pages on which a runner that takes 1 + `difference` times as long as the best is called slower
// than that.
double found(const SimulatedPage&, const NoiseKind&, double difference, std::size_t pages,
             std::uint64_t seed);

}  // namespace concbench
