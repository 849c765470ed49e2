#include "bench/plan/forecast.h"

#include <gtest/gtest.h>

namespace concbench::bench {
namespace {

using namespace std::chrono_literals;

Plan plan_of(std::size_t blocks, std::vector<PlannedLook> looks = {}) {
  Plan plan;
  plan.blocks = blocks;
  plan.looks = std::move(looks);
  return plan;
}

TEST(Forecast, IsWhatTheBlocksLeftTakeAndWhatComesAfterThem) {
  const Left left = left_after(1, plan_of(10), {.block = 8s, .after = 20s}, {});
  EXPECT_EQ(left.least, 92s);
  EXPECT_EQ(left.most, 92s);
  EXPECT_EQ(in_words(left), "1 min 32 s");
}

TEST(Forecast, GoesFromTheNextLookToTheLast) {
  const Plan plan = plan_of(10, {{10, 0.03}, {28, 0.02}});
  EXPECT_EQ(in_words(left_after(1, plan, {.block = 1s, .after = 5s}, {})), "14 s to 32 s");
  EXPECT_EQ(in_words(left_after(10, plan, {.block = 1s, .after = 5s}, {})), "23 s");
}

TEST(Forecast, EndsWithTheBudget) {
  const Plan plan = plan_of(10, {{10, 0.03}, {28, 0.02}});
  EXPECT_EQ(in_words(left_after(1, plan, {.block = 8s, .after = 20s}, 110s)), "1 min 32 s to 1 min 50 s");
  EXPECT_EQ(in_words(left_after(1, plan, {.block = 20s, .after = 20s}, 110s)), "1 min 50 s");
}

TEST(Forecast, CountsWhatIsLostToDisturbancesAsLongAsThereIsAnAllowanceForIt) {
  EXPECT_EQ(left_after(1, plan_of(10), {.block = 1s, .lost = 1s, .allowance = 20s}, {}).most, 18s);
  EXPECT_EQ(left_after(1, plan_of(10), {.block = 1s, .lost = 1s, .allowance = 2s}, {}).most, 11s);
}

}  // namespace
}  // namespace concbench::bench
