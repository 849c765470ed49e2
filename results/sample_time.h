// The value of a sample: what statistics are made of.
#pragma once

#include <optional>

#include "results/results.h"

namespace concbench {

// The median of the steady runs in nanoseconds. Empty unless the sample is ok and its time is above zero: an
// 'ok' without a time that can be divided by is no result, nor is a status of a later version.
std::optional<double> time_of(const Sample&);

}  // namespace concbench
