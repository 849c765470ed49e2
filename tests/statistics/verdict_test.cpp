#include "statistics/verdict.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "reports/words/verdict_text.h"
#include "statistics/noise.h"

namespace concbench::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr double tiny = 1e-9;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Runners whose true times are 100 times `slowdowns`, each sample off by half a percent or so.
std::vector<BlockTimes> measured(std::initializer_list<double> slowdowns, std::size_t blocks,
                                 double noise = 0.005) {
  Noise random(3);
  std::vector<BlockTimes> times;
  for (const double slowdown : slowdowns) {
    times.emplace_back();
    for (std::size_t block = 0; block < blocks; ++block)
      times.back().emplace_back(100 * slowdown * std::exp(noise * random.normal()));
  }
  return times;
}

TEST(blocks_needed, are_the_fewest_whose_smallest_p_reaches_the_family) {
  // R: ceiling(1 + log2(m / .05)) for m = 1, 3; n <- 1:12; 2 / choose(2 * n, n)
  EXPECT_EQ(blocks_needed(2, 1, 0.05), 6u);
  EXPECT_EQ(blocks_needed(3, 3, 0.05), 7u);
  EXPECT_EQ(blocks_needed(2, 1, 0.25), 3u);  // 2^(1-3), exactly
  EXPECT_EQ(blocks_needed(4, 6, 0.05), 5u);
  EXPECT_EQ(blocks_needed(10, 225, 0.02), 9u);
  EXPECT_EQ(blocks_needed(1, 0, 0.05), 6u);
  EXPECT_EQ(samples_needed(1, 0.05), 4u);
  EXPECT_THROW(blocks_needed(2, 1, 0), std::invalid_argument);
  EXPECT_THROW(blocks_needed(2, 1, nan), std::invalid_argument);
}

TEST(rivals, pairs_are_counted_once) {
  EXPECT_EQ(pairs_among(10), 45u);
  EXPECT_EQ(pairs_among(1), 0u);
  EXPECT_EQ(pairs_among(0), 0u);
}

TEST(rivals, have_a_level_that_no_block_moves) {
  std::vector<BlockTimes> times = measured({1, 1.2, 2, 3}, 10);
  for (BlockTimes& one : times) *one[4] *= 3;  // a block in which all were slow
  const Rivals rivals(times, {});
  EXPECT_NEAR(*rivals.levels()[1] / *rivals.levels()[0], 1.2, 0.01);
  EXPECT_NEAR(*rivals.levels()[0], 100, 1);
  EXPECT_EQ(rivals.adjusted(0).size(), 10u);
}

TEST(rivals, of_one_have_the_median_for_a_level) {
  const Rivals one({{3.0, 1.0, std::nullopt, 10.0}}, {});
  EXPECT_NEAR(*one.levels()[0], 3, tiny);
  EXPECT_EQ(one.best(), 0u);
}

TEST(rivals, name_the_best_and_those_that_may_be) {
  const Rivals rivals(measured({1.5, 1, 1.001, 2}, 12), {.family = 6});
  EXPECT_TRUE(rivals.slower(0, 1));
  EXPECT_FALSE(rivals.slower(1, 0));
  EXPECT_FALSE(rivals.slower(2, 1));
  EXPECT_TRUE(rivals.may_be_best(1));
  EXPECT_TRUE(rivals.may_be_best(2));
  EXPECT_FALSE(rivals.may_be_best(0));
  EXPECT_THAT(*rivals.best(), testing::AnyOf(1u, 2u));
}

// Of six the last three are stopped at the first look; then the machine changes.
TEST(rivals, that_go_on_stay_comparable_with_those_that_stopped) {
  for (const double change : {0.8, 1.0, 1.2}) {
    std::vector<BlockTimes> times = measured({1, 1.004, 1.002, 1.1, 1.1, 1.1}, 28);
    for (std::size_t rival = 0; rival < times.size(); ++rival)
      for (std::size_t block = 10; block < 28; ++block)
        times[rival][block] = rival < 3 ? std::optional(*times[rival][block] * change) : std::nullopt;
    const Rivals rivals(times, {.looks = {{10, 0.02}, {28, 0.03}}, .family = 15});
    EXPECT_LT(*rivals.best(), 3u) << change;
    for (std::size_t stopped = 3; stopped < 6; ++stopped) {
      EXPECT_TRUE(rivals.slower(stopped, 0)) << change;
      EXPECT_NEAR(rivals.compare(stopped, 0).ratio, 1.1, 0.01) << change;
      EXPECT_EQ(rivals.compare(stopped, 0).verdict, Verdict::slower) << change;
    }
  }
}

