#include "statistics/best_of.h"

#include <algorithm>

#include "statistics/statistics.h"

namespace concbench {
namespace {

std::optional<double> median_of(const BlockTimes& times) {
  std::vector<double> known;
  for (const std::optional<double>& time : times)
    if (time) known.push_back(*time);
  if (known.empty()) return std::nullopt;
  return median(std::move(known));
}

bool is_slower(const std::optional<Comparison>& comparison) {
  return comparison && comparison->verdict == Verdict::slower;
}

}  // namespace

std::size_t pairs_among(std::size_t runners) {
  return runners * (runners - 1) / 2;  // 0 of none as well: 0 times anything
}

std::size_t blocks_to_judge(std::size_t runners, double alpha) {
  return blocks_needed(pairs_among(runners), alpha);
}

BestOf judge_runners(std::span<const BlockTimes> runners, const Rule& rule) {
  BestOf result;
  result.comparisons.resize(runners.size());
  std::vector<std::optional<double>> medians;
  for (std::size_t at = 0; at < runners.size(); ++at) {
    medians.push_back(median_of(runners[at]));
    if (medians[at] && (!result.best || *medians[at] < *medians[*result.best])) result.best = at;
  }
  if (!result.best) return result;

  std::vector<std::size_t> others;
  std::vector<std::vector<double>> ratios;
  for (std::size_t at = 0; at < runners.size(); ++at) {
    if (at == *result.best) continue;
    others.push_back(at);
    ratios.push_back(log_ratios(runners[at], runners[*result.best]));
  }
  const std::vector<Comparison> judged = judge_paired(ratios, pairs_among(runners.size()), rule);
  for (std::size_t at = 0; at < others.size(); ++at) result.comparisons[others[at]] = judged[at];
  for (std::size_t at = 0; at < runners.size(); ++at)
    if (medians[at] && !is_slower(result.comparisons[at])) result.contenders.push_back(at);
  return result;
}

}  // namespace concbench
