// Whether two of several runners differ, and by how much, when all were measured once in every block: aligned
// ranks (J. L. Hodges and E. L. Lehmann, "Rank Methods for Combination of Independent Experiments in Analysis
// of Variance", Annals of Mathematical Statistics 33 (1962), 482-497).
//
// What a block did to everybody is taken off first, by what it did to the *other* runners; so one disturbed
// sample does not spoil the block, and the values of all blocks can be ranked together. Disturbances only
// ever make a sample slower, so the ranks from highest_rank upwards count alike: how slow the slowest were
// says nothing (J. L. Gastwirth, "Percentile Modifications of Two Sample Rank Tests", Journal of the American
// Statistical Association 60 (1965), 1127-1141). The p value is that of the rank-sum test with these scores.
// It takes all values as independent; what is left of a block after the alignment is the same for both
// runners, which makes the true error smaller (tests/statistics/simulation_test.cpp counts it).
//
// With fewer than two others there is nothing to align by: then differences within blocks are judged by
// themselves, by the share of all ways to swap the two values within blocks that are as extreme as what was
// seen, which is exact where the two are alike (statistics/rank_distribution.h).
//
// Values are logarithms of times. All throw std::invalid_argument for a value that is not finite.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "statistics/statistics.h"

namespace concbench {

// Rivals with which the others align a block: two beside the two that are compared.
inline constexpr std::size_t fewest_to_align = 4;

// By block; empty where the sample is missing.
using LogTimes = std::vector<std::optional<double>>;

// Of so large a share of both runners' values the order counts.
inline constexpr double highest_rank = 0.6;

// What each of the first `blocks` blocks did to everybody, as these show it: the lower median of what they
// are above their own medians; of an even number the lower of the two in the middle, since with few values
// the upper one is often a disturbed one. Empty where none was measured in that block.
LogTimes block_effects(std::span<const LogTimes* const> of, std::size_t blocks);

// What was measured of two runners in the blocks that have both.
class AlignedPair {
 public:
  // The first `blocks` blocks of both; with others enough to align by, those in which one of them was
  // measured. Where there are not enough, nothing tells which of the two was disturbed: then a difference
  // counts by Tukey's biweight of it over their median (F. Mosteller and J. W. Tukey, Data Analysis and
  // Regression, 1977, chapter 10), so that wild ones count little.
  AlignedPair(const LogTimes& a, const LogTimes& b, std::span<const LogTimes* const> others,
              std::size_t blocks);

  std::size_t blocks() const { return pairs_.size(); }

  // Whether the test points to a being the larger one.
  bool leans_above() const;

  // Two-sided p value of "a lies above b by `shift`". 1 where there are no blocks.
  double p(double shift = 0) const;

  // By how much a lies above b: the shifts with a p value above 1 - confidence, out to the nearest on either
  // side that has not. Unbounded if the blocks cannot reach the confidence. `inside`: where to begin.
  Interval interval(double confidence, double inside) const;

 private:
  struct Pair {
    double a = 0, b = 0;
  };
  // The probabilities of at most and at least what was seen, if a lay above b by `shift`.
  struct Tails {
    double below = 1, above = 1;
  };
  std::vector<std::size_t> scores(double shift) const;
  Tails by_ranks(double shift) const;
  Tails by_swaps(double shift) const;
  Tails tails(double shift) const;

  std::vector<Pair> pairs_;
  bool aligned_ = false;
};

}  // namespace concbench
