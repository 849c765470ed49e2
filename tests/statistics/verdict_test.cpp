#include "statistics/verdict.h"
#include "reports/words/verdict_text.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace concbench::reports {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Values = std::vector<double>;

constexpr double tiny = 1e-9;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Eleven log ratios around that of `ratio`, from 5 % below to 6 % above.
Values noisy(double ratio) {
  Values logs{-.05, -.03, -.02, -.01, 0, .01, .015, .03, .04, .06, .02};
  for (double& log : logs) log += std::log(ratio);
  return logs;
}

// Eleven log ratios all within 1 % of that of `ratio`, as many above as below.
Values quiet(double ratio) {
  Values logs{-.010, -.008, -.006, -.004, -.002, 0, .002, .004, .006, .008, .010};
  for (double& log : logs) log += std::log(ratio);
  return logs;
}

Comparison judged(Values logs, std::size_t family = 1, Rule rule = {}) {
  return judge_paired(std::vector<Values>{std::move(logs)}, family, rule).front();
}

TEST(blocks_needed, are_the_fewest_whose_smallest_p_reaches_the_family) {
  // R: ceiling(1 + log2(m / .05)) for m = 1, 9, 45
  EXPECT_EQ(blocks_needed(1, 0.05), 6u);
  EXPECT_EQ(blocks_needed(9, 0.05), 9u);
  EXPECT_EQ(blocks_needed(45, 0.05), 11u);
  EXPECT_EQ(blocks_needed(0, 0.05), 6u);
  EXPECT_EQ(blocks_needed(1, 0.25), 3u);  // 2^(1-3), exactly
  EXPECT_THROW(blocks_needed(1, 0), std::invalid_argument);
  EXPECT_THROW(blocks_needed(1, nan), std::invalid_argument);
}

TEST(blocks_needed, on_each_side_of_an_unpaired_comparison_are_fewer) {
  // R: n <- 1:8; 2 / choose(2 * n, n)
  EXPECT_EQ(blocks_needed_unpaired(1, 0.05), 4u);
  EXPECT_EQ(blocks_needed_unpaired(1, 0.34), 2u);
  EXPECT_EQ(blocks_needed_unpaired(9, 0.05), 6u);
}

// R: d <- log(1.37) + c(-.05, -.03, -.02, -.01, 0, .01, .015, .03, .04, .06, .02)
//    w <- wilcox.test(d, conf.int = TRUE, conf.level = 1 - .05 / 9); exp(c(w$estimate, w$conf.int))
TEST(comparison, carries_the_estimate_and_its_simultaneous_interval) {
  const Comparison comparison = judged(noisy(1.37), 9);
  EXPECT_NEAR(comparison.ratio, 1.37686715357738, tiny);
  EXPECT_NEAR(comparison.low, 1.32951038096146, tiny);
  EXPECT_NEAR(comparison.high, 1.42591076064357, tiny);
  EXPECT_NEAR(comparison.p, std::ldexp(1.0, -10), tiny);
  EXPECT_NEAR(comparison.p_adjusted, 9 * std::ldexp(1.0, -10), tiny);
  EXPECT_EQ(comparison.verdict, Verdict::slower);
  EXPECT_EQ(comparison.blocks, 11u);
  EXPECT_EQ(comparison.needed, 9u);
}

TEST(comparison, has_a_wider_interval_in_a_larger_family) {
  // as above, with conf.level = 1 - .05 and 1 - .05 / 45
  EXPECT_NEAR(judged(noisy(1.37), 1).low, 1.34623356286115, tiny);
  EXPECT_NEAR(judged(noisy(1.37), 45).low, 1.30318431156598, tiny);
  EXPECT_NEAR(judged(noisy(1.37), 45).high, 1.45471606876714, tiny);
}

TEST(verdict, is_faster_or_slower_from_the_floor_on) {
  EXPECT_EQ(judged(quiet(1.0201)).verdict, Verdict::slower);
  EXPECT_EQ(judged(quiet(1 / 1.0201)).verdict, Verdict::faster);
  EXPECT_NE(judged(quiet(1.0199)).verdict, Verdict::slower);
  EXPECT_NE(judged(quiet(1 / 1.0199)).verdict, Verdict::faster);
}

TEST(verdict, is_inconclusive_on_a_sure_difference_under_the_floor) {
  const Comparison comparison = judged(quiet(1.018));
  EXPECT_LT(comparison.p_adjusted, 0.05);
  EXPECT_GT(comparison.high, 1.02);
  EXPECT_EQ(comparison.verdict, Verdict::inconclusive);
  EXPECT_EQ(comparison.smallest_visible, 0.02);
  EXPECT_EQ(judged(quiet(1 / 1.018)).verdict, Verdict::inconclusive);
}

TEST(verdict, claims_no_difference_whose_estimate_is_none) {
  Values mostly_zeros(20, 0.0);
  for (int i = 1; i <= 8; ++i) mostly_zeros.push_back(0.01 * i);
  const Comparison comparison = judged(mostly_zeros, 1, {.floor = 0});
  EXPECT_LT(comparison.p_adjusted, 0.05);
  EXPECT_EQ(comparison.ratio, 1);
  EXPECT_EQ(comparison.verdict, Verdict::inconclusive);
}

