#include "statistics/verdict.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "statistics/rank_tests.h"

namespace concbench {
namespace {

// What a test says of one comparison, in logarithms.
struct Measured {
  double effect = 0, p = 1;
  Interval interval;
  std::size_t blocks = 0;
};

void require_rule(const Rule& rule) {
  if (!(rule.alpha > 0 && rule.alpha < 1)) throw std::invalid_argument("an alpha outside 0 to 1");
  if (!(rule.floor >= 0) || !std::isfinite(rule.floor))
    throw std::invalid_argument("a floor that is no share");
}

// A family of 0 counts as 1.
double level_of_each(double alpha, std::size_t family) {
  if (!(alpha > 0 && alpha < 1)) throw std::invalid_argument("an alpha outside 0 to 1");
  return alpha / static_cast<double>(std::max<std::size_t>(family, 1));
}

Verdict verdict_on(const Measured& measured, const Comparison& comparison, const Rule& rule) {
  const double floor = std::log1p(rule.floor);
  if (!measured.interval.bounded()) return Verdict::too_few_blocks;
  if (comparison.p_adjusted <= rule.alpha && measured.effect != 0 && std::abs(measured.effect) >= floor)
    return measured.effect > 0 ? Verdict::slower : Verdict::faster;
  if (measured.interval.low >= -floor && measured.interval.high <= floor) return Verdict::equivalent;
  return Verdict::inconclusive;
}

std::vector<Comparison> judge(const std::vector<Measured>& measured, std::size_t family, std::size_t needed,
                              const Rule& rule) {
  std::vector<double> p(measured.size());
  std::ranges::transform(measured, p.begin(), &Measured::p);
  const std::vector<double> adjusted = holm_adjusted(p, family);
  std::vector<Comparison> comparisons;
  for (std::size_t at = 0; at < measured.size(); ++at) {
    const auto& [effect, raw_p, interval, blocks] = measured[at];
    const double reach = std::max(interval.high - effect, effect - interval.low);
    Comparison comparison{.ratio = std::exp(effect),
                          .low = std::exp(interval.low),
                          .high = std::exp(interval.high),
                          .p = raw_p,
                          .p_adjusted = adjusted[at],
                          .smallest_visible = std::max(std::expm1(reach), rule.floor),
                          .blocks = blocks,
                          .needed = needed,
                          .floor = rule.floor};
    comparison.verdict = verdict_on(measured[at], comparison, rule);
    comparisons.push_back(comparison);
  }
  return comparisons;
}

constexpr Interval unbounded{-std::numeric_limits<double>::infinity(),
                             std::numeric_limits<double>::infinity()};

}  // namespace

std::size_t blocks_needed(std::size_t family, double alpha) {
  const double level = level_of_each(alpha, family);
  std::size_t blocks = 1;
  for (double smallest_p = 1; smallest_p > level; smallest_p /= 2) ++blocks;
  return blocks;
}

std::size_t blocks_needed_unpaired(std::size_t family, double alpha) {
  const double level = level_of_each(alpha, family);
  std::size_t blocks = 1;
  double smallest_p = 1;  // 2 / C(2, 1)
  while (smallest_p > level) {
    ++blocks;  // C(2n, n) = C(2n-2, n-1) (4n - 2) / n
    smallest_p *= static_cast<double>(blocks) / static_cast<double>(4 * blocks - 2);
  }
  return blocks;
}

std::vector<double> log_ratios(const BlockTimes& times, const BlockTimes& reference) {
  std::vector<double> ratios;
  for (std::size_t block = 0; block < std::min(times.size(), reference.size()); ++block) {
    if (!times[block] || !reference[block]) continue;
    // A difference of logarithms, not the logarithm of a quotient: it only changes its sign when both are
    // swapped, so ties stay ties.
    ratios.push_back(std::log(*times[block]) - std::log(*reference[block]));
  }
  if (!ratios.empty()) require_values(ratios);
  return ratios;
}

std::vector<Comparison> judge_paired(std::span<const std::vector<double>> log_ratios, std::size_t family,
                                     const Rule& rule) {
  require_rule(rule);
  const double confidence = 1 - level_of_each(rule.alpha, family);
  std::vector<Measured> measured;
  for (const std::vector<double>& ratios : log_ratios) {
    if (ratios.empty())
      measured.push_back({.interval = unbounded});
    else
      measured.push_back({.effect = pseudo_median(ratios),
                          .p = signed_rank_p(ratios),
                          .interval = pseudo_median_interval(ratios, confidence),
                          .blocks = ratios.size()});
  }
  return judge(measured, family, blocks_needed(family, rule.alpha), rule);
}

std::vector<Comparison> judge_unpaired(std::span<const TwoSamples> rows, std::size_t family,
                                       const Rule& rule) {
  require_rule(rule);
  const double confidence = 1 - level_of_each(rule.alpha, family);
  std::vector<Measured> measured;
  for (const auto& [reference, times] : rows) {
    if (reference.empty() || times.empty())
      measured.push_back({.interval = unbounded});
    else
      measured.push_back({.effect = shift(reference, times),
                          .p = rank_sum_p(reference, times),
                          .interval = shift_interval(reference, times, confidence),
                          .blocks = std::min(reference.size(), times.size())});
  }
  return judge(measured, family, blocks_needed_unpaired(family, rule.alpha), rule);
}

}  // namespace concbench
