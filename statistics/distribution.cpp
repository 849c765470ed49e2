#include "statistics/distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace concbench {
namespace {

constexpr double confidence = 0.95;

// Ranks count from 1.
std::size_t rank_of(double p, std::size_t values) {
  // Less than one part in 10^12, lest 0.9 * 10 in binary become rank 10.
  const double exact = p * static_cast<double>(values);
  return std::clamp<std::size_t>(static_cast<std::size_t>(std::ceil(exact * (1 - 1e-12))), 1, values);
}

double sum(std::span<const std::int64_t> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

std::size_t values_for(double p) {
  return static_cast<std::size_t>(std::ceil(std::log(1 - confidence) / std::log(p)));
}

Distribution distribution_of(std::vector<std::int64_t> values) {
  std::ranges::sort(values);
  const std::size_t n = values.size();
  const auto at = [&](double p) -> std::optional<std::int64_t> {
    if (n < values_for(p)) return {};
    return values[rank_of(p, n) - 1];
  };
  Distribution result;
  result.values = static_cast<std::int64_t>(n);
  result.minimum = values.front();
  result.maximum = values.back();
  result.p25 = at(0.25);
  result.p50 = at(0.5);
  result.p75 = at(0.75);
  result.p90 = at(0.9);
  result.p99 = at(0.99);
  result.p999 = at(0.999);
  return result;
}

double imbalance(std::span<const std::int64_t> work) {
  const double mean = sum(work) / static_cast<double>(work.size());
  return mean > 0 ? static_cast<double>(std::ranges::max(work)) / mean : 1;
}

double fairness(std::span<const std::int64_t> work) {
  double squares = 0;
  for (const std::int64_t one : work) squares += static_cast<double>(one) * static_cast<double>(one);
  const double total = sum(work);
  return squares > 0 ? total * total / (static_cast<double>(work.size()) * squares) : 1;
}

}  // namespace concbench
