#include "statistics/aligned_ranks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace concbench {
namespace {

constexpr double tiny = 1e-9;

// Values by block, around `level`, and what the block did to everybody.
LogTimes around(double level, std::initializer_list<double> noise, const LogTimes& effects) {
  LogTimes times;
  for (const double off : noise) times.emplace_back(level + off + *effects[times.size()]);
  return times;
}

const LogTimes drift{0.0, 0.3, -0.2, 0.5, 0.1, 0.9};
const LogTimes fast = around(1.0, {0, .001, -.002, .003, -.001, .002}, drift);
const LogTimes slow = around(1.1, {.001, .002, -.001, .002, 0, -.003}, drift);
const LogTimes third = around(3.0, {.002, -.001, 0, .001, .003, -.002}, drift);
const LogTimes fourth = around(0.5, {-.002, .001, .003, 0, -.001, .001}, drift);
const LogTimes* const both[] = {&third, &fourth};

TEST(block_effects, are_what_a_block_did_to_everybody) {
  const LogTimes* const all[] = {&fast, &slow, &third};
  const LogTimes effects = block_effects(all, {6});
  EXPECT_NEAR(*effects[5] - *effects[2], 1.1, 0.01);
  EXPECT_EQ(block_effects(all, {7})[6], std::nullopt) << "none was measured there";
}

TEST(block_effects, are_not_spoilt_by_one_disturbed_sample_of_three) {
  LogTimes disturbed = fast;
  *disturbed[1] += 0.7;
  const LogTimes* const all[] = {&disturbed, &slow, &third};
  EXPECT_NEAR(*block_effects(all, {6})[1] - *block_effects(all, {6})[0], 0.3, 0.01);
}

// All six of one below all six of the other, among 12 values: R: 2 / choose(12, 6)
TEST(aligned_pair, sees_through_what_blocks_do) {
  const AlignedPair pair(slow, fast, both, {6});
  EXPECT_EQ(pair.blocks(), 6u);
  EXPECT_TRUE(pair.leans_above());
  EXPECT_NEAR(pair.p(), 2.0 / 924, tiny);
  EXPECT_EQ(pair.p(0.1), AlignedPair(fast, slow, both, {6}).p(-0.1)) << "whichever comes first";
}

// The last two of the twelve ranks count alike above the seventh, so it does not matter how far up they are.
TEST(aligned_pair, does_not_care_how_slow_the_slowest_were) {
  LogTimes wild = slow, wilder = slow;
  *wild[3] += 0.2;
  *wilder[3] += 5;
  EXPECT_EQ(AlignedPair(wild, fast, both, {6}).p(), AlignedPair(wilder, fast, both, {6}).p());
}

TEST(aligned_pair, looks_at_its_blocks_only) {
  EXPECT_EQ(AlignedPair(slow, fast, both, {4}).blocks(), 4u);
  LogTimes gaps = slow;
  gaps[2].reset();
  EXPECT_EQ(AlignedPair(gaps, fast, both, {6}).blocks(), 5u);
  EXPECT_EQ(AlignedPair({}, fast, both, {6}).p(), 1);
}

// Six differences all of one sign: 2^(1-6).
TEST(aligned_pair, of_two_alone_is_judged_by_swaps) {
  const AlignedPair pair(slow, fast, {}, {6});
  EXPECT_TRUE(pair.leans_above());
  EXPECT_NEAR(pair.p(), std::ldexp(1.0, -5), tiny);
}

TEST(aligned_pair, of_two_alone_lets_one_wild_difference_count_little) {
  LogTimes wild = fast;
  *wild[3] += 2;
  const AlignedPair pair(slow, wild, {}, {6});
  EXPECT_TRUE(pair.leans_above());
  EXPECT_NEAR(pair.p(), std::ldexp(1.0, -4), tiny) << "the wild one is left out";
}

TEST(aligned_pair, a_wider_spread_is_no_shift) {
  LogTimes narrow, wide, third_one, fourth_one;
  for (int block = 0; block < 28; ++block) {  // the medians of both are 0
    narrow.emplace_back(0.0001 * (block % 7 - 3));
    wide.emplace_back((block % 2 == 0 ? 0.1 : -0.1) * (1 + block / 28.0));
    third_one.emplace_back(1 + 0.0001 * (block % 3 - 1));
    fourth_one.emplace_back(2 + 0.0001 * (block % 5 - 2));
  }
  const LogTimes* const aligning[] = {&third_one, &fourth_one};
  EXPECT_GT(AlignedPair(narrow, wide, aligning, {28}).p(), 0.1);
  const Interval interval = AlignedPair(narrow, wide, aligning, {28}).interval(0.99);
  EXPECT_LT(interval.low, -0.02);
  EXPECT_GT(interval.high, 0.02);
}

// Yuen's example is not at hand; these numbers are worked out by hand, with three of ten cut off at either
// end.
TEST(trimmed_difference, is_of_the_middle_values_with_a_spread_of_each) {
  const auto found = trimmed_difference({-50, 1, 2, 3, 4, 5, 6, 7, 8, 900}, std::vector<double>(10, 2.0));
  EXPECT_DOUBLE_EQ(found.estimate, 4.5 - 2);
  // Winsorised: four times 3, 4, 5, four times 6; squares 8 * 1.5^2 + 2 * 0.5^2, over 4 * 3.
  EXPECT_DOUBLE_EQ(found.error, std::sqrt(18.5 / 12));
  EXPECT_DOUBLE_EQ(found.freedom, 3) << "all the doubt is that of the first";
  EXPECT_FALSE(std::isfinite(trimmed_difference({1}, {2, 3}).error));
}

TEST(aligned_pair, is_judged_by_swaps_where_the_others_lost_most_of_their_samples) {
  LogTimes short_one = third, another = fourth;
  short_one.resize(1);
  another.resize(2);
  const LogTimes* const lost[] = {&short_one, &another};
  const AlignedPair pair(slow, fast, lost, {6});
  EXPECT_EQ(pair.blocks(), 6u);
  EXPECT_NEAR(pair.p(), std::ldexp(1.0, -5), tiny);
}

TEST(aligned_pair, of_equal_values_shows_nothing) {
  EXPECT_EQ(AlignedPair(fast, fast, both, {6}).p(), 1);
  EXPECT_EQ(AlignedPair(fast, fast, {}, {6}).p(), 1);
}

TEST(aligned_pair, has_the_interval_that_its_test_does_not_reject) {
  for (const bool alone : {false, true}) {
    const AlignedPair pair = alone ? AlignedPair(slow, fast, {}, {6}) : AlignedPair(slow, fast, both, {6});
    const Interval interval = pair.interval(0.9);
    EXPECT_LT(interval.low, 0.1);
    EXPECT_GT(interval.high, 0.1);
    EXPECT_GT(interval.low, 0.09);
    EXPECT_LT(interval.high, 0.11);
    EXPECT_LE(pair.p(interval.low), 0.1);
    EXPECT_LE(pair.p(interval.high), 0.1);
  }
}

TEST(aligned_pair, has_no_interval_that_its_blocks_cannot_reach) {
  EXPECT_FALSE(AlignedPair(slow, fast, {}, {6}).interval(0.99).bounded());
  EXPECT_TRUE(AlignedPair(slow, fast, both, {6}).interval(0.99).bounded());
  EXPECT_FALSE(AlignedPair(slow, fast, both, {6}).interval(0.999).bounded());
}

TEST(aligned_pair, refuses_what_is_not_finite) {
  LogTimes broken = fast;
  *broken[2] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(AlignedPair(slow, broken, both, {6}), std::invalid_argument);
}

}  // namespace
}  // namespace concbench
