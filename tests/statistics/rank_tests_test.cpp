#include "statistics/rank_tests.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "statistics/rank_distribution.h"

namespace concbench::reports {
namespace {

using ::testing::ElementsAre;
using Values = std::vector<double>;

constexpr double tiny = 1e-12;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// f(1), ..., f(count)
template <class F>
Values values_of(int count, F f) {
  Values values;
  for (int i = 1; i <= count; ++i) values.push_back(f(i));
  return values;
}

// Hollander, Wolfe and Chicken, section 4.1, table 4.1: permeability of the chorioamnion to water, at term
// and at 12 to 26 weeks.
const Values at_term{0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
const Values early{1.15, 0.88, 0.90, 0.74, 1.21};

TEST(ranks, of_equal_values_are_the_mean_of_theirs) {
  EXPECT_THAT(doubled_midranks(Values{3, 1, 3, 7}), ElementsAre(5, 2, 5, 8));
  EXPECT_THAT(doubled_midranks(Values{4, 4, 4}), ElementsAre(4, 4, 4));
}

// R: psignrank(c(0, 5, 27), 10) and pwilcox(c(0, 3, 12), 5, 7); the smallest sum of 5 ranks is 15.
TEST(rank_sum, has_the_exact_null_distribution) {
  const RankSum signed_ranks = RankSum::of_signed(doubled_ranks(10));
  EXPECT_DOUBLE_EQ(signed_ranks.at_most(2 * 0), 0.0009765625);
  EXPECT_DOUBLE_EQ(signed_ranks.at_most(2 * 5), 0.0097656250);
  EXPECT_DOUBLE_EQ(signed_ranks.at_most(2 * 27), 0.5);
  EXPECT_DOUBLE_EQ(signed_ranks.at_least(2 * 28), 0.5);
  const RankSum drawn_ranks = RankSum::of_drawn(doubled_ranks(12), 5);
  EXPECT_NEAR(drawn_ranks.at_most(2 * (15 + 0)), 0.00126262626262626, tiny);
  EXPECT_NEAR(drawn_ranks.at_most(2 * (15 + 3)), 0.00883838383838384, tiny);
  EXPECT_NEAR(drawn_ranks.at_most(2 * (15 + 12)), 0.21590909090909094, tiny);
  EXPECT_NEAR(drawn_ranks.at_least(2 * (15 + 35 - 3)), 0.00883838383838384, tiny);
}

TEST(rank_sum, has_all_its_probability_within_its_range) {
  const RankSum null = RankSum::of_drawn(doubled_ranks(6), 3);
  EXPECT_EQ(null.at_least(0), 1);
  EXPECT_EQ(null.at_most(1000), 1);
  EXPECT_EQ(null.at_least(1000), 0);
}

// R: wilcox.test(after, before, paired = TRUE, conf.int = TRUE). The book gives the estimate -0.46 and, as
// the interval of level 0.961, (-0.786, -0.010).
TEST(rank_sum_test, agrees_with_the_textbook) {
  EXPECT_NEAR(rank_sum_p(at_term, early), 0.254412254412254, tiny);
  EXPECT_NEAR(shift(at_term, early), -0.305, tiny);
  const Interval interval = shift_interval(at_term, early, 0.95);
  EXPECT_NEAR(interval.low, -0.76, tiny);
  EXPECT_NEAR(interval.high, 0.15, tiny);
}

TEST(rank_sum_test, does_not_care_which_sample_comes_first) {
  EXPECT_DOUBLE_EQ(rank_sum_p(at_term, early), rank_sum_p(early, at_term));
  EXPECT_DOUBLE_EQ(shift(at_term, early), -shift(early, at_term));
  EXPECT_DOUBLE_EQ(shift_interval(at_term, early, 0.9).low, -shift_interval(early, at_term, 0.9).high);
}

TEST(rank_sum_test, is_exact_with_ties_and_doubles_the_smaller_tail) {
  // R: a <- c(1, 2, 2, 3, 5); b <- c(2, 3, 3, 5, 6, 6); r <- rank(c(a, b)); t <- sum(r[1:5])
  //    s <- combn(11, 5, function(i) sum(r[i])); 2 * min(mean(s <= t), mean(s >= t))
  EXPECT_NEAR(rank_sum_p(Values{1, 2, 2, 3, 5}, Values{2, 3, 3, 5, 6, 6}), 2 * 0.0800865800865801, tiny);
  // the same with a <- c(1, 1, 1, 5); b <- c(1, 2, 3, 4, 5, 5, 6), combn(11, 4, ...)
  EXPECT_NEAR(rank_sum_p(Values{1, 1, 1, 5}, Values{1, 2, 3, 4, 5, 5, 6}), 2 * 0.0939393939393939, tiny);
}

// R: a <- c(1.1, 2.3, 3.7); b <- c(2.9, 4.1, 5.2, 6.8, 7.7); wilcox.test(b, a, conf.int = TRUE, conf.level =
// .9)
TEST(rank_sum_test, judges_samples_of_different_size) {
  const Values a{1.1, 2.3, 3.7}, b{2.9, 4.1, 5.2, 6.8, 7.7};
  EXPECT_NEAR(rank_sum_p(a, b), 0.0714285714285714, tiny);
  EXPECT_NEAR(shift(a, b), 3.0, tiny);
  EXPECT_NEAR(shift_interval(a, b, 0.9).low, 0.4, tiny);
  EXPECT_NEAR(shift_interval(a, b, 0.9).high, 5.7, tiny);
}

// R: wilcox.test(cos(1:55) + .3, sin(1:45), exact = TRUE, conf.int = TRUE)
TEST(rank_sum_test, is_exact_for_a_hundred_values) {
  const Values a = values_of(45, [](int i) { return std::sin(i); });
  const Values b = values_of(55, [](int i) { return std::cos(i) + 0.3; });
  EXPECT_NEAR(rank_sum_p(a, b), 0.049603898331852719, tiny);
  EXPECT_NEAR(shift(a, b), 0.287295575794504932, tiny);
  EXPECT_NEAR(shift_interval(a, b, 0.95).low, 0.000173805212994732, tiny);
  EXPECT_NEAR(shift_interval(a, b, 0.95).high, 0.503257986547407610, tiny);
}

TEST(rank_sum_test, of_more_is_nearly_exact) {
  // R: wilcox.test(cos(1:80) + .2, sin(1:90), exact = FALSE)$p.value; with exact = TRUE 0.0738358443882911
  // and, with conf.int = TRUE, the interval -0.0240808078272620 to 0.3365759856836422
  const Values a = values_of(90, [](int i) { return std::sin(i); });
  const Values b = values_of(80, [](int i) { return std::cos(i) + 0.2; });
  EXPECT_NEAR(rank_sum_p(a, b), 0.0738861187053113, tiny);
  EXPECT_NEAR(shift_interval(a, b, 0.95).low, -0.0240808078272620, 1e-3);
  EXPECT_NEAR(shift_interval(a, b, 0.95).high, 0.3365759856836422, 1e-3);
}

TEST(rank_sum_test, of_many_with_ties_has_their_variance) {
  // R: wilcox.test((1:60 * 5) %% 17 - 1, (1:90 * 7) %% 13, exact = FALSE)$p.value
  const Values a = values_of(90, [](int i) { return i * 7 % 13; });
  const Values b = values_of(60, [](int i) { return i * 5 % 17 - 1; });
  EXPECT_NEAR(rank_sum_p(a, b), 0.24870915757309, tiny);
}

TEST(rank_sum_test, sees_nothing_in_equal_values) {
  EXPECT_NEAR(rank_sum_p(Values(5, 2.0), Values(5, 2.0)), 1, tiny);
  EXPECT_NEAR(rank_sum_p(Values(90, 2.0), Values(90, 2.0)), 1, tiny);
  EXPECT_EQ(shift(Values(5, 2.0), Values(5, 2.0)), 0);
  EXPECT_NEAR(rank_sum_p(Values{1}, Values{2}), 1, tiny);
}

TEST(rank_sum_interval, is_unbounded_below_the_fewest_values_that_reach_its_confidence) {
  // The smallest p of three and three is 2 / C(6, 3) = 0.1.
  const Values a{1, 2, 3}, b{11, 13, 17};
  EXPECT_FALSE(shift_interval(a, b, 0.91).bounded());
  EXPECT_EQ(shift_interval(a, b, 0.9).low, 11 - 3);
  EXPECT_EQ(shift_interval(a, b, 0.9).high, 17 - 1);
}

TEST(rank_tests, refuse_what_is_not_finite_and_what_is_nothing) {
  const Values good{1, 2};
  for (const Values& bad : {Values{1, nan}, Values{infinity, 1}, Values{}}) {
    EXPECT_THROW(rank_sum_p(bad, good), std::invalid_argument);
    EXPECT_THROW(rank_sum_p(good, bad), std::invalid_argument);
    EXPECT_THROW(shift(bad, good), std::invalid_argument);
    EXPECT_THROW(shift_interval(good, bad, 0.5), std::invalid_argument);
  }
  for (const double bad : {0.0, 1.0, -0.5, nan}) {
    EXPECT_THROW(shift_interval(good, good, bad), std::invalid_argument);
  }
}

}  // namespace
}  // namespace concbench::reports
