// When a warm-up is over, and whether what followed it was steady.
#pragma once

#include <cstdint>
#include <span>

namespace concbench {

// The steepest slope that counts as steady: relative change of the time a run.
inline constexpr double steady_slope = 0.01;

// The least-squares line through consecutive times, relative to their mean (Draper & Smith, Applied
// Regression Analysis, 1.2-1.4).
struct Trend {
  double slope = 0;       // relative change a run
  double half_width = 0;  // of its 95 % confidence interval (Student's t with n - 2 degrees of freedom);
                          // infinite under 3 times
};
Trend trend(std::span<const std::int64_t> times);

// Whether the last runs of a warm-up are steady: their slope is under steady_slope. Needs five.
bool settled(std::span<const std::int64_t> times);

// Whether the times drift beyond doubt: the whole confidence interval of their slope is steeper than
// steady_slope.
bool drifts(std::span<const std::int64_t> times);

}  // namespace concbench
