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

// Hollander, Wolfe and Chicken, section 3.1, table 3.1: Hamilton's depression scale of nine patients before
// and after a tranquilizer.
const Values before{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
const Values after{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

Values changes() {
  return values_of(9, [](int i) {
    const auto at = static_cast<std::size_t>(i - 1);
    return after[at] - before[at];
  });
}

// Section 4.1, table 4.1: permeability of the chorioamnion to water, at term and at 12 to 26 weeks.
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
TEST(signed_rank, agrees_with_the_textbook) {
  EXPECT_NEAR(signed_rank_p(changes()), 0.0390625, tiny);
  EXPECT_NEAR(pseudo_median(changes()), -0.46, tiny);
  const Interval interval = pseudo_median_interval(changes(), 0.95);
  EXPECT_NEAR(interval.low, -0.786, tiny);
  EXPECT_NEAR(interval.high, -0.010, tiny);
}

TEST(signed_rank, is_exact_with_ties) {
  // R: library(coin); d <- c(1, 1, 2, -2, 3, 3, 3, 4)
  //    pvalue(wilcoxsign_test(d ~ rep(0, 8), zero.method = "Pratt", distribution = "exact"))
  EXPECT_NEAR(signed_rank_p(Values{1, 1, 2, -2, 3, 3, 3, 4}), 0.046875, tiny);
}

TEST(signed_rank, ranks_zeros_and_then_leaves_them_out) {
  // R: d <- c(0, 0, 0, -1, -2, 3, 4, 5, 6, 7), as above; zero.method = "Wilcoxon" gives 0.078125
  EXPECT_NEAR(signed_rank_p(Values{0, 0, 0, -1, -2, 3, 4, 5, 6, 7}), 0.125, tiny);
}

TEST(signed_rank, sees_nothing_in_zeros) {
  EXPECT_EQ(signed_rank_p(Values{0, 0, 0, 0}), 1);
  EXPECT_EQ(pseudo_median(Values{0, 0, 0, 0}), 0);
  EXPECT_EQ(signed_rank_p(Values{-1, 1}), 1);
}

TEST(signed_rank, of_all_equal_differences_is_as_sure_as_can_be) {
  const Values equal(10, 0.25);
  EXPECT_NEAR(signed_rank_p(equal), std::ldexp(1.0, -9), tiny);
  const Interval interval = pseudo_median_interval(equal, 0.95);
  EXPECT_EQ(interval.low, 0.25);
  EXPECT_EQ(interval.high, 0.25);
}

TEST(signed_rank, of_one_difference_says_nothing) {
  EXPECT_EQ(signed_rank_p(Values{3}), 1);
  EXPECT_EQ(pseudo_median(Values{3}), 3);
  EXPECT_FALSE(pseudo_median_interval(Values{3}, 0.5).bounded());
}

// R: i <- 1:150; wilcox.test(sin(i) + 0.12 + i / 1e5, exact = TRUE, conf.int = TRUE)
TEST(signed_rank, is_exact_for_hundreds) {
  const Values differences = values_of(150, [](int i) { return std::sin(i) + 0.12 + i / 1e5; });
  EXPECT_NEAR(signed_rank_p(differences), 0.0199894903621808, tiny);
  EXPECT_NEAR(pseudo_median(differences), 0.1203707095739566, tiny);
  const Interval interval = pseudo_median_interval(differences, 0.95);
  EXPECT_NEAR(interval.low, 0.0236488636163832, tiny);
  EXPECT_NEAR(interval.high, 0.2178612663970887, tiny);
}

TEST(signed_rank, of_a_thousand_is_nearly_exact) {
  // R: i <- 1:1000; d <- sin(i) + 0.05 + i / 1e5; wilcox.test(d, exact = FALSE)$p.value; with exact = TRUE
  // 0.00109072752407176 and, with conf.int = TRUE, the interval 0.02567263877957338 to 0.08554400143014457
  const Values differences = values_of(1000, [](int i) { return std::sin(i) + 0.05 + i / 1e5; });
  EXPECT_NEAR(signed_rank_p(differences), 0.00110530169586993, tiny);
  const Interval interval = pseudo_median_interval(differences, 0.95);
  EXPECT_NEAR(interval.low, 0.02567263877957338, 1e-5);
  EXPECT_NEAR(interval.high, 0.08554400143014457, 1e-5);
}

TEST(signed_rank, of_hundreds_with_ties_has_their_variance) {
  // R: i <- 1:250; wilcox.test(((i * 37) %% 101) * 10 - 435, exact = FALSE)$p.value
  const Values differences = values_of(250, [](int i) { return i * 37 % 101 * 10 - 435; });
  EXPECT_NEAR(signed_rank_p(differences), 0.000929076096297388, tiny);
  const Values opposite = values_of(250, [](int i) { return 435 - i * 37 % 101 * 10; });
  EXPECT_NEAR(signed_rank_p(opposite), 0.000929076096297388, tiny);
}

TEST(signed_rank_interval, is_unbounded_below_the_fewest_differences_that_reach_its_confidence) {
  // n differences reach 1 - 2^(1-n): five 0.9375, six 0.96875. Bounded, it spans all differences.
  EXPECT_FALSE(pseudo_median_interval(Values{1, 2, 3, 4, 5}, 0.95).bounded());
  const Interval of_six = pseudo_median_interval(Values{6, 5, 4, 3, 2, 1}, 0.95);
  EXPECT_EQ(of_six.low, 1);
  EXPECT_EQ(of_six.high, 6);
  EXPECT_TRUE(pseudo_median_interval(Values{1, 2, 3, 4, 5}, 0.9375).bounded());
}

// R: wilcox.test(early, at_term, conf.int = TRUE). The book gives the estimate -0.305 and, at level 0.96,
// (-0.76, 0.15).
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
    EXPECT_THROW(signed_rank_p(bad), std::invalid_argument);
    EXPECT_THROW(pseudo_median(bad), std::invalid_argument);
    EXPECT_THROW(pseudo_median_interval(bad, 0.5), std::invalid_argument);
    EXPECT_THROW(rank_sum_p(bad, good), std::invalid_argument);
    EXPECT_THROW(rank_sum_p(good, bad), std::invalid_argument);
    EXPECT_THROW(shift(bad, good), std::invalid_argument);
    EXPECT_THROW(shift_interval(good, bad, 0.5), std::invalid_argument);
  }
  for (const double bad : {0.0, 1.0, -0.5, nan}) {
    EXPECT_THROW(pseudo_median_interval(good, bad), std::invalid_argument);
    EXPECT_THROW(shift_interval(good, good, bad), std::invalid_argument);
  }
}

}  // namespace
}  // namespace concbench::reports
