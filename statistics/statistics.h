// Statistics of samples. The unit is the sample (one fresh process); inside a sample only its median counts.
// All throw std::invalid_argument for no values, for a value that is not finite and for a probability outside
// its range.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace concbench {

struct Interval {
  double low = 0, high = 0;

  bool bounded() const { return std::isfinite(low) && std::isfinite(high); }
};

// The p-quantile (0 <= p <= 1) of values in any order, at least one: linear between order statistics,
// definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50
// (1996), 361-365; also the default of R and NumPy.
double quantile(std::vector<double> values, double p);

// The 0.5-quantile of values in any order, at least one.
double median(std::vector<double> values);

// Throws unless there is at least one value and all are finite.
void require_values(std::span<const double> values);

// The upper bound of a binomial proportion of which `successes` of `trials` (at least one) were seen;
// confidence in (0, 1). It holds with at least the confidence whatever the proportion is: C. J. Clopper and
// E. S. Pearson, "The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial",
// Biometrika 26 (1934), 404-413. All the doubt is spent on this side.
double proportion_at_most(std::size_t successes, std::size_t trials, double confidence);

// Both bounds of it, with half of the doubt on each side.
Interval proportion_between(std::size_t successes, std::size_t trials, double confidence);

// How far shares of values between 0 and 1 are from those of the uniform distribution, at most
// (Kolmogorov's distance). At least one value.
double distance_from_uniform(std::vector<double> values);

// What that distance of so many values that are uniform exceeds with a probability of at most 1 - confidence:
// P. Massart, "The Tight Constant in the Dvoretzky-Kiefer-Wolfowitz Inequality", Annals of Probability 18
// (1990), 1269-1283.
double uniform_within(std::size_t values, double confidence);

}  // namespace concbench
