// When a warm-up is over, and whether what followed it was steady.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace concbench {

// The steepest slope that counts as steady: relative change of the time a run.
inline constexpr double steady_slope = 0.01;

// The slope of the least-squares line through consecutive times, relative to their mean (Draper & Smith,
// Applied Regression Analysis, 1.2). 0 for fewer than two.
double slope(std::span<const std::int64_t> times);

// Whether the last runs of a warm-up are steady: their slope is under steady_slope. Needs five.
bool settled(std::span<const std::int64_t> times);

// The smallest change between the halves of steady runs that is told, a share.
inline constexpr double steady_change = 0.02;

// By how much the median of the later half lies above that of the earlier one, a share, where that is
// steady_change at least and beyond doubt: the rank-sum test at 1 % (statistics/rank_tests.h). Empty else;
// ten times are the fewest that can show it.
std::optional<double> change_between_halves(std::span<const std::int64_t> times);

}  // namespace concbench
