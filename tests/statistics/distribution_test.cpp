#include "statistics/distribution.h"

#include <gmock/gmock.h>

#include <cmath>
#include <numeric>

namespace concbench::reports {
namespace {

std::vector<std::int64_t> up_to(std::int64_t n) {
  std::vector<std::int64_t> values(static_cast<std::size_t>(n));
  std::iota(values.rbegin(), values.rend(), 1);  // in no helpful order
  return values;
}

TEST(Latency, a_percentile_is_the_least_value_that_enough_do_not_exceed) {
  const Distribution thousand = distribution_of(up_to(1000));
  EXPECT_EQ(thousand.minimum, 1);
  EXPECT_EQ(thousand.p25, 250);
  EXPECT_EQ(thousand.p50, 500);
  EXPECT_EQ(thousand.p90, 900);
  EXPECT_EQ(thousand.p99, 990);
  EXPECT_EQ(thousand.maximum, 1000);
  EXPECT_EQ(distribution_of({30, 10, 20, 50, 40}).p50, 30);
}

// The largest of n values exceeds the p-quantile with probability 1 - p^n.
TEST(Latency, a_percentile_takes_so_many_values_that_they_bound_it) {
  for (const double p : {0.5, 0.9, 0.99, 0.999}) {
    const auto n = static_cast<double>(values_for(p));
    EXPECT_GE(1 - std::pow(p, n), 0.95) << p;
    EXPECT_LT(1 - std::pow(p, n - 1), 0.95) << p;
  }
  EXPECT_EQ(values_for(0.9), 29u);
  EXPECT_FALSE(distribution_of(up_to(28)).p90);
  EXPECT_EQ(distribution_of(up_to(29)).p90, 27);
  EXPECT_FALSE(distribution_of(up_to(1000)).p999);
  EXPECT_EQ(distribution_of(up_to(3000)).p999, 2997);
  EXPECT_FALSE(distribution_of({7}).p50);
}

TEST(Latency, imbalance_is_the_largest_over_the_mean) {
  EXPECT_DOUBLE_EQ(imbalance(std::vector<std::int64_t>{5, 5, 5}), 1);
  EXPECT_DOUBLE_EQ(imbalance(std::vector<std::int64_t>{9, 0, 0}), 3);
  EXPECT_DOUBLE_EQ(imbalance(std::vector<std::int64_t>{0, 0}), 1);
}

TEST(Latency, fairness_is_jains_index) {
  EXPECT_DOUBLE_EQ(fairness(std::vector<std::int64_t>{5, 5, 5}), 1);
  EXPECT_DOUBLE_EQ(fairness(std::vector<std::int64_t>{9, 0, 0}), 1.0 / 3);
  EXPECT_DOUBLE_EQ(fairness(std::vector<std::int64_t>{1, 3}), 0.8);
  EXPECT_DOUBLE_EQ(fairness(std::vector<std::int64_t>{0, 0}), 1);
}

}  // namespace
}  // namespace concbench::reports
