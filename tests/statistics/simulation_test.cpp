// Do the statistics keep their promises where the truth is known? Every sample here is drawn from a
// distribution that the test chose, and judged by the functions that reports use. The seeds are fixed: the
// numbers are always the same.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "reports/words/verdict_text.h"
#include "statistics/best_of.h"
#include "statistics/rank_tests.h"
#include "tests/support/noise.h"

namespace concbench::reports {

namespace {

constexpr int trials = 2000;
constexpr std::size_t usual_runners = 10;  // of the usual workload

using Draw = double (Noise::*)();

std::vector<double> drawn(Noise& noise, Draw draw, std::size_t count, double centre) {
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(centre + (noise.*draw)());
  return values;
}

struct Shape {
  const char* name;
  Draw draw;
};
constexpr Shape normal{"normal", &Noise::normal}, heavy_tailed{"heavy-tailed", &Noise::heavy_tailed},
    skewed{"skewed", &Noise::skewed};

// The share of trials of which `holds` is true, printed with what it is.
template <class Trial>
double share(const std::string& what, Trial holds) {
  int count = 0;
  for (int trial = 0; trial < trials; ++trial) count += holds() ? 1 : 0;
  const double result = static_cast<double>(count) / trials;
  fmt::print("  {}: {:.2f} %\n", what, 100 * result);
  return result;
}

bool holds(Interval interval, double truth) {
  return interval.low <= truth && truth <= interval.high;
}

TEST(coverage, of_the_paired_interval_is_what_it_says) {
  Noise noise(1);
  for (const std::size_t blocks : {10u, 12u, 20u})
    for (const Shape& shape : {normal, heavy_tailed}) {
      const double covered = share(fmt::format("{} blocks, {}", blocks, shape.name), [&] {
        return holds(pseudo_median_interval(drawn(noise, shape.draw, blocks, 0.3), 0.95), 0.3);
      });
      EXPECT_GE(covered, 0.93);
      EXPECT_LE(covered, 0.97);
    }
}

// Skewed noise of both partners is symmetric in their difference.
TEST(coverage, of_the_paired_interval_survives_skewed_times) {
  Noise noise(2);
  const double covered = share("20 blocks, skewed times", [&] {
    std::vector<double> differences = drawn(noise, &Noise::skewed, 20, 0.3);
    for (double& difference : differences) difference -= noise.skewed();
    return holds(pseudo_median_interval(differences, 0.95), 0.3);
  });
  EXPECT_GE(covered, 0.93);
  EXPECT_LE(covered, 0.97);
}

TEST(coverage, of_the_unpaired_interval_is_what_it_says) {
  Noise noise(3);
  for (const std::size_t others : {12u, 20u})
    for (const Shape& shape : {normal, heavy_tailed, skewed}) {
      const double covered = share(fmt::format("12 and {} samples, {}", others, shape.name), [&] {
        const std::vector<double> a = drawn(noise, shape.draw, 12, 0);
        return holds(shift_interval(a, drawn(noise, shape.draw, others, 0.3), 0.95), 0.3);
      });
      EXPECT_GE(covered, 0.93);
      EXPECT_LE(covered, 0.97);
    }
}

// Runners whose true times are `slowdowns`, each sample off by `per_sample` (a standard deviation), in blocks
// that are fast or slow for all of them.
std::vector<BlockTimes> simulated(Noise& noise, std::span<const double> slowdowns, std::size_t blocks,
                                  double per_sample) {
  std::vector<BlockTimes> runners(slowdowns.size());
  for (std::size_t block = 0; block < blocks; ++block) {
    const double shared = 0.1 * noise.normal();
    for (std::size_t at = 0; at < slowdowns.size(); ++at)
      runners[at].emplace_back(slowdowns[at] * std::exp(shared + per_sample * noise.normal()));
  }
  return runners;
}

bool claims(const std::optional<Comparison>& comparison) {
  return comparison && (comparison->verdict == Verdict::slower || comparison->verdict == Verdict::faster);
}

TEST(false_claims, in_a_family_stay_within_alpha_although_the_best_is_chosen_by_the_same_samples) {
  Noise noise(4);
  const std::vector<double> same(usual_runners, 1.0);
  for (const std::size_t blocks : {11u, 12u, 20u})
    for (const double per_sample : {0.01, 0.03, 0.1})
      EXPECT_LE(share(fmt::format("{} blocks, noise {}", blocks, percent_text(per_sample)),
                      [&] {
                        const BestOf result = judge_runners(simulated(noise, same, blocks, per_sample), {});
                        return std::ranges::any_of(result.comparisons, claims);
                      }),
                0.05);
}

// Five equal runners are mistaken for slower no more often because five others are.
TEST(false_claims, stay_within_alpha_beside_true_ones) {
  Noise noise(5);
  std::vector<double> half_slower(usual_runners, 1.0);
  std::fill(half_slower.begin() + 5, half_slower.end(), 1.3);
  EXPECT_LE(share("12 blocks, noise 3 %, half of the runners slower",
                  [&] {
                    const BestOf result = judge_runners(simulated(noise, half_slower, 12, 0.03), {});
                    return std::any_of(result.comparisons.begin(), result.comparisons.begin() + 5, claims);
                  }),
            0.05);
}

// A report shows each runner at the concurrency with its lowest median. That luck is much the same for all
// runners, so it makes no more false claims, though one of them (the sequential) has no choice.
TEST(false_claims, stay_within_alpha_when_each_runner_shows_its_best_of_eight_cases) {
  Noise noise(11);
  const auto middle = [](const BlockTimes& times) {
    std::vector<double> known;
    for (const std::optional<double>& time : times) known.push_back(*time);
    return median(known);
  };
  EXPECT_LE(share("12 blocks, noise 10 %, best of 8 cases each",
                  [&] {
                    const std::vector<double> same(1 + 8 * (usual_runners - 1), 1.0);
                    const std::vector<BlockTimes> cases = simulated(noise, same, 12, 0.1);
                    std::vector<BlockTimes> runners{cases.front()};
                    for (auto first = cases.begin() + 1; first != cases.end(); first += 8)
                      runners.push_back(*std::ranges::min_element(first, first + 8, {}, middle));
                    const BestOf result = judge_runners(runners, {});
                    return std::ranges::any_of(result.comparisons, claims);
                  }),
            0.05);
}

// Why pairs_among() and not the nine comparisons that are shown: to choose the best by the same samples is to
// look at every pair. If this ever fails, the family can be made smaller.
TEST(false_claims, would_exceed_alpha_if_only_those_shown_were_counted) {
  Noise noise(6);
  const std::vector<double> same(usual_runners, 1.0);
  for (const double per_sample : {0.01, 0.1}) {
    double luck = 0;
    const auto judge_shown = [&](bool chosen) {
      const std::vector<BlockTimes> runners = simulated(noise, same, 12, per_sample);
      const std::size_t best = chosen ? *judge_runners(runners, {}).best : 0;
      std::vector<std::vector<double>> ratios;
      for (std::size_t at = 0; at < usual_runners; ++at)
        if (at != best) ratios.push_back(log_ratios(runners[at], runners[best]));
      const std::vector<Comparison> comparisons = judge_paired(ratios, usual_runners - 1, {});
      for (const Comparison& comparison : comparisons)
        luck += std::log(comparison.ratio) / (trials * (usual_runners - 1));
      return std::ranges::any_of(comparisons, [](const Comparison& one) { return claims(one); });
    };
    const std::string condition = fmt::format("12 blocks, noise {}, family of 9, ", percent_text(per_sample));
    const double fixed = share(condition + "reference fixed", [&] { return judge_shown(false); });
    luck = 0;
    const double chosen = share(condition + "reference the best", [&] { return judge_shown(true); });
    fmt::print("    equal runners seem slower than the best by {} on average\n", percent_text(luck));
    EXPECT_LE(fixed, 0.05);
    if (per_sample > Rule{}.floor) {
      EXPECT_GT(chosen, 0.05);
    }
  }
}

TEST(false_claims, between_two_files_stay_within_alpha) {
  Noise noise(7);
  for (const double per_sample : {0.01, 0.1})
    EXPECT_LE(share(fmt::format("10 rows of 10 and 10 samples, noise {}", percent_text(per_sample)),
                    [&] {
                      std::vector<TwoSamples> rows(10);
                      for (TwoSamples& row : rows)
                        for (int i = 0; i < 10; ++i) {
                          row.reference.push_back(per_sample * noise.normal());
                          row.times.push_back(per_sample * noise.normal());
                        }
                      return std::ranges::any_of(judge_unpaired(rows, rows.size(), {}),
                                                 [](const Comparison& one) { return claims(one); });
                    }),
              0.05);
}

TEST(power, finds_five_percent_in_noise_of_one) {
  Noise noise(8);
  std::vector<double> one_faster(usual_runners, 1.05);
  one_faster[3] = 1.0;
  for (const std::size_t blocks : {11u, 12u, 20u}) {
    int slower = 0;
    const double the_best = share(fmt::format("{} blocks, named the best of ten", blocks), [&] {
      const BestOf result = judge_runners(simulated(noise, one_faster, blocks, 0.01), {});
      for (const std::optional<Comparison>& comparison : result.comparisons)
        slower += comparison && comparison->verdict == Verdict::slower ? 1 : 0;
      return result.contenders == std::vector<std::size_t>{3};
    });
    const double found = slower / (trials * (usual_runners - 1.0));
    fmt::print("  {} blocks, each of the nine found slower: {:.2f} %\n", blocks, 100 * found);
    EXPECT_GE(found, 0.9);
    EXPECT_GE(the_best, 0.9);
  }
}

TEST(power, of_ten_blocks_and_nine_comparisons_with_one_reference_suffices) {
  Noise noise(9);
  std::vector<double> one_faster(usual_runners, 1.05);
  one_faster[0] = 1.0;
  EXPECT_GE(share("10 blocks, family of 9, all found slower",
                  [&] {
                    const std::vector<BlockTimes> runners = simulated(noise, one_faster, 10, 0.01);
                    std::vector<std::vector<double>> ratios;
                    for (std::size_t at = 1; at < usual_runners; ++at)
                      ratios.push_back(log_ratios(runners[at], runners[0]));
                    return std::ranges::all_of(
                        judge_paired(ratios, ratios.size(), {}),
                        [](const Comparison& one) { return one.verdict == Verdict::slower; });
                  }),
            0.9);
}

TEST(equivalence, is_not_said_of_a_difference_at_the_floor) {
  Noise noise(10);
  const std::vector<double> just_different{1.0, 1.0201};
  for (const double per_sample : {0.003, 0.01})
    EXPECT_LE(share(fmt::format("2 % apart in noise {}, called equivalent", percent_text(per_sample)),
                    [&] {
                      const BestOf result =
                          judge_runners(simulated(noise, just_different, 12, per_sample), {});
                      return std::ranges::any_of(result.comparisons, [](const auto& one) {
                        return one && one->verdict == Verdict::equivalent;
                      });
                    }),
              0.05);
}

}  // namespace
}  // namespace concbench::reports
