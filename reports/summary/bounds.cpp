#include "reports/summary/bounds.h"

#include <fmt/format.h>

#include <algorithm>

#include "results/sample_time.h"

namespace concbench::reports {
namespace {

// Of less, the cost of starting the work is a part that can be seen, and it says nothing of memory.
constexpr double least_limit = 1e6;  // ns

// CPUs that the case can keep busy at once. A quota is left out: within its period a run may use them all.
double width_of(const CaseSummary& one, const Machine& machine) {
  const std::optional<std::int64_t> cpus = machine.cpus_allowed ? machine.cpus_allowed : machine.cpus;
  std::int64_t width = std::max<std::int64_t>(std::min(one.concurrency, one.tasks), 1);
  if (cpus) width = std::min(width, std::max<std::int64_t>(*cpus, 1));
  if (!one.cpus.empty()) width = std::min<std::int64_t>(width, 1 + std::ranges::count(one.cpus, ','));
  return static_cast<double>(width);
}

void raise(CaseSummary& one, double ns, std::string words) {
  if (ns <= one.bound_ns.value_or(0)) return;
  one.bound_ns = ns;
  one.bound = std::move(words);
}

std::string shared_by(std::string_view what, double width, std::string_view of) {
  return width > 1 ? fmt::format("{} over {} {}", what, width, of) : std::string(what);
}

// The least that any sample of one thread took.
struct Baseline {
  std::optional<double> wall, cpu;
};

void lower(std::optional<double>& least, double value) {
  least = std::min(least.value_or(value), value);
}

Baseline baseline_of(const Results& results, const WorkloadSummary& workload, const Summary& summary) {
  Baseline least;
  for (const Sample& sample : results.samples) {
    const auto time = time_of(sample);
    if (sample.runner != baseline_runner || !time) continue;
    const auto known = std::ranges::find(summary.cases, sample.case_, &CaseSummary::name);
    if (known == summary.cases.end() || known->workload != workload.title) continue;
    lower(least.wall, *time);
    if (sample.cpu_ns) lower(least.cpu, static_cast<double>(*sample.cpu_ns));
  }
  return least;
}

// What the samples of one thread bound.
void bound_by_work(const Baseline& baseline, bool waits, double width, CaseSummary& one) {
  const auto at_once = static_cast<double>(std::max<std::int64_t>(std::min(one.concurrency, one.tasks), 1));
  if (baseline.wall && !waits)
    raise(one, *baseline.wall / width, shared_by("the time of one thread", width, "CPUs"));
  if (baseline.wall && waits)
    raise(one, *baseline.wall / at_once, shared_by("the time of one thread", at_once, "tasks at once"));
  if (baseline.cpu && waits)
    raise(one, *baseline.cpu / width, shared_by("the CPU time of one thread", width, "CPUs"));
}

// What other work took that was measured beside this and does less. No bound: that work has ways of its own,
// and good samples are faster than it.
void refer_to_limits(const Results& results, double width, CaseSummary& one) {
  for (const Sample& limit : results.limits)
    if (const auto time = time_of(limit); time && *time >= least_limit && limit.of == one.workload &&
                                          static_cast<double>(limit.concurrency) == width)
      lower(one.reference_ns, *time);
  if (one.reference_ns)
    one.reference = width > 1 ? fmt::format("moving the same bytes with {} threads", width)
                              : "moving the same bytes with one thread";
}

}  // namespace

void add_bounds(const Results& results, const WorkloadSummary& workload, Summary& summary) {
  const Baseline baseline = baseline_of(results, workload, summary);
  for (const RunnerResult& runner : workload.runners) {
    for (const std::size_t index : runner.cases) {
      CaseSummary& one = summary.cases[index];
      if (!one.time_ns) continue;
      const double width = width_of(one, results.run.machine);
      // What the workload says of its own waiting is exact; what one thread's runs say holds their delays as
      // well.
      if (!one.bound_ns) bound_by_work(baseline, workload.kind == "io", width, one);
      refer_to_limits(results, width, one);
      if (one.bound_ns) one.over_bound = one.time_ns->median / *one.bound_ns;
    }
  }
}

}  // namespace concbench::reports
