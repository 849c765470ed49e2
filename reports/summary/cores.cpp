#include "reports/summary/cores.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "reports/summary/summary.h"
#include "reports/words/units.h"
#include "reports/words/verdict_text.h"
#include "results/sample_time.h"
#include "results/topology.h"
#include "statistics/statistics.h"

namespace concbench::reports {
namespace {

using CpuSet = std::vector<std::int64_t>;

struct Times {
  std::vector<double> ns;
  std::int64_t tainted = 0, tasks = 0;
};

// Of one workload, by the CPUs that were used.
using ByCpus = std::map<CpuSet, Times>;

// `alone`: those of one CPU each; `shared`: those of several.
struct WorkloadTimes {
  std::string workload;
  ByCpus alone, shared;
};

std::vector<WorkloadTimes> times_of(const Results& results) {
  std::vector<WorkloadTimes> all;
  for (const Sample& sample : results.samples) {
    const auto time = time_of(sample);
    if (!time || !sample.cpus || sample.cpus->empty()) continue;
    auto same = std::ranges::find(all, sample.workload, &WorkloadTimes::workload);
    if (same == all.end()) same = all.insert(all.end(), {sample.workload, {}, {}});
    Times& times = (sample.cpus->size() == 1 ? same->alone : same->shared)[*sample.cpus];
    times.ns.push_back(*time);
    times.tainted += !sample.taints.empty();
    times.tasks = sample.tasks;
  }
  return all;
}

// What the topology says of a CPU; nothing is known of its kind and core where it is not there.
Cpu cpu_of(const Machine& machine, std::int64_t cpu) {
  const auto known = std::ranges::find(machine.topology, cpu, &Cpu::cpu);
  return known == machine.topology.end() ? Cpu{.cpu = cpu, .core = -1 - cpu, .kind = -1} : *known;
}

std::string kind_name(const Machine& machine, std::int64_t cpu) {
  const auto kind = static_cast<std::size_t>(cpu_of(machine, cpu).kind);
  return kind < machine.core_kinds.size() ? machine.core_kinds[kind] : std::string();
}

void add_cpus(const ByCpus& alone, const Machine& machine, CoreMap& map) {
  for (const auto& [cpus, times] : alone) {
    CoreSpeed one;
    one.cpu = cpus.front();
    one.time_ns = median(times.ns);
    one.lower_quartile_ns = quantile(times.ns, 0.25);
    one.upper_quartile_ns = quantile(times.ns, 0.75);
    one.kind_name = kind_name(machine, one.cpu);
    one.samples = std::ssize(times.ns);
    one.tainted = times.tainted;
    map.cpus.push_back(one);
  }
  const double fastest = std::ranges::min_element(map.cpus, {}, &CoreSpeed::time_ns)->time_ns;
  std::vector<double> speeds, spreads;
  for (CoreSpeed& one : map.cpus) {
    one.speed = fastest / one.time_ns;
    speeds.push_back(one.speed);
    spreads.push_back((one.upper_quartile_ns - one.lower_quartile_ns) / one.time_ns);
  }
  const std::vector<std::int64_t> kinds = kinds_by_speed(speeds, spreads);
  for (std::size_t i = 0; i < kinds.size(); ++i) map.cpus[i].kind = kinds[i];
}

void add_kinds(CoreMap& map) {
  for (std::int64_t kind = 0;; ++kind) {
    CpuSet cpus;
    std::vector<double> speeds;
    for (const CoreSpeed& one : map.cpus)
      if (one.kind == kind) cpus.push_back(one.cpu), speeds.push_back(one.speed);
    if (cpus.empty()) return;
    map.kinds.push_back({cpu_list(cpus), median(speeds)});
  }
}

// What so many workers can reach of their number with whole tasks: the last round may be short, and takes as
// long as a full one.
double attainable(std::int64_t tasks, std::size_t workers) {
  const double width = static_cast<double>(workers);
  return tasks > 0 ? static_cast<double>(tasks) / (std::ceil(static_cast<double>(tasks) / width) * width) : 1;
}

// CPUs are siblings where the topology says that they are of one core.
void add_shared(const ByCpus& shared, const Machine& machine, CoreMap& map) {
  for (const auto& [cpus, times] : shared) {
    const double together = median(times.ns);
    double rate = 0, best = 0;
    for (const CoreSpeed& alone : map.cpus)
      if (std::ranges::find(cpus, alone.cpu) != cpus.end())
        rate += 1 / alone.time_ns, best = std::max(best, 1 / alone.time_ns);
    if (!(rate > 0)) continue;
    const std::int64_t core = cpu_of(machine, cpus[0]).core;
    const bool siblings =
        std::ranges::all_of(cpus, [&](std::int64_t cpu) { return cpu_of(machine, cpu).core == core; });
    const double whole = attainable(times.tasks, cpus.size());
    if (siblings) map.siblings.push_back({cpu_list(cpus), 1 / together / whole / best - 1});
    if (cpus.size() == map.cpus.size()) map.together = 1 / together / whole / rate;
  }
}

std::string words_for(const CoreMap& map) {
  std::string text;
  const double slowest = std::ranges::min_element(map.cpus, {}, &CoreSpeed::speed)->speed;
  constexpr double alike = 0.95;
  if (map.kinds.size() > 1) {
    std::vector<std::string> kinds;
    for (const SpeedKind& kind : map.kinds)
      kinds.push_back(fmt::format("{} at {}", kind.cpus, percent_text(kind.speed)));
    text = fmt::format("{} kinds of CPU by speed: {}", map.kinds.size(), fmt::join(kinds, "; "));
  } else if (map.cpus.size() == 1) {
    text = "one CPU";
  } else if (slowest >= alike) {
    text = fmt::format("{} CPUs are alike: the slowest has {} of the fastest's speed",
                       map.cpus.size() == 2 ? "both" : fmt::format("all {}", map.cpus.size()),
                       percent_text(slowest));
  } else {
    text = fmt::format("{} CPUs of gradually different speed, down to {} of the fastest's", map.cpus.size(),
                       percent_text(slowest));
  }
  if (!map.siblings.empty()) {
    std::vector<double> gains;
    for (const SiblingGain& one : map.siblings) gains.push_back(one.gain);
    text += fmt::format("; a sibling adds {}", percent_text(median(gains)));
  }
  if (map.together)
    text += fmt::format("; all at once do {} of what each does alone", percent_text(*map.together));
  return text;
}

std::string latency_words(const std::vector<CoreToCore>& latencies) {
  if (latencies.empty()) return {};
  std::vector<double> medians;
  for (const CoreToCore& one : latencies) medians.push_back(one.median_ns);
  const auto [least, most] = std::ranges::minmax_element(latencies, {}, &CoreToCore::median_ns);
  if (latencies.size() == 1)
    return fmt::format("a cache line takes {:.0f} ns from CPU {} to CPU {}", least->median_ns, least->from,
                       least->to);
  return fmt::format(
      "a cache line takes {:.0f} ns between CPUs (median of {} pairs), from {:.0f} ns ({} and {}) to {:.0f} "
      "ns ({} and {})",
      median(medians), latencies.size(), least->median_ns, least->from, least->to, most->median_ns,
      most->from, most->to);
}

}  // namespace

std::vector<std::int64_t> kinds_by_speed(const std::vector<double>& speeds,
                                         const std::vector<double>& spreads) {
  constexpr double least_gap = 0.05;
  constexpr double noise = 2;  // interquartile ranges
  std::vector<std::size_t> order(speeds.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t i) { return speeds[i]; });
  std::vector<std::int64_t> kinds(speeds.size());
  std::int64_t kind = 0;
  for (std::size_t i = 1; i < order.size(); ++i) {
    const double gap = speeds[order[i - 1]] / speeds[order[i]] - 1;
    if (gap > std::max(least_gap, noise * std::max(spreads[order[i - 1]], spreads[order[i]]))) ++kind;
    kinds[order[i]] = kind;
  }
  return kinds;
}

std::optional<Cores> cores_of(const Results& results) {
  if (results.run.command != "cores") return {};
  Cores cores;
  for (const WorkloadTimes& times : times_of(results)) {
    if (times.alone.empty()) continue;
    CoreMap map;
    map.workload = times.workload;
    add_cpus(times.alone, results.run.machine, map);
    add_kinds(map);
    add_shared(times.shared, results.run.machine, map);
    map.words = words_for(map);
    cores.maps.push_back(std::move(map));
  }
  for (const CoreToCore& one : results.core_to_core)
    if (one.reason.empty())
      cores.latencies.push_back(one);
    else
      cores.failed.push_back(fmt::format("CPUs {} and {}: {}", one.from, one.to, one.reason));
  std::ranges::stable_sort(cores.latencies, {}, [](const CoreToCore& l) { return std::pair(l.from, l.to); });
  const auto cpus = results.run.machine.cpus_allowed.value_or(0);
  cores.sampled = std::ssize(results.core_to_core) < cpus * (cpus - 1) / 2;
  cores.latency_words = latency_words(cores.latencies);
  if (cores.maps.empty() && cores.latencies.empty()) return {};
  return cores;
}

}  // namespace concbench::reports
