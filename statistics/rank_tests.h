// Differences judged by ranks: no assumption about the shape of the noise, and one wild sample moves little.
// Values are logarithms of times, so a difference is the logarithm of a ratio. Time and memory grow with the
// square of the number of values: meant for some hundreds. All throw std::invalid_argument for no values and
// for one that is not finite, intervals also for a confidence outside (0, 1).
#pragma once

#include <span>

#include "statistics/statistics.h"

namespace concbench {

// --- Differences within pairs
// -------------------------------------------------------------------------------

// Two-sided p of the signed-rank test that the differences are symmetric about zero. F. Wilcoxon, "Individual
// Comparisons by Ranking Methods", Biometrics Bulletin 1 (1945), 80-83. Ties share their mean rank, and the
// distribution is that of all signs given the ranks, so p is exact with ties and zeros (beyond
// RankSum::most_signed differences: normal approximation with continuity correction). Zeros are ranked with
// the rest and then left out of the sum: J. W. Pratt, "Remarks on Zeros and Ties in the Wilcoxon Signed Rank
// Procedures", Journal of the American Statistical Association 54 (1959), 655-667. He shows why not to drop
// them first, as Wilcoxon did: larger differences all round could then turn a significant result
// insignificant.
double signed_rank_p(std::span<const double> differences);

// The estimate of the centre that belongs to that test: the median of all Walsh averages (d_i + d_j) / 2,
// i <= j. J. L. Hodges and E. L. Lehmann, "Estimates of Location Based on Rank Tests", Annals of Mathematical
// Statistics 34 (1963), 598-611.
double pseudo_median(std::span<const double> differences);

// The interval for the centre that belongs to that test: from one Walsh average to another, equally far from
// both ends of their order, so that the coverage is at least `confidence` (exactly known without ties, no
// less with them; zeros stay in). M. Hollander, D. A. Wolfe and E. Chicken, "Nonparametric Statistical
// Methods", 3rd edition, Wiley (2014), section 3.3, after Tukey. Unbounded if the number of differences
// cannot reach the confidence: n reach 1 - 2^(1-n).
Interval pseudo_median_interval(std::span<const double> differences, double confidence);

// --- Two independent samples
// --------------------------------------------------------------------------------

// Two-sided p of the rank-sum test that both samples come from one distribution: twice the smaller tail, so
// that each direction is tested at half the level, even where ties make the distribution lopsided. Wilcoxon
// as above; H. B. Mann and D. R. Whitney, "On a Test of Whether one of Two Random Variables is Stochastically
// Larger than the Other", Annals of Mathematical Statistics 18 (1947), 50-60. Exact with ties (beyond
// RankSum::most_drawn values together: normal approximation with corrections for ties and continuity).
double rank_sum_p(std::span<const double> a, std::span<const double> b);

// By how much b lies above a: the median of all differences b_j - a_i. Hodges and Lehmann, as above.
double shift(std::span<const double> a, std::span<const double> b);

// The interval for the shift that belongs to that test: from one such difference to another. Hollander, Wolfe
// and Chicken, section 4.3, after L. E. Moses. Unbounded if the numbers of values cannot reach the
// confidence.
Interval shift_interval(std::span<const double> a, std::span<const double> b, double confidence);

}  // namespace concbench
