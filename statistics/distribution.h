// How long the tasks of a run took, one by one: percentiles, and how evenly the
// workers shared the work. Exact: they come from every task's own times, not from a histogram's buckets.
#pragma once

#include <boost/describe/class.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace concbench {

// Nanoseconds. A percentile is the least value that at least this share of the values do not exceed, so one
// that was seen (Hyndman and Fan's definition 1, and HdrHistogram's). It is empty where the values are too
// few to bound it from above with 95 % confidence: the largest of n exceeds the p-quantile with probability 1
// - p^n (W. J. Conover, Practical Nonparametric Statistics, 3rd ed. 1999, section 3.2), so p50 takes 5
// values, p90 29, p99 299 and p99.9 2,995.
struct Distribution {
  std::int64_t values = 0;
  std::int64_t minimum = 0, maximum = 0;
  std::optional<std::int64_t> p25, p50, p75, p90, p99, p999;
};
BOOST_DESCRIBE_STRUCT(Distribution, (), (values, minimum, maximum, p25, p50, p75, p90, p99, p999))

// How many values bound the p-quantile (0 < p < 1) from above with 95 % confidence.
std::size_t values_for(double p);

// At least one value, in any order.
Distribution distribution_of(std::vector<std::int64_t> values);

// Of what each worker did, at least one worker; 1 is even, and what workers that did nothing at all share.
// The largest over the mean (L. DeRose, B. Homer, D. Johnson, "Detecting Application Load Imbalance on High
// End Massively Parallel Systems", Euro-Par 2007, give it as a percentage, less 1).
double imbalance(std::span<const std::int64_t> work);
// Jain's index, (sum x)^2 / (n sum x^2): 1/n where one did it all (R. Jain, D. Chiu, W. Hawe, "A Quantitative
// Measure of Fairness and Discrimination", DEC-TR-301, 1984).
double fairness(std::span<const std::int64_t> work);

}  // namespace concbench
