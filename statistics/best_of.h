// The runners of one workload against the best of them.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "statistics/verdict.h"

namespace concbench {

// The family of a workload in which the best of `runners` is chosen by the same samples as judge it: every
// pair of them, n (n - 1) / 2. Any pair might become one of those shown, and the lowest of many medians is
// low partly by luck: counting only the n - 1 shown makes up to twice the false claims that alpha allows once
// the noise exceeds the floor (tests/statistics/simulation_test.cpp counts them).
std::size_t pairs_among(std::size_t runners);

// The fewest blocks with which judge_runners() can claim anything of so many runners.
std::size_t blocks_to_judge(std::size_t runners, double alpha = Rule().alpha);

struct BestOf {
  std::optional<std::size_t> best;                     // index of the lowest median; empty: none has a time
  std::vector<std::optional<Comparison>> comparisons;  // with the best, by runner; empty: the best itself
  std::vector<std::size_t> contenders;  // those with a time that are not judged slower, the best included
};

// `runners` are all that were planned, each by its times in every block; the family is pairs_among() them.
BestOf judge_runners(std::span<const BlockTimes> runners, const Rule&);

}  // namespace concbench
