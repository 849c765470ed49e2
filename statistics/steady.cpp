#include "statistics/steady.h"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <numeric>

namespace concbench {
namespace {

constexpr std::size_t window = 5;

}  // namespace

Trend trend(std::span<const std::int64_t> times) {
  const auto n = static_cast<double>(times.size());
  if (times.size() < 3) return {0, std::numeric_limits<double>::infinity()};
  const double mean_time = std::accumulate(times.begin(), times.end(), 0.0) / n;
  const double mean_index = (n - 1) / 2;
  double xx = 0, xy = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const double x = static_cast<double>(i) - mean_index;
    xx += x * x;
    xy += x * (static_cast<double>(times[i]) - mean_time);
  }
  const double slope = xy / xx;
  double residuals = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const double residual =
        static_cast<double>(times[i]) - mean_time - slope * (static_cast<double>(i) - mean_index);
    residuals += residual * residual;
  }
  const double t = quantile(boost::math::students_t(n - 2), 0.975);
  return {slope / mean_time, t * std::sqrt(residuals / (n - 2) / xx) / mean_time};
}

bool settled(std::span<const std::int64_t> times) {
  return times.size() >= window && std::abs(trend(times.last(window)).slope) < steady_slope;
}

bool drifts(std::span<const std::int64_t> times) {
  const Trend t = trend(times);
  return std::abs(t.slope) - t.half_width > steady_slope;
}

}  // namespace concbench
