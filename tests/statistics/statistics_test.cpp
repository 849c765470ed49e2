#include "statistics/statistics.h"

#include <gmock/gmock.h>

#include <limits>
#include <stdexcept>
#include <vector>

namespace concbench::reports {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr double tiny = 1e-12;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(statistics, refuse_what_is_not_finite_and_what_is_nothing) {
  for (const double bad : {nan, infinity, -infinity}) {
    EXPECT_THROW(median({1, bad, 2}), std::invalid_argument);
    EXPECT_THROW(quantile(std::vector<double>{1, bad}, 0.5), std::invalid_argument);
  }
  EXPECT_THROW(median({}), std::invalid_argument);
  EXPECT_THROW(quantile({}, 0.5), std::invalid_argument);
  EXPECT_THROW(quantile(std::vector<double>{1, 2}, 1.01), std::invalid_argument);
  EXPECT_THROW(quantile(std::vector<double>{1, 2}, nan), std::invalid_argument);
}

TEST(proportion, bound_is_that_of_clopper_and_pearson) {
  // R: binom.test(3, 300, alternative = "less")$conf.int
  EXPECT_NEAR(proportion_at_most(3, 300, 0.95), 0.0256413930826096, tiny);
}

TEST(proportion, of_none_is_bounded_and_of_all_is_not) {
  // R: binom.test(0, 300, alternative = "less")$conf.int; by hand 1 - 0.05^(1/300)
  EXPECT_NEAR(proportion_at_most(0, 300, 0.95), 0.00993608194445772, tiny);
  EXPECT_EQ(proportion_at_most(300, 300, 0.99), 1);
}

TEST(proportion, of_a_two_sided_statement_has_a_bound_on_either_side) {
  // R: binom.test(3, 300)$conf.int
  EXPECT_NEAR(proportion_between(3, 300, 0.95).low, 0.002067007235092288, tiny);
  EXPECT_NEAR(proportion_between(3, 300, 0.95).high, 0.028944511255692584, tiny);
  EXPECT_EQ(proportion_between(0, 300, 0.95).low, 0);
  EXPECT_EQ(proportion_between(300, 300, 0.95).high, 1);
  EXPECT_THROW(proportion_between(3, 2, 0.95), std::invalid_argument);
}

TEST(uniform, values_are_as_far_from_it_as_their_shares) {
  EXPECT_NEAR(distance_from_uniform({0.95, 0.05, 0.55, 0.25, 0.35, 0.15, 0.45, 0.65, 0.85, 0.75}), 0.05,
              tiny);
  EXPECT_NEAR(distance_from_uniform({0.2, 0.2, 0.2, 0.2}), 0.8, tiny);  // all are at most 0.2
  EXPECT_NEAR(distance_from_uniform({1, 1, 1, 1}), 1, tiny);            // and none at most 0.99
  EXPECT_THROW(distance_from_uniform({}), std::invalid_argument);
  EXPECT_NEAR(uniform_within(300, 0.95), 0.0784, 1e-4);  // about 1.358 / sqrt(n), as in any table
}

TEST(proportion, refuses_what_is_none) {
  EXPECT_THROW(proportion_at_most(0, 0, 0.95), std::invalid_argument);
  EXPECT_THROW(proportion_at_most(3, 2, 0.95), std::invalid_argument);
  EXPECT_THROW(proportion_at_most(1, 2, 1), std::invalid_argument);
  EXPECT_THROW(proportion_at_most(1, 2, nan), std::invalid_argument);
}

}  // namespace
}  // namespace concbench::reports
