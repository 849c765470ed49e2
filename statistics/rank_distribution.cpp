#include "statistics/rank_distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace concbench {
namespace {

double total(const std::vector<std::size_t>& ranks) {
  return static_cast<double>(std::reduce(ranks.begin(), ranks.end()));
}

double total_of_squares(const std::vector<std::size_t>& ranks) {
  return static_cast<double>(
      std::transform_reduce(ranks.begin(), ranks.end(), ranks.begin(), std::size_t{0}));
}

double normal_at_most(double standardized) {
  return std::erfc(-standardized / std::sqrt(2.0)) / 2;
}

}  // namespace

std::vector<std::size_t> doubled_midranks(std::span<const double> values) {
  std::vector<double> ascending(values.begin(), values.end());
  std::ranges::sort(ascending);
  std::vector<std::size_t> ranks;
  for (const double value : values) {
    const auto [from, to] = std::equal_range(ascending.begin(), ascending.end(), value);
    const auto below = from - ascending.begin(), up_to = to - ascending.begin();
    ranks.push_back(static_cast<std::size_t>(below + 1 + up_to));
  }
  return ranks;
}

std::vector<std::size_t> doubled_ranks(std::size_t count) {
  std::vector<std::size_t> ranks(count);
  for (std::size_t at = 0; at < count; ++at) ranks[at] = 2 * (at + 1);
  return ranks;
}

RankSum::RankSum(const std::vector<double>& counts) : at_most_(counts.size()), at_least_(counts.size()) {
  std::partial_sum(counts.begin(), counts.end(), at_most_.begin());
  std::partial_sum(counts.rbegin(), counts.rend(), at_least_.rbegin());
  const double outcomes = at_most_.back();
  for (double& probability : at_most_) probability /= outcomes;
  for (double& probability : at_least_) probability /= outcomes;
}

RankSum::RankSum(double mean, double variance) : mean_(mean), deviation_(std::sqrt(variance)) {}

RankSum RankSum::of_signed(const std::vector<std::size_t>& ranks) {
  if (ranks.size() > most_signed) return {total(ranks) / 2, total_of_squares(ranks) / 4};
  std::vector<double> counts{1};
  for (const std::size_t rank : ranks) {
    counts.resize(counts.size() + rank);
    for (std::size_t sum = counts.size() - 1; sum >= rank; --sum) counts[sum] += counts[sum - rank];
  }
  return RankSum(counts);
}

RankSum RankSum::of_drawn(const std::vector<std::size_t>& ranks, std::size_t drawn) {
  const auto all = static_cast<double>(ranks.size()), chosen = static_cast<double>(drawn);
  const double mean = total(ranks) / all;
  if (ranks.size() > most_drawn) {
    const double spread = total_of_squares(ranks) / all - mean * mean;
    return {chosen * mean, chosen * (all - chosen) / (all - 1) * spread};
  }
  std::vector<std::size_t> largest = ranks;
  std::ranges::sort(largest, std::ranges::greater());
  largest.resize(drawn);
  const std::size_t most = std::reduce(largest.begin(), largest.end());
  // counts[n][sum]: choices of n of the ranks so far. From the largest n down, for each rank is drawn once.
  std::vector<std::vector<double>> counts(drawn + 1, std::vector<double>(most + 1));
  counts[0][0] = 1;
  for (const std::size_t rank : ranks)
    for (std::size_t n = drawn; n >= 1; --n)
      for (std::size_t sum = rank; sum <= most; ++sum) counts[n][sum] += counts[n - 1][sum - rank];
  return RankSum(counts[drawn]);
}

double RankSum::at_most(std::size_t sum) const {
  if (at_most_.empty()) return normal_at_most((static_cast<double>(sum) + 1 - mean_) / deviation_);
  return at_most_[std::min(sum, at_most_.size() - 1)];
}

double RankSum::at_least(std::size_t sum) const {
  if (at_least_.empty()) return normal_at_most((mean_ - static_cast<double>(sum) + 1) / deviation_);
  return sum < at_least_.size() ? at_least_[sum] : 0;
}

}  // namespace concbench
