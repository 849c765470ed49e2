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

std::vector<double> holm_adjusted(std::span<const double> p, std::size_t family) {
  if (family < p.size()) throw std::invalid_argument("a family smaller than its hypotheses");
  if (!std::ranges::all_of(p, is_probability)) throw std::invalid_argument("a p value outside 0 to 1");
  std::vector<std::size_t> ascending(p.size());
  std::iota(ascending.begin(), ascending.end(), std::size_t{0});
  std::ranges::stable_sort(ascending, {}, [&](std::size_t at) { return p[at]; });
  std::vector<double> adjusted(p.size());
  double previous = 0;  // a hypothesis is never adjusted to less than one with a smaller p
  for (std::size_t rank = 0; rank < ascending.size(); ++rank) {
    const std::size_t at = ascending[rank];
    previous = std::min(1.0, std::max(previous, static_cast<double>(family - rank) * p[at]));
    adjusted[at] = previous;
  }
  return adjusted;
}

}  // namespace concbench
