#include "statistics/scaling.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <vector>

#include "statistics/noise.h"

namespace concbench::reports {
namespace {

using ::testing::DoubleNear;

constexpr std::initializer_list<double> concurrencies{1, 2, 3, 4, 6, 8, 12, 16};

std::vector<ScalingPoint> usl_times(double sigma, double kappa, double noise, std::uint64_t seed) {
  Noise random(seed);
  std::vector<ScalingPoint> points;
  for (const double n : concurrencies)
    points.push_back(
        {n, 5e7 * (1 + sigma * (n - 1) + kappa * n * (n - 1)) / n * std::exp(noise * random.normal())});
  return points;
}

TEST(scaling, finds_the_parameters_of_times_without_noise) {
  const auto usl = fit_usl(usl_times(0.05, 0.001, 0, 1));
  ASSERT_TRUE(usl);
  EXPECT_THAT(usl->sigma.value, DoubleNear(0.05, 1e-8));
  EXPECT_THAT(usl->kappa.value, DoubleNear(0.001, 1e-9));
  EXPECT_NEAR(usl->time_of_one, 5e7, 1);
  const auto amdahl = fit_amdahl(usl_times(0.2, 0, 0, 1));
  ASSERT_TRUE(amdahl);
  EXPECT_THAT(amdahl->serial.value, DoubleNear(0.2, 1e-8));
}

// Gunther, Guerrilla Capacity Planning, 2007, chapter 5: a ray tracer, throughput in krays/s on 1 to 64
// processors; there sigma 0.0500, kappa 0.00002, from a quadratic fitted to deviations from linearity, which
// weighs points otherwise.
TEST(scaling, agrees_with_a_published_example) {
  std::vector<ScalingPoint> points;
  for (const auto& [n, throughput] : {std::pair{1.0, 20.0},
                                      {4.0, 78.0},
                                      {8.0, 130.0},
                                      {12.0, 170.0},
                                      {16.0, 190.0},
                                      {20.0, 200.0},
                                      {24.0, 210.0},
                                      {28.0, 230.0},
                                      {32.0, 260.0},
                                      {48.0, 280.0},
                                      {64.0, 310.0}})
    points.push_back({n, 1 / throughput});
  const auto usl = fit_usl(points);
  ASSERT_TRUE(usl);
  EXPECT_NEAR(usl->sigma.value, 0.05, 0.01);
  EXPECT_LT(usl->kappa.value, 0.0002);
}

TEST(scaling, the_knee_is_told_where_it_was_seen) {
  const auto usl = fit_usl(usl_times(0.02, 0.005, 0, 1));
  ASSERT_TRUE(usl && usl->knee);
  EXPECT_NEAR(*usl->knee, std::sqrt(0.98 / 0.005), 1e-4);
  EXPECT_FALSE(fit_usl(usl_times(0.02, 0, 0.01, 1))->knee);    // none was seen
  EXPECT_FALSE(fit_usl(usl_times(0.02, 0.0005, 0, 1))->knee);  // at 44, far beyond the 16 that were measured
}

TEST(scaling, refuses_few_points_and_times_that_are_none) {
  std::vector<ScalingPoint> points = usl_times(0.05, 0.001, 0, 1);
  points.resize(5);
  points.insert(points.end(), points.begin(), points.end());  // ten points, five concurrencies
  EXPECT_FALSE(fit_usl(points));
  EXPECT_FALSE(fit_amdahl(points));
  EXPECT_FALSE(fit_usl({}));
  for (const double bad :
       {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    points = usl_times(0.05, 0.001, 0, 1);
    points[3].time = bad;
    EXPECT_FALSE(fit_usl(points)) << bad;
  }
}

TEST(scaling, better_than_linear_is_no_negative_share) {
  const auto usl = fit_usl(usl_times(-0.01, 0, 0, 1));
  ASSERT_TRUE(usl);
  EXPECT_EQ(usl->sigma.value, 0);
  EXPECT_GE(usl->sigma.low, 0);
  EXPECT_EQ(usl->kappa.value, 0);  // what is left to fit is better than linear, too
}

// 2,000 trials of eight points with 2 % noise: the standard error of a share near 0.95 is 0.5 %.
TEST(scaling, intervals_of_the_usl_hold_the_truth_in_95_of_100_trials) {
  constexpr int trials = 2000;
  constexpr double true_sigma = 0.05, true_kappa = 0.002;
  int sigma = 0, kappa = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const auto usl = fit_usl(usl_times(true_sigma, true_kappa, 0.02, static_cast<std::uint64_t>(trial) + 1));
    ASSERT_TRUE(usl);
    sigma += usl->sigma.low <= true_sigma && true_sigma <= usl->sigma.high;
    kappa += usl->kappa.low <= true_kappa && true_kappa <= usl->kappa.high;
  }
  RecordProperty("sigma", sigma);
  RecordProperty("kappa", kappa);
  EXPECT_GE(sigma, 0.92 * trials);
  EXPECT_LE(sigma, 0.98 * trials);
  EXPECT_GE(kappa, 0.92 * trials);
  EXPECT_LE(kappa, 0.98 * trials);
}

}  // namespace
}  // namespace concbench::reports