TEST(verdict, is_equivalent_where_the_interval_is_within_the_floor) {
  EXPECT_EQ(judged(quiet(1)).verdict, Verdict::equivalent);
  EXPECT_EQ(judged(quiet(1.01)).verdict, Verdict::equivalent);
  EXPECT_EQ(judged(quiet(1 / 1.01)).verdict, Verdict::equivalent);
  EXPECT_EQ(judged(quiet(1), 1, {.floor = 0.005}).verdict, Verdict::inconclusive);
}

TEST(verdict, follows_the_floor_of_a_noisy_machine) {
  EXPECT_EQ(judged(noisy(1.05)).verdict, Verdict::slower);
  EXPECT_EQ(judged(noisy(1.05), 1, {.floor = 0.07}).verdict, Verdict::inconclusive);
  EXPECT_EQ(judged(noisy(1.05), 1, {.floor = 0.2}).verdict, Verdict::equivalent);
}

TEST(verdict, on_a_small_effect_in_much_noise_says_what_could_have_been_seen) {
  const Comparison comparison = judged(noisy(1.005), 9);
  EXPECT_EQ(comparison.verdict, Verdict::inconclusive);
  // At level 1 - .05 / 9 the interval ends at the fourth Walsh averages, -.03 and .04 about an estimate of
  // .005.
  EXPECT_NEAR(comparison.smallest_visible, std::exp(0.035) - 1, tiny);
}

TEST(verdict, could_have_seen_what_the_wider_side_of_the_interval_leaves_out) {
  Values logs = quiet(1);
  logs[0] = -0.3;
  const Comparison far_below = judged(logs, 45);
  EXPECT_EQ(far_below.low, std::exp(-0.3));
  EXPECT_NEAR(far_below.smallest_visible, far_below.ratio / far_below.low - 1, tiny);
  logs[0] = 0.3;
  const Comparison far_above = judged(logs, 45);
  EXPECT_NEAR(far_above.smallest_visible, far_above.high / far_above.ratio - 1, tiny);
}

TEST(verdict, is_left_open_with_too_few_blocks_for_the_family) {
  const Comparison few = judged({0.3, 0.31, 0.32, 0.33, 0.34, 0.35, 0.36, 0.37}, 9);
  EXPECT_EQ(few.verdict, Verdict::too_few_blocks);
  EXPECT_EQ(few.blocks, 8u);
  EXPECT_EQ(few.needed, 9u);
  EXPECT_EQ(few.low, 0);
  EXPECT_TRUE(std::isinf(few.high));
  EXPECT_EQ(judged({0.3, 0.31, 0.32, 0.33, 0.34, 0.35, 0.36, 0.37, 0.38}, 9).verdict, Verdict::slower);
  EXPECT_EQ(judged({0.3}).verdict, Verdict::too_few_blocks);
  EXPECT_EQ(judged({}).verdict, Verdict::too_few_blocks);
}

TEST(verdict, on_identical_times_is_equivalent) {
  const Comparison comparison = judged(Values(11, 0.0));
  EXPECT_EQ(comparison.verdict, Verdict::equivalent);
  EXPECT_EQ(comparison.p_adjusted, 1);
  EXPECT_EQ(judged(Values(11, 0.0), 1, {.floor = 0}).verdict, Verdict::equivalent);
}

TEST(family, counts_what_was_planned_and_failed) {
  const std::vector<Values> one_ran{noisy(1.37), {}, {}};
  const std::vector<Comparison> comparisons = judge_paired(one_ran, 3, {});
  EXPECT_NEAR(comparisons[0].p_adjusted, 3 * std::ldexp(1.0, -10), tiny);
  EXPECT_EQ(comparisons[1].verdict, Verdict::too_few_blocks);
  EXPECT_EQ(comparisons[1].p_adjusted, 1);
  EXPECT_NEAR(judge_paired(one_ran, 30, {})[0].p_adjusted, 30 * std::ldexp(1.0, -10), tiny);
}

TEST(family, makes_a_claim_harder) {
  // 10 of 11 blocks agree, and the other is the smallest: p = 2 * 2 / 2^11.
  Values logs = quiet(1.5);
  logs[3] = -0.001;
  EXPECT_EQ(judged(logs, 25).verdict, Verdict::slower);
  EXPECT_EQ(judged(logs, 26).verdict, Verdict::inconclusive);
}

TEST(family, must_hold_its_comparisons_and_a_rule_must_make_sense) {
  const std::vector<Values> two{noisy(1), noisy(1)};
  EXPECT_THROW(judge_paired(two, 1, {}), std::invalid_argument);
  EXPECT_THROW(judge_paired(two, 2, {.alpha = 0}), std::invalid_argument);
  EXPECT_THROW(judge_paired(two, 2, {.alpha = nan}), std::invalid_argument);
  EXPECT_THROW(judge_paired(two, 2, {.floor = -0.01}), std::invalid_argument);
  EXPECT_THROW(judge_unpaired({}, 0, {.floor = nan}), std::invalid_argument);
  EXPECT_THAT(judge_paired({}, 0, {}), IsEmpty());
}

