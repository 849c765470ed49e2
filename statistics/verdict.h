// What may be claimed: is one thing slower than another, by how much, and how sure is that? The claim rule as
// pure functions, the same for the terminal, the page, `compare` and the self-tests.
//
// A difference is claimed if its p value, adjusted for the family by Holm's method, is at most Rule::alpha
// and the effect is at least Rule::floor. Effects are ratios of times: above 1 is slower than the reference,
// and 1.02 is as large an effect as 1 / 1.02.
//
// A family is everything that one look at the results might claim, and its size is fixed by the plan: what
// failed counts too (where the best is chosen by the same samples: pairs_among() of statistics/best_of.h).
// All throw std::invalid_argument for a value that is not finite, an alpha outside (0, 1), a floor that is
// negative or not finite, or a family smaller than its comparisons.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace concbench {

struct Rule {
  double alpha = 0.05;  // probability of any false claim in a family
  double floor = 0.02;  // smallest effect worth claiming: 2 %, or this machine's own A/A floor if larger
};

enum class Verdict {
  faster,
  slower,
  equivalent,      // the simultaneous interval lies within the floor: 1 / (1 + floor) to 1 + floor
  inconclusive,    // neither a difference nor its absence is shown
  too_few_blocks,  // no result whatever could be claimed, and the interval is unbounded
};

struct Comparison {
  double ratio = 1;          // time over the reference's: exp of the Hodges-Lehmann estimate of the log ratio
  double low = 0, high = 0;  // interval for it; 0 and infinity where the blocks cannot reach the confidence
  double p = 1, p_adjusted = 1;
  Verdict verdict = Verdict::too_few_blocks;
  // The smallest effect that this run could have seen, as a share (0.06 for 6 %): how far the interval
  // reaches from the estimate on its wider side, for a difference larger than that leaves 1 outside; at least
  // the floor; infinity if unbounded.
  double smallest_visible = 0;
  std::size_t blocks = 0;  // that were compared; unpaired: of the side that has fewer
  std::size_t needed = 0;  // blocks (unpaired: on each side) with which something could be claimed
  double floor = 0;        // Rule::floor
};

// The intervals are simultaneous: all of a family hold together with probability 1 - alpha, each having the
// level 1 - alpha / family (Bonferroni). Holm's method has no intervals that fit it and say anything: those
// compatible with it end at 1 exactly where a difference is claimed (K. Strassburger and F. Bretz,
// "Compatible Simultaneous Lower Confidence Bounds for the Holm Procedure and Other Bonferroni-Based Closed
// Tests", Statistics in Medicine 27 (2008), 4914-4927). So a claim that needed Holm's later steps may show an
// interval that includes 1.

// The fewest blocks that could ever make one of `family` paired comparisons significant: the smallest n with
// 2^(1-n) <= alpha / family, since 2^(1-n) is the signed-rank test's smallest p. A family of 0 counts as 1.
std::size_t blocks_needed(std::size_t family, double alpha);

// The same on each side of an unpaired comparison: the rank-sum test's smallest p is 2 / C(2n, n).
std::size_t blocks_needed_unpaired(std::size_t family, double alpha);

// Times by block, in any unit: empty where the sample is not ok. Times are above zero.
using BlockTimes = std::vector<std::optional<double>>;

// Logarithms of times / reference, of the blocks in which both have a time.
std::vector<double> log_ratios(const BlockTimes& times, const BlockTimes& reference);

// One comparison for each set of log ratios by block; an empty set is one that could not be compared.
std::vector<Comparison> judge_paired(std::span<const std::vector<double>> log_ratios, std::size_t family,
                                     const Rule&);

// Samples that share no blocks, such as those of two files; logarithms of times, empty where there are none.
struct TwoSamples {
  std::vector<double> reference, times;
};
std::vector<Comparison> judge_unpaired(std::span<const TwoSamples> rows, std::size_t family, const Rule&);

}  // namespace concbench
