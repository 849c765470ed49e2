#include "results/sample_time.h"

#include "statistics/statistics.h"

namespace concbench {

std::optional<double> time_of(const Sample& sample) {
  if (sample.status != "ok" || sample.steady_ns.empty()) return std::nullopt;
  const double time = median({sample.steady_ns.begin(), sample.steady_ns.end()});
  if (!(time > 0)) return std::nullopt;
  return time;
}

}  // namespace concbench
