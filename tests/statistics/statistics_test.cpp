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

TEST(proportion, refuses_what_is_none) {
  EXPECT_THROW(proportion_at_most(0, 0, 0.95), std::invalid_argument);
  EXPECT_THROW(proportion_at_most(3, 2, 0.95), std::invalid_argument);
  EXPECT_THROW(proportion_at_most(1, 2, 1), std::invalid_argument);
  EXPECT_THROW(proportion_at_most(1, 2, nan), std::invalid_argument);
}

}  // namespace
}  // namespace concbench::reports
