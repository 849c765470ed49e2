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
// Such a test takes a wider spread for a shift: of a runner that is ten times as noisy as another half of the
// values lie below all of the other's. So Yuen's test of the means of the middle values, which lets each
// runner have a spread of its own, has to agree (K. K. Yuen, "The Two-Sample Trimmed t for Unequal Population
// Variances", Biometrika 61 (1974), 165-170). It guards against spreads and not against chance, which is the
// first test's part, so it may be surer of itself by less: its p value counts a quarter. The larger of the
// two is that of the pair. Both constants are chosen by simulation (concbench selftest simulation).
//
// With fewer than two others there is nothing to align by: then differences within blocks are judged by
// themselves, by the share of all ways to swap the two values within blocks that are as extreme as what was
// seen, which is exact where the two are alike (statistics/rank_distribution.h).
//
// Values are logarithms of times. All throw std::invalid_argument for a value that is not finite.
#pragma once

#include <limits>
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

// So large a share of a runner's values is left out at either end of the trimmed mean, and so much more than
// the rank-sum test its test may err.
inline constexpr double trimmed = 0.3, guard_factor = 4;

// So many blocks: those that are looked at, and at their beginning those in which nobody has stopped yet.
struct Blocks {
  std::size_t looked_at = 0, common = looked_at;
};

// What each of the blocks did to everybody, as these show it: the lower median of what they are above their
// own medians; of an even number the lower of the two in the middle, since with few values the upper one is
// often a disturbed one. Their medians are those of the common blocks, for some go on when others have
// stopped, and a machine that changes then would shift them. Empty where none was measured in that block.
LogTimes block_effects(std::span<const LogTimes* const> of, Blocks);

// By how much the mean of the middle values of one lies above that of another: the estimate, its standard
// error from the winsorised variances, and its degrees of freedom (B. L. Welch's). Infinite where fewer than
// two values are left of either, and where the middle values of both are all the same.
struct TrimmedDifference {
  double estimate = 0, error = std::numeric_limits<double>::infinity(), freedom = 1;
};
TrimmedDifference trimmed_difference(std::vector<double> a, std::vector<double> b);

// What was measured of two runners in the blocks that have both.
class AlignedPair {
 public:
  // The blocks of both; with others enough to align by, those in which one of them was measured. Enough are
  // two that have samples in most of them. Where there are not, nothing tells which was disturbed: a
  // difference counts by Tukey's biweight of it over their median (F. Mosteller and J. W. Tukey, Data
  // Analysis and Regression, 1977, chapter 10), so that wild ones count little.
  AlignedPair(const LogTimes& a, const LogTimes& b, std::span<const LogTimes* const> others, Blocks);

  std::size_t blocks() const { return pairs_.size(); }

  // Whether the test points to a being the larger one.
  bool leans_above() const;

  // Two-sided p value of "a lies above b by `shift`". 1 where there are no blocks.
  double p(double shift = 0) const;

  // The same of the first test alone: spread evenly over 0 to 1 where a and b are alike.
  double unguarded_p() const;

  // By how much a lies above b: from the least to the largest of the shifts that have a p value above
  // 1 - confidence in any of the tests. Unbounded if the blocks cannot reach the confidence.
  Interval interval(double confidence) const;

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
  Tails by_trimmed_means(double shift) const;
  Tails by_swaps(double shift) const;
  Tails tails(double shift) const;
  // The shifts around `center` that this test alone does not refuse.
  Interval reach(Tails (AlignedPair::*test)(double) const, double center, double doubt) const;

  std::vector<Pair> pairs_;
  bool aligned_ = false;
  TrimmedDifference trimmed_;
};

}  // namespace concbench
