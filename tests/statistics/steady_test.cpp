#include "statistics/steady.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace concbench::bench {
namespace {

using Times = std::vector<std::int64_t>;

// R: m <- lm(y ~ x, data.frame(x = 0:4, y = c(110, 105, 103, 101, 101))); coef(m)[2] / mean(y); confint(m)[2,
// ] / mean(y)
TEST(Steady, the_trend_is_the_least_squares_line_with_its_interval) {
  const Trend t = trend(Times{110, 105, 103, 101, 101});
  EXPECT_NEAR(t.slope, -2.2 / 104, 1e-12);
  EXPECT_NEAR(t.half_width, 1.60179618027 / 104, 1e-9);
}

TEST(Steady, a_warm_up_is_over_once_the_last_five_runs_change_by_less_than_a_percent_a_run) {
  EXPECT_FALSE(settled(Times{200, 180, 160, 140, 120}));
  EXPECT_FALSE(settled(Times{100, 100, 100, 100})) << "four are too few";
  EXPECT_TRUE(settled(Times{500, 300, 101, 100, 100, 101, 100}));
}

TEST(Steady, a_drift_is_claimed_only_beyond_doubt) {
  EXPECT_TRUE(drifts(Times{200, 190, 180, 170, 160, 150}));
  EXPECT_FALSE(drifts(Times{200, 100, 200, 100, 201, 99})) << "noise without a trend";
  EXPECT_FALSE(drifts(Times{100, 130})) << "two points always lie on a line";
  EXPECT_FALSE(drifts(Times{1000, 1001, 1002, 1003, 1004})) << "a drift, but under a percent a run";
}

TEST(Steady, no_times_and_equal_times_have_no_slope) {
  EXPECT_TRUE(std::isinf(trend(Times{}).half_width));
  EXPECT_EQ(trend(Times{7, 7, 7, 7}).slope, 0);
  EXPECT_FALSE(drifts(Times{7, 7, 7, 7}));
}

}  // namespace
}  // namespace concbench::bench
