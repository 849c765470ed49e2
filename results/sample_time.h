// The value of a sample: what statistics are made of.
#pragma once

#include <optional>

#include "results/results.h"
#include "statistics/statistics.h"

namespace concbench {

// The median of the steady runs in nanoseconds. Empty unless the sample is ok and its time is above zero: an
// 'ok' without a time that can be divided by is no result, nor is a status of a later version.
inline std::optional<double> time_of(const Sample& sample) {
  if (sample.status != "ok" || sample.steady_ns.empty()) return std::nullopt;
  const double time = median({sample.steady_ns.begin(), sample.steady_ns.end()});
  return time > 0 ? std::optional(time) : std::nullopt;
}

}  // namespace concbench