TEST(rivals, do_not_put_forward_one_with_too_few_samples) {
  std::vector<BlockTimes> times = measured({1.5, 1, 1.2, 2}, 12);
  for (std::size_t block = 3; block < 12; ++block) times[1][block].reset();
  const Rivals rivals(times, {.family = 6});
  EXPECT_FALSE(rivals.judged(1));
  EXPECT_FALSE(rivals.may_be_best(1));
  EXPECT_EQ(rivals.best(), 2u);
  EXPECT_EQ(rivals.compare(1, 2).verdict, Verdict::too_few_blocks);
}

TEST(rivals, lose_no_more_than_the_sample_that_was_lost) {
  std::vector<BlockTimes> times = measured({1.5, 1, 1.2, 2}, 12);
  times[1][3].reset();
  times[0][7].reset();
  const Rivals rivals(times, {.family = 6});
  EXPECT_TRUE(rivals.slower(0, 1));
  EXPECT_TRUE(rivals.slower(2, 1));
  EXPECT_EQ(rivals.best(), 1u);
}

TEST(rivals, have_no_claims_where_there_are_too_few_blocks) {
  const Rivals rivals(measured({1, 9, 9, 9}, 4), {.family = 6});
  EXPECT_FALSE(rivals.slower(1, 0));
  EXPECT_EQ(rivals.best(), 0u) << "the lowest all the same";
  const Comparison comparison = rivals.compare(1, 0);
  EXPECT_EQ(comparison.verdict, Verdict::too_few_blocks);
  EXPECT_EQ(comparison.blocks, 4u);
  EXPECT_EQ(comparison.needed, 5u);
}

TEST(comparison, claims_what_its_interval_leaves_out_and_holds_its_estimate) {
  const Rivals rivals(measured({1, 1.3, 0.7, 1}, 12), {.family = 6});
  const Comparison slower = rivals.compare(1, 0), faster = rivals.compare(2, 0);
  EXPECT_EQ(slower.verdict, Verdict::slower);
  EXPECT_EQ(faster.verdict, Verdict::faster);
  for (const Comparison& one : {slower, faster}) {
    EXPECT_LE(one.sure.low, one.alone.low);
    EXPECT_GE(one.sure.high, one.alone.high);
    EXPECT_LE(one.alone.low, one.ratio);
    EXPECT_GE(one.alone.high, one.ratio);
  }
  EXPECT_NEAR(slower.ratio, 1.3, 0.01);
  EXPECT_EQ(rivals.compare(3, 0).verdict, Verdict::equivalent);
}

TEST(comparison, claims_nothing_under_the_floor) {
  const std::vector<BlockTimes> times = measured({1, 1.05, 2, 3}, 16);
  EXPECT_EQ(Rivals(times, {.family = 6}).compare(1, 0).verdict, Verdict::slower);
  const Rivals noisy_machine(times, {.family = 6, .floor = 0.07, .margin = 0.07});
  EXPECT_EQ(noisy_machine.compare(1, 0).verdict, Verdict::equivalent);
  EXPECT_FALSE(noisy_machine.slower(1, 0));
}

TEST(comparison, tells_what_is_likely_apart_from_what_is_sure) {
  const Rivals rivals(measured({1, 1.1, 1, 1}, 10, 0.04), {.family = 500});
  const Comparison one = rivals.compare(1, 0);
  EXPECT_EQ(one.verdict, Verdict::undecided);
  EXPECT_EQ(one.likely, Verdict::slower);
  EXPECT_THAT(in_words(one), HasSubstr("likely 1."));
}

TEST(comparison, says_how_large_a_difference_it_would_have_found) {
  const Comparison one = Rivals(measured({1, 1, 1, 1}, 12), {.family = 6}).compare(1, 0);
  EXPECT_GT(one.visible, 0.02) << "the floor";
  EXPECT_LT(one.visible, 0.03);
}

