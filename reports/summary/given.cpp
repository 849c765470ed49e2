#include "reports/summary/given.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "statistics/statistics.h"

namespace concbench::reports {
namespace {

// The taint that bench/supervisor/recorder.cpp gives a sample beside which CPUs were missing.
bool lacked_cpus(const Sample& sample) {
  return std::ranges::any_of(sample.taints, [](const auto& taint) { return taint.starts_with("cpus:"); });
}

std::string words_of(const Given& given) {
  if (given.fewer == 0)
    return given.retaken == 0 ? ""
                              : fmt::format("{} disturbed sample{} taken again", given.retaken,
                                            given.retaken == 1 ? " was" : "s were");
  const std::string missing =
      fmt::format("The machine gave fewer than its {} CPUs in {} of {} samples, at worst {:.1f}", given.cpus,
                  given.fewer, given.had.size(), *given.least);
  if (given.retaken == 0) return missing;
  return missing + (given.retaken == given.fewer && given.retaken == given.retaken_for_cpus
                        ? "; these were taken again"
                        : fmt::format("; {} disturbed sample{} taken again", given.retaken,
                                      given.retaken == 1 ? " was" : "s were"));
}

}  // namespace

Given given_by_machine(const Results& results) {
  Given given;
  given.cpus = std::ranges::count(results.run.machine.topology, true, &Cpu::allowed);
  std::vector<std::pair<std::string, double>> by_time;  // the times of one form sort as texts do
  for (const auto* samples : {&results.samples, &results.twins})
    for (const Sample& sample : *samples) {
      given.fewer += lacked_cpus(sample);
      given.retaken += sample.attempt > 0;
      given.retaken_for_cpus += sample.attempt > 0 && sample.again.starts_with("cpus:");
      if (sample.cpus_had && std::isfinite(*sample.cpus_had))
        by_time.emplace_back(sample.started, *sample.cpus_had);
    }
  std::ranges::stable_sort(by_time, {}, &std::pair<std::string, double>::first);
  for (const auto& [started, cpus] : by_time) given.had.push_back(cpus);
  if (given.had.empty()) return given;
  given.least = std::ranges::min(given.had);
  given.lower_quartile = quantile(given.had, 0.25);
  given.median = quantile(given.had, 0.5);
  given.words = words_of(given);
  return given;
}

}  // namespace concbench::reports
