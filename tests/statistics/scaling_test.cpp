#include "statistics/scaling.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
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

bool holds(const Estimate& estimate, double value) {
  return estimate.low <= value && value <= estimate.high;
}

TEST(scaling, better_than_in_proportion_is_no_negative_share_but_said) {
  const auto usl = fit_usl(usl_times(-0.01, 0, 0.001, 1));
  ASSERT_TRUE(usl);
  EXPECT_TRUE(usl->superlinear);
  EXPECT_EQ(usl->sigma.value, 0);
  EXPECT_EQ(usl->kappa.value, 0);
  EXPECT_TRUE(fit_amdahl(usl_times(-0.01, 0, 0.001, 1))->superlinear);
}

TEST(scaling, noise_is_called_better_than_in_proportion_in_few_trials) {
  constexpr int trials = 1000;
  int usl = 0, amdahl = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const auto points = usl_times(0, 0, 0.02, static_cast<std::uint64_t>(trial) + 1);
    usl += fit_usl(points)->superlinear;
    amdahl += fit_amdahl(points)->superlinear;
  }
  EXPECT_LE(usl, 0.04 * trials);  // 2.5 % is expected: the interval's doubt on that side
  EXPECT_LE(amdahl, 0.04 * trials);
}

TEST(scaling, intervals_hold_their_own_estimates_at_the_bounds_as_well) {
  for (const auto& [sigma, kappa] :
       {std::pair{0.0, 0.0}, {0.0, 0.002}, {0.02, 0.0}, {-0.01, 0.001}, {0.3, 0.0}})
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
      const auto points = usl_times(sigma, kappa, 0.03, seed);
      const auto usl = fit_usl(points);
      const auto amdahl = fit_amdahl(points);
      ASSERT_TRUE(usl && amdahl);
      EXPECT_TRUE(holds(usl->sigma, usl->sigma.value)) << sigma << ' ' << kappa << ' ' << seed;
      EXPECT_TRUE(holds(usl->kappa, usl->kappa.value)) << sigma << ' ' << kappa << ' ' << seed;
      EXPECT_TRUE(holds(amdahl->serial, amdahl->serial.value)) << sigma << ' ' << kappa << ' ' << seed;
      EXPECT_GE(std::min({usl->sigma.low, usl->kappa.low, amdahl->serial.low}), 0);
    }
}

// 1,000 trials of eight points with 2 % noise: the standard error of a share near 0.95 is 0.7 %. At a bound
// one side cannot miss.
TEST(scaling, intervals_of_the_usl_hold_the_truth_in_95_of_100_trials_and_in_no_fewer_at_the_bounds) {
  constexpr int trials = 1000;
  for (const auto& [true_sigma, true_kappa] :
       {std::pair{0.05, 0.002}, {0.05, 0.0003}, {0.05, 0.0}, {0.005, 0.002}, {0.0, 0.002}, {0.0, 0.0}}) {
    int sigma = 0, kappa = 0;
    for (int trial = 0; trial < trials; ++trial) {
      const auto usl =
          fit_usl(usl_times(true_sigma, true_kappa, 0.02, static_cast<std::uint64_t>(trial) + 1));
      ASSERT_TRUE(usl);
      sigma += holds(usl->sigma, true_sigma);
      kappa += holds(usl->kappa, true_kappa);
    }
    fmt::print("  sigma {}, kappa {}: held in {} and {} of {}\n", true_sigma, true_kappa, sigma, kappa,
               trials);
    const bool inside = true_sigma > 0.01 && true_kappa > 0.001;
    for (const int held : {sigma, kappa}) {
      EXPECT_GE(held, 0.93 * trials);
      EXPECT_LE(held, inside ? 0.97 * trials : 1.0 * trials);
    }
  }
}

TEST(scaling, intervals_of_amdahls_share_hold_the_truth_as_often) {
  constexpr int trials = 1000;
  for (const double truth : {0.0, 0.002, 0.05}) {
    int held = 0;
    for (int trial = 0; trial < trials; ++trial)
      held +=
          holds(fit_amdahl(usl_times(truth, 0, 0.02, static_cast<std::uint64_t>(trial) + 1))->serial, truth);
    fmt::print("  s {}: held in {} of {}\n", truth, held, trials);
    EXPECT_GE(held, 0.93 * trials);
  }
}

}  // namespace
}  // namespace concbench::reports
