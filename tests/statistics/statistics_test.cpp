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
    EXPECT_THROW(outliers({1, bad, 2}), std::invalid_argument);
  }
  EXPECT_THROW(median({}), std::invalid_argument);
  EXPECT_THROW(quantile({}, 0.5), std::invalid_argument);
  EXPECT_THROW(outliers({}), std::invalid_argument);
  EXPECT_THROW(quantile(std::vector<double>{1, 2}, 1.01), std::invalid_argument);
  EXPECT_THROW(quantile(std::vector<double>{1, 2}, nan), std::invalid_argument);
}

// R: v <- c(10, 11, 12, 12, 13, 13, 14, 15, 19, 40); quantile(v, c(.25, .75)) gives 12 and 14.75: the fences
// lie at 7.875 and 18.875, and at 3.75 and 23.
TEST(outliers, beyond_the_inner_fence_are_mild_and_beyond_the_outer_severe) {
  const Outliers found = outliers({40, 10, 12, 11, 12, 19, 13, 15, 13, 14});
  EXPECT_EQ(found.samples, 10u);
  EXPECT_EQ(found.mild, 1u);
  EXPECT_EQ(found.severe, 1u);
  EXPECT_DOUBLE_EQ(found.share(), 0.2);
}

// Quartiles 2 and 4: the upper fences lie at exactly 7 and 10.
TEST(outliers, on_a_fence_are_inside_it) {
  EXPECT_EQ(outliers({1, 2, 3, 4, 7}).mild, 0u);
  EXPECT_EQ(outliers({1, 2, 3, 4, 7.001}).mild, 1u);
  EXPECT_EQ(outliers({1, 2, 3, 4, 10}).severe, 0u);
  EXPECT_EQ(outliers({1, 2, 3, 4, 10.001}).severe, 1u);
}

TEST(outliers, are_found_below_as_above) {
  EXPECT_EQ(outliers({-1, -2, -3, -4, -7.001}).mild, 1u);
  EXPECT_EQ(outliers({-1, -2, -3, -4, -10.001}).severe, 1u);
}

TEST(outliers, do_not_exist_where_all_are_equal_or_there_is_one) {
  EXPECT_EQ(outliers({5, 5, 5, 5, 5}).share(), 0);
  EXPECT_EQ(outliers({5}).share(), 0);
  EXPECT_EQ(outliers({5, 5, 5, 5, 5.1}).severe, 1u);
}

// R: binom.test(7, 20)$conf.int
TEST(proportion, interval_is_that_of_clopper_and_pearson) {
  const Interval interval = proportion_interval(7, 20, 0.95);
  EXPECT_NEAR(interval.low, 0.153909204784541, tiny);
  EXPECT_NEAR(interval.high, 0.592188534532828, tiny);
}

TEST(proportion, bounds_on_one_side_spend_all_the_doubt_there) {
  // R: binom.test(3, 300, alternative = "less")$conf.int, and alternative = "greater"
  EXPECT_NEAR(proportion_at_most(3, 300, 0.95), 0.0256413930826096, tiny);
  EXPECT_NEAR(proportion_at_least(3, 300, 0.95), 0.00273103021820704, tiny);
}

TEST(proportion, of_none_or_of_all_has_a_bound_on_the_other_side_only) {
  // R: binom.test(0, 300, alternative = "less")$conf.int; by hand 1 - 0.05^(1/300)
  EXPECT_NEAR(proportion_at_most(0, 300, 0.95), 0.00993608194445772, tiny);
  EXPECT_EQ(proportion_at_least(0, 300, 0.95), 0);
  // R: binom.test(300, 300, conf.level = .99)$conf.int
  EXPECT_NEAR(proportion_interval(300, 300, 0.99).low, 0.982493984515014, tiny);
  EXPECT_EQ(proportion_interval(300, 300, 0.99).high, 1);
}

TEST(proportion, refuses_what_is_none) {
  EXPECT_THROW(proportion_at_most(0, 0, 0.95), std::invalid_argument);
  EXPECT_THROW(proportion_at_least(3, 2, 0.95), std::invalid_argument);
  EXPECT_THROW(proportion_interval(1, 2, 1), std::invalid_argument);
  EXPECT_THROW(proportion_interval(1, 2, nan), std::invalid_argument);
}

TEST(holm, multiplies_the_smallest_most_and_never_reorders) {
  // R: p.adjust(c(.01, .04, .03, .005), "holm")
  EXPECT_THAT(holm_adjusted(std::vector{.01, .04, .03, .005}, 4),
              ElementsAre(DoubleNear(.03, tiny), DoubleNear(.06, tiny), DoubleNear(.06, tiny),
                          DoubleNear(.02, tiny)));
}

TEST(holm, counts_those_that_have_no_p) {
  // R: p.adjust(c(.01, .04, .03, .005), "holm", n = 6)
  EXPECT_THAT(holm_adjusted(std::vector{.01, .04, .03, .005}, 6),
              ElementsAre(DoubleNear(.05, tiny), DoubleNear(.12, tiny), DoubleNear(.12, tiny),
                          DoubleNear(.03, tiny)));
}

TEST(holm, gives_equal_p_values_the_same_and_caps_at_one) {
  // R: p.adjust(c(.02, .5, .02), "holm"); p.adjust(c(.6, .7), "holm")
  EXPECT_THAT(holm_adjusted(std::vector{.02, .5, .02}, 3),
              ElementsAre(DoubleNear(.06, tiny), .5, DoubleNear(.06, tiny)));
  EXPECT_THAT(holm_adjusted(std::vector{.6, .7}, 2), ElementsAre(1, 1));
}

TEST(holm, leaves_a_single_p_as_it_is) {
  EXPECT_THAT(holm_adjusted(std::vector{.03}, 1), ElementsAre(.03));
  EXPECT_THAT(holm_adjusted({}, 0), IsEmpty());
}

TEST(holm, refuses_a_small_family_and_what_is_no_probability) {
  EXPECT_THROW(holm_adjusted(std::vector{.1, .2}, 1), std::invalid_argument);
  EXPECT_THROW(holm_adjusted(std::vector{1.1}, 1), std::invalid_argument);
  EXPECT_THROW(holm_adjusted(std::vector{nan}, 1), std::invalid_argument);
}

}  // namespace
}  // namespace concbench::reports