// A look at the first blocks has its own share of the error, and what it saw counts to the end.
TEST(looks, join_what_each_of_them_leaves) {
  const std::vector<BlockTimes> times = measured({1, 1.3, 2, 3}, 16);
  const Comparison once = Rivals(times, {.family = 6}).compare(1, 0);
  const Comparison twice =
      Rivals(times, {.looks = {{10, 0.02}, {all_blocks, 0.03}}, .family = 6}).compare(1, 0);
  EXPECT_EQ(twice.verdict, Verdict::slower);
  EXPECT_NEAR(twice.ratio, once.ratio, 0.01) << "what blocks did is reckoned from those up to the first look";
  const Rivals early(times, {.looks = {{10, 0.05}, {all_blocks, 1e-12}}, .family = 6});
  EXPECT_TRUE(early.slower(1, 0)) << "decided at the first look";
}

TEST(rivals, refuse_what_is_no_time_and_no_rule) {
  EXPECT_THROW(Rivals({{0.0}}, {}), std::invalid_argument);
  EXPECT_THROW(Rivals({{nan}}, {}), std::invalid_argument);
  EXPECT_THROW(Rivals({}, {.looks = {}}), std::invalid_argument);
  EXPECT_THROW(Rivals({}, {.floor = -1}), std::invalid_argument);
  EXPECT_EQ(Rivals({}, {}).best(), std::nullopt);
  EXPECT_EQ(Rivals({{}, {std::nullopt}}, {}).best(), std::nullopt);
}

// R: a <- log(c(10, 11, 12, 13, 14, 15)); b <- a + log(2); exp(median(b) - median(a))
TEST(unpaired, compares_samples_that_share_no_blocks) {
  TwoSamples samples;
  for (const double time : {10.0, 11.0, 12.0, 13.0, 14.0, 15.0}) {
    samples.reference.push_back(std::log(time));
    samples.times.push_back(std::log(2 * time));
  }
  const Comparison comparison = compare_unpaired(samples, {});
  EXPECT_NEAR(comparison.ratio, 2, tiny);
  EXPECT_EQ(comparison.verdict, Verdict::slower);
  EXPECT_EQ(comparison.blocks, 6u);
  EXPECT_EQ(comparison.needed, 4u);
  EXPECT_EQ(compare_unpaired({{1.0, 1.1}, {1.2}}, {}).verdict, Verdict::too_few_blocks);
  EXPECT_EQ(compare_unpaired({}, {}).blocks, 0u);
}

TEST(words, say_what_is_claimed_and_how_sure_that_is) {
  Comparison comparison{
      .ratio = 1.37, .sure = {1.31, 1.44}, .alone = {1.35, 1.39}, .verdict = Verdict::slower};
  EXPECT_EQ(in_words(comparison), "1.37× slower (1.31–1.44)");
  comparison = {.ratio = 0.5, .sure = {0.4, 0.625}, .verdict = Verdict::faster};
  EXPECT_EQ(in_words(comparison), "2.00× faster (1.60–2.50)");
  comparison = {.verdict = Verdict::equivalent};
  EXPECT_EQ(in_words(comparison), "equivalent: within ±5 %");
  comparison = {.ratio = 1.08,
                .sure = {0.9, 1.3},
                .alone = {1.01, 1.15},
                .verdict = Verdict::undecided,
                .likely = Verdict::slower};
  EXPECT_EQ(in_words(comparison), "likely 1.08× slower (1.01–1.15)");
  comparison.likely = Verdict::undecided;
  EXPECT_EQ(in_words(comparison), "undecided (0.900–1.30)");
  comparison.likely = Verdict::equivalent;
  EXPECT_EQ(in_words(comparison), "likely equivalent: within ±5 %");
  comparison = {.blocks = 3, .needed = 9};
  EXPECT_EQ(in_words(comparison), "not judged: 3 blocks, 9 are needed");
  comparison = {.blocks = 1, .needed = 9};
  EXPECT_EQ(in_words(comparison), "not judged: 1 block, 9 are needed");
  comparison = {};
  EXPECT_EQ(in_words(comparison), "not judged: no times to compare");
}

}  // namespace
}  // namespace concbench::reports
