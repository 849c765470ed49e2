// Differences judged by ranks: no assumption about the shape of the noise, and one wild sample moves little.
// Values are logarithms of times, so a difference is the logarithm of a ratio. Time and memory grow with the
// square of the number of values: meant for some hundreds. All throw std::invalid_argument for no values and
// for one that is not finite, intervals also for a confidence outside (0, 1).
#pragma once

#include <span>

#include "statistics/statistics.h"

namespace concbench {

// Two-sided p of the rank-sum test that both samples come from one distribution: twice the smaller tail, so
// that each direction is tested at half the level, even where ties make the distribution lopsided. F.
// Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics Bulletin 1 (1945), 80-83; H. B. Mann and
// D. R. Whitney, "On a Test of Whether one of Two Random Variables is Stochastically Larger than the Other",
// Annals of Mathematical Statistics 18 (1947), 50-60. Exact with ties (beyond RankSum::most_drawn values
// together: normal approximation with corrections for ties and continuity).
double rank_sum_p(std::span<const double> a, std::span<const double> b);

// By how much b lies above a: the median of all differences b_j - a_i. J. L. Hodges and E. L. Lehmann,
// "Estimates of Location Based on Rank Tests", Annals of Mathematical Statistics 34 (1963), 598-611.
double shift(std::span<const double> a, std::span<const double> b);

// The interval for the shift that belongs to that test: from one such difference to another. M. Hollander,
// D. A. Wolfe and E. Chicken, "Nonparametric Statistical Methods", 3rd edition, Wiley (2014), section 4.3,
// after L. E. Moses. Unbounded if the numbers of values cannot reach the confidence.
Interval shift_interval(std::span<const double> a, std::span<const double> b, double confidence);

}  // namespace concbench
