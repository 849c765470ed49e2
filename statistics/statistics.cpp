#include "statistics/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace concbench {
namespace {

bool is_probability(double p) {
  return p >= 0 && p <= 1;
}

}  // namespace

void require_values(std::span<const double> values) {
  if (values.empty()) throw std::invalid_argument("a statistic of no values");
  if (!std::ranges::all_of(values, [](double value) { return std::isfinite(value); }))
    throw std::invalid_argument("a statistic of a value that is not finite");
}

double quantile(std::vector<double> values, double p) {
  require_values(values);  // before sorting, which NaN would break
  if (!is_probability(p)) throw std::invalid_argument("a quantile outside 0 to 1");
  std::ranges::sort(values);
  const double position = p * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const auto above = std::min(below + 1, values.size() - 1);
  return std::lerp(values[below], values[above], position - std::floor(position));
}

double median(std::vector<double> values) {
  return quantile(std::move(values), 0.5);
}

double distance_from_uniform(std::vector<double> values) {
  require_values(values);
  std::ranges::sort(values);
  const auto n = static_cast<double>(values.size());
  double farthest = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    farthest = std::max(
        {farthest, values[i] - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - values[i]});
  return farthest;
}

double uniform_within(std::size_t values, double confidence) {
  return std::sqrt(std::log(2 / (1 - confidence)) / (2 * static_cast<double>(values)));
}

}  // namespace concbench
