#include "statistics/steady.h"

#include <gtest/gtest.h>

#include <vector>

namespace concbench {
namespace {

using Times = std::vector<std::int64_t>;

// R: m <- lm(y ~ x, data.frame(x = 0:4, y = c(110, 105, 103, 101, 101))); coef(m)[2] / mean(y)
TEST(Steady, the_slope_is_that_of_the_least_squares_line) {
  EXPECT_NEAR(slope(Times{110, 105, 103, 101, 101}), -2.2 / 104, 1e-12);
  EXPECT_EQ(slope(Times{7, 7, 7, 7}), 0);
  EXPECT_EQ(slope(Times{7}), 0);
}

TEST(Steady, a_warm_up_is_over_once_the_last_five_runs_change_by_less_than_a_percent_a_run) {
  EXPECT_FALSE(settled(Times{200, 180, 160, 140, 120}));
  EXPECT_FALSE(settled(Times{100, 100, 100, 100})) << "four are too few";
  EXPECT_TRUE(settled(Times{500, 300, 101, 100, 100, 101, 100}));
}

TEST(Steady, a_change_between_the_halves_is_told_only_beyond_doubt) {
  EXPECT_NEAR(change_between_halves(Times{200, 202, 201, 203, 204, 150, 152, 151, 153, 154}).value_or(0),
              152.0 / 202 - 1, 1e-12);
  EXPECT_FALSE(change_between_halves(Times{200, 100, 200, 100, 201, 99, 200, 100, 201, 99})) << "noise";
  EXPECT_FALSE(change_between_halves(Times{200, 202, 201, 203, 150, 152, 151, 153})) << "eight are too few";
  EXPECT_FALSE(change_between_halves(Times{1000, 1001, 1002, 1003, 1004, 1010, 1011, 1012, 1013, 1014}))
      << "sure, but under two percent";
  EXPECT_FALSE(change_between_halves(Times{}));
}

}  // namespace
}  // namespace concbench
