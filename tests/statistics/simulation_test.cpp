// Does the claim rule keep its promises where the truth is known? `concbench selftest simulation` prints the
// whole table; here are the cells that would show a mistake first, with fewer pages.
#include "statistics/simulation.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "statistics/rank_tests.h"
#include "statistics/verdict.h"

namespace concbench {
namespace {

// A share that is seen in so many trials lies above the true one by at most this, with 99.9 % confidence.
double luck(double share, std::size_t trials) {
  return 3.1 * std::sqrt(share * (1 - share) / static_cast<double>(trials));
}

TEST(false_claims, on_a_page_of_five_workloads_are_within_alpha_in_every_noise) {
  constexpr std::size_t pages = 400;
  for (const NoiseKind& kind : noise_kind_table())
    for (const std::size_t runners : {2u, 3u, 4u, 10u}) {
      const double share = false_claims({.runners = runners}, kind, pages, runners);
      fmt::print("  {} runners, {}: {:.2f} %\n", runners, kind.name, 100 * share);
      EXPECT_LE(share, 0.05 + luck(0.05, pages));
    }
}

TEST(power, finds_ten_percent_in_two_states) {
  constexpr std::size_t pages = 300;
  const NoiseKind& two_states = noise_kind_table()[3];
  ASSERT_EQ(two_states.name, "two states");
  for (const std::size_t runners : {2u, 4u, 10u, 20u}) {
    const double share = found({.runners = runners}, two_states, 0.1, pages, runners);
    fmt::print("  {} runners: {:.1f} %\n", runners, 100 * share);
    EXPECT_GE(share, 0.9 - luck(0.9, pages));
  }
  EXPECT_GE(found({}, two_states, 0.5, pages, 1), 0.99);
}

// The interval of a pair by itself holds the truth as often as it says.
TEST(coverage, of_the_interval_of_a_pair_is_what_it_says) {
  constexpr int trials = 500;
  for (const NoiseKind& kind : noise_kind_table())
    for (const std::size_t runners : {2u, 3u, 10u}) {
      Noise noise(runners);
      int held = 0;
      for (int trial = 0; trial < trials; ++trial) {
        std::vector<BlockTimes> times(runners);
        for (int block = 0; block < 12; ++block) {
          const double effect = kind.of_block(noise);
          for (BlockTimes& one : times)
            one.emplace_back(std::exp(effect + kind.of_sample(noise)) * (&one == &times[1] ? 1.2 : 1));
        }
        const Interval interval = Rivals(times, {}).compare(1, 0).alone;
        held += interval.low <= 1.2 && 1.2 <= interval.high;
      }
      fmt::print("  {} runners, {}: {:.1f} %\n", runners, kind.name, 100.0 * held / trials);
      EXPECT_GE(held, 0.93 * trials - 3.1 * std::sqrt(0.93 * 0.07 * trials));
    }
}

TEST(coverage, of_the_unpaired_interval_is_what_it_says) {
  constexpr int trials = 1000;
  Noise noise(3);
  for (const std::size_t others : {12u, 20u}) {
    int held = 0;
    for (int trial = 0; trial < trials; ++trial) {
      std::vector<double> a, b;
      for (std::size_t i = 0; i < 12; ++i) a.push_back(noise.skewed());
      for (std::size_t i = 0; i < others; ++i) b.push_back(0.3 + noise.skewed());
      const Interval interval = shift_interval(a, b, 0.95);
      held += interval.low <= 0.3 && 0.3 <= interval.high;
    }
    EXPECT_GE(held, 0.93 * trials);
    EXPECT_LE(held, 0.97 * trials);
  }
}

// Two programs, a run of each at a time: whole runs differ by 1 %, each case by itself or all of them alike,
// and the samples within a run by 1 %. A case's level in a run is the median of its twelve samples.
struct SimulatedRuns {
  std::size_t cases = 43, runs = 7;
  bool alike = false;
};

std::vector<TwoSamples> levels_of(const SimulatedRuns& of, double difference_of_first, Noise& noise) {
  std::vector<TwoSamples> cases(of.cases);
  for (std::size_t run = 0; run < 2 * of.runs; ++run) {
    const double of_run = 0.01 * noise.normal();
    for (TwoSamples& one : cases) {
      std::vector<double> samples;
      for (int sample = 0; sample < 12; ++sample) samples.push_back(0.01 * noise.normal());
      const bool is_new = run >= of.runs;
      const double effect = is_new && &one == &cases.front() ? std::log1p(difference_of_first) : 0;
      (is_new ? one.times : one.reference)
          .push_back(median(samples) + (of.alike ? of_run : 0.01 * noise.normal()) + effect);
    }
  }
  return cases;
}

bool differs(Verdict verdict) {
  return verdict == Verdict::slower || verdict == Verdict::faster;
}

TEST(runs_of_two_sides, raise_false_alarms_within_alpha_and_find_ten_percent) {
  constexpr int trials = 1000;
  Noise noise(7);
  for (const SimulatedRuns& of :
       {SimulatedRuns{}, SimulatedRuns{.alike = true}, SimulatedRuns{.cases = 6, .runs = 5},
        SimulatedRuns{.cases = 6, .runs = 5, .alike = true}}) {
    const Rule rule{.family = of.cases};
    ASSERT_GE(of.runs, runs_needed(of.cases, rule.looks.back().alpha));
    int alarms = 0, unfloored = 0, found = 0;
    for (int trial = 0; trial < trials; ++trial) {
      const auto any = [&](const Rule& by, const std::vector<TwoSamples>& cases) {
        return std::ranges::any_of(
            cases, [&](const TwoSamples& one) { return differs(compare_unpaired(one, by).verdict); });
      };
      const std::vector<TwoSamples> equal = levels_of(of, 0, noise);
      alarms += any(rule, equal);
      unfloored += any({.family = of.cases, .floor = 0}, equal);
      found += compare_unpaired(levels_of(of, 0.1, noise).front(), rule).verdict == Verdict::slower;
    }
    fmt::print(
        "  {} cases, {} runs a side, {}: false alarms in {:.1f} % (without the floor {:.1f} %), 10 % found "
        "in {:.1f} %\n",
        of.cases, of.runs, of.alike ? "all cases of a run alike" : "each case by itself",
        100.0 * alarms / trials, 100.0 * unfloored / trials, 100.0 * found / trials);
    EXPECT_LE(alarms, trials * (0.05 + luck(0.05, trials)));
    EXPECT_LE(unfloored, trials * (0.05 + luck(0.05, trials)));
    EXPECT_GE(found, trials * 0.9);
  }
}

// "Would have seen X %": what is found nine times in ten.
TEST(visible, is_what_is_found_nine_times_in_ten) {
  constexpr int trials = 400;
  const Rule rule{.family = 45, .floor = 0};
  Noise noise(5);
  const auto times_of = [&](double factor) {
    std::vector<BlockTimes> times(6);
    for (int block = 0; block < 14; ++block)
      for (BlockTimes& one : times)
        one.emplace_back(std::exp(0.02 * noise.normal()) * (&one == &times[1] ? factor : 1));
    return times;
  };
  double visible = 0;
  for (int trial = 0; trial < trials; ++trial)
    visible += Rivals(times_of(1), rule).compare(1, 0).visible / trials;
  int seen = 0;
  for (int trial = 0; trial < trials; ++trial) seen += Rivals(times_of(1 + visible), rule).slower(1, 0);
  fmt::print("  {:.2f} % is seen in {:.1f} %\n", 100 * visible, 100.0 * seen / trials);
  EXPECT_GE(seen, 0.85 * trials);
  EXPECT_LE(seen, 0.97 * trials);
}

}  // namespace
}  // namespace concbench