TEST(log_ratios, leave_out_blocks_in_which_a_partner_failed) {
  const BlockTimes some{2.0, std::nullopt, 8.0, 3.0}, others{1.0, 5.0, std::nullopt, 3.0, 7.0};
  EXPECT_THAT(log_ratios(some, others), ElementsAre(std::log(2.0), 0));
  EXPECT_THAT(log_ratios(others, some), ElementsAre(-std::log(2.0), 0));
  EXPECT_THAT(log_ratios({std::nullopt}, {1.0}), IsEmpty());
}

TEST(log_ratios, refuse_times_that_are_none) {
  for (const double bad : {0.0, -1.0, nan, std::numeric_limits<double>::infinity()}) {
    EXPECT_THROW(log_ratios({bad}, {1.0}), std::invalid_argument);
    EXPECT_THROW(log_ratios({1.0}, {bad}), std::invalid_argument);
  }
}

// R: a <- log(c(100, 101, 102.5, 99, 98.7, 103, 100.4, 101.7)); b <- log(c(108, 107, 112, 109.5, 106.2,
// 107.7, 111,
//    110.1)); w <- wilcox.test(b, a, conf.int = TRUE, conf.level = 1 - .05 / 3); exp(c(w$estimate,
//    w$conf.int)) p.adjust(w$p.value, "holm", n = 3)
TEST(unpaired, comparison_carries_the_shift_and_its_simultaneous_interval) {
  TwoSamples row;
  for (const double time : {100.0, 101.0, 102.5, 99.0, 98.7, 103.0, 100.4, 101.7})
    row.reference.push_back(std::log(time));
  for (const double time : {108.0, 107.0, 112.0, 109.5, 106.2, 107.7, 111.0, 110.1})
    row.times.push_back(std::log(time));
  const std::vector<Comparison> comparisons = judge_unpaired(std::vector{row, TwoSamples{}}, 3, {});
  EXPECT_NEAR(comparisons[0].ratio, 1.080403964854223631, tiny);
  EXPECT_NEAR(comparisons[0].low, 1.052114060963618369, tiny);
  EXPECT_NEAR(comparisons[0].high, 1.109422492401215710, tiny);
  EXPECT_NEAR(comparisons[0].p_adjusted, 0.000466200466200466, tiny);
  EXPECT_EQ(comparisons[0].verdict, Verdict::slower);
  EXPECT_EQ(comparisons[0].blocks, 8u);
  EXPECT_EQ(comparisons[0].needed, 5u);
  EXPECT_EQ(comparisons[1].verdict, Verdict::too_few_blocks);
}

TEST(unpaired, few_samples_against_many_can_be_enough) {
  const Values many{.01, .02, .03, .04, .05, .06, .07, .08, .09, .10};
  const Comparison two = judge_unpaired(std::vector{TwoSamples{many, {0.5, 0.6}}}, 1, {}).front();
  EXPECT_EQ(two.verdict, Verdict::slower);  // p = 2 / C(12, 2)
  EXPECT_EQ(two.blocks, 2u);
  const Comparison one = judge_unpaired(std::vector{TwoSamples{many, {0.5}}}, 1, {}).front();
  EXPECT_EQ(one.verdict, Verdict::too_few_blocks);
}

TEST(words, say_each_verdict_plainly) {
  Comparison comparison{.ratio = 1.3749, .low = 1.3051, .high = 1.4449, .verdict = Verdict::slower};
  EXPECT_EQ(in_words(comparison), "1.37× slower (1.31–1.44)");
  comparison = {.ratio = 0.5, .low = 0.4, .high = 0.8, .verdict = Verdict::faster};
  EXPECT_EQ(in_words(comparison), "2.00× faster (1.25–2.50)");
  comparison = {.verdict = Verdict::equivalent, .floor = 0.02};
  EXPECT_EQ(in_words(comparison), "equivalent: within ±2 %");
  comparison = {.verdict = Verdict::inconclusive, .smallest_visible = 0.06};
  EXPECT_EQ(in_words(comparison), "inconclusive: this run could have seen 6 % or more");
  comparison = {.verdict = Verdict::too_few_blocks, .blocks = 3, .needed = 9};
  EXPECT_EQ(in_words(comparison), "not judged: 3 blocks, 9 are needed");
  comparison.blocks = 1;
  EXPECT_EQ(in_words(comparison), "not judged: 1 block, 9 are needed");
  comparison.blocks = 0;
  EXPECT_EQ(in_words(comparison), "not judged: no times to compare");
}

TEST(words, round_percentages_to_what_matters) {
  EXPECT_EQ(percent_text(0.02), "2 %");
  EXPECT_EQ(percent_text(0.025), "2.5 %");
  EXPECT_EQ(percent_text(0.0304), "3 %");
  EXPECT_EQ(percent_text(0.123), "12 %");
  EXPECT_EQ(percent_text(0.003), "0.3 %");
  EXPECT_EQ(percent_text(1.5), "150 %");
}

}  // namespace
}  // namespace concbench::reports
