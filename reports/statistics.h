// Statistics of samples. The unit is the sample (one fresh process); inside a sample only its median counts.
#pragma once

#include <span>
#include <vector>

namespace concbench::reports {

// The p-quantile (0 <= p <= 1) of values in ascending order, at least one: linear between order statistics,
// definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50
// (1996), 361-365; also the default of R and NumPy.
double quantile(std::span<const double> ascending, double p);

// The 0.5-quantile of values in any order, at least one.
double median(std::vector<double> values);

}  // namespace concbench::reports
