#include "statistics/steady.h"

#include <cmath>
#include <numeric>
#include <vector>

#include "statistics/rank_tests.h"
#include "statistics/statistics.h"

namespace concbench {
namespace {

constexpr std::size_t window = 5;

}  // namespace

double slope(std::span<const std::int64_t> times) {
  if (times.size() < 2) return 0;
  const auto n = static_cast<double>(times.size());
  const double mean_time = std::accumulate(times.begin(), times.end(), 0.0) / n;
  double xx = 0, xy = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const double x = static_cast<double>(i) - (n - 1) / 2;
    xx += x * x;
    xy += x * (static_cast<double>(times[i]) - mean_time);
  }
  return xy / xx / mean_time;
}

bool settled(std::span<const std::int64_t> times) {
  return times.size() >= window && std::abs(slope(times.last(window))) < steady_slope;
}

std::optional<double> change_between_halves(std::span<const std::int64_t> times) {
  constexpr double level = 0.01;
  const std::size_t half = times.size() / 2;
  const std::vector<double> earlier(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(half));
  const std::vector<double> later(times.end() - static_cast<std::ptrdiff_t>(half), times.end());
  if (half == 0 || rank_sum_p(earlier, later) > level) return std::nullopt;
  const double change = median(later) / median(earlier) - 1;
  return std::abs(change) >= steady_change ? std::optional(change) : std::nullopt;
}

}  // namespace concbench
