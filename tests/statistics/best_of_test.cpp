#include "statistics/best_of.h"
#include "reports/words/verdict_text.h"

#include <gmock/gmock.h>

#include <cmath>

namespace concbench::reports {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

BlockTimes times(std::initializer_list<double> values) {
  return {values.begin(), values.end()};
}

// Twelve blocks around `middle`, whose noise differs by `seed` but is within 0.6 %.
BlockTimes steady(double middle, int seed) {
  BlockTimes times;
  for (int block = 0; block < 12; ++block)
    times.emplace_back(middle * (1 + 0.001 * ((block * 5 + seed * 7) % 13 - 6)));
  return times;
}

TEST(best_of, a_clear_winner_is_the_best) {
  const std::vector<BlockTimes> runners{steady(150, 1), steady(100, 2), steady(120, 3)};
  const BestOf result = judge_runners(runners, {});
  EXPECT_EQ(result.best, 1u);
  EXPECT_THAT(result.contenders, ElementsAre(1));
  EXPECT_EQ(result.comparisons[0]->verdict, Verdict::slower);
  EXPECT_FALSE(result.comparisons[1]);
  EXPECT_EQ(in_words(result), "the best");
}

TEST(best_of, those_not_judged_slower_may_all_be_it) {
  const std::vector<BlockTimes> runners{steady(150, 1), steady(100, 2), steady(100.1, 3)};
  const BestOf result = judge_runners(runners, {});
  EXPECT_THAT(result.contenders, ElementsAre(1, 2));
  EXPECT_EQ(result.comparisons[2]->verdict, Verdict::equivalent);
  EXPECT_EQ(in_words(result), "one of these, which this run cannot tell apart");
}

TEST(best_of, its_family_is_every_pair_that_was_planned) {
  EXPECT_EQ(pairs_among(10), 45u);
  EXPECT_EQ(pairs_among(1), 0u);
  EXPECT_EQ(pairs_among(0), 0u);
  const BlockTimes failed(12);
  const std::vector<BlockTimes> runners{steady(150, 1), steady(100, 2), failed, {}};
  const BestOf result = judge_runners(runners, {});
  EXPECT_NEAR(result.comparisons[0]->p_adjusted, 6 * std::ldexp(1.0, -11), 1e-12);
  EXPECT_EQ(result.comparisons[2]->verdict, Verdict::too_few_blocks);
  EXPECT_THAT(result.contenders, ElementsAre(1)) << "what failed is not in the running";
}

TEST(best_of, too_few_blocks_leave_all_in_the_running) {
  const BestOf result = judge_runners(std::vector{times({100, 101}), times({900, 901})}, {});
  EXPECT_THAT(result.contenders, ElementsAre(0, 1));
  EXPECT_EQ(result.comparisons[1]->verdict, Verdict::too_few_blocks);
}

TEST(best_of, one_runner_or_none_has_no_rival) {
  const BestOf one = judge_runners(std::vector{BlockTimes(12), steady(100, 1)}, {});
  EXPECT_EQ(one.best, 1u);
  EXPECT_EQ(in_words(one), "the only one with a time");
  const BestOf none = judge_runners(std::vector{BlockTimes(12), BlockTimes()}, {});
  EXPECT_FALSE(none.best);
  EXPECT_EQ(in_words(none), "none has a time");
  EXPECT_THAT(judge_runners({}, {}).contenders, IsEmpty());
}

}  // namespace
}  // namespace concbench::reports
