// How sums of ranks are distributed when there is no difference: what statistics/rank_tests.h compares with.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace concbench {

// Twice the rank of each value among all (1 for the smallest), equal values sharing the mean of their ranks.
// Doubled, these midranks are whole numbers.
std::vector<std::size_t> doubled_midranks(std::span<const double> values);

// The ranks 1 to `count` of values without ties, doubled.
std::vector<std::size_t> doubled_ranks(std::size_t count);

// The distribution of a random sum of doubled ranks, given these ranks: with ties it is the permutation
// distribution. Exact up to the limits below, by the shift algorithm (B. Streitberg and J. Röhmel, "Exact
// Distributions for Permutation and Rank Tests: An Introduction to Some Recently Published Algorithms",
// Statistical Software Newsletter 12 (1986), 10-17); beyond, a normal distribution of the same mean and
// variance, continued by half a rank, whose error is then far below what noise in the samples does.
class RankSum {
 public:
  static constexpr std::size_t most_signed = 200;  // ranks: time n³: some milliseconds
  static constexpr std::size_t most_drawn = 100;   // ranks of both samples: time n⁴: some ten milliseconds

  // Every rank is in the sum or not, by a fair coin.
  static RankSum of_signed(const std::vector<std::size_t>& doubled_ranks);

  // The sum of `drawn` of the ranks, every choice being equally likely; drawn is at most their number.
  static RankSum of_drawn(const std::vector<std::size_t>& doubled_ranks, std::size_t drawn);

  // The probability that the sum is at most, or at least, this.
  double at_most(std::size_t sum) const;
  double at_least(std::size_t sum) const;

 private:
  explicit RankSum(const std::vector<double>& counts);  // of equally likely outcomes with each sum
  RankSum(double mean, double variance);

  std::vector<double> at_most_, at_least_;  // both, for 1 - p has no digits left where p is near 1
  double mean_ = 0, deviation_ = 0;         // where those are empty
};

}  // namespace concbench
