// What each machine does best at the work that all of them have done: see side_by_side.h.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reports/compare/side_by_side.h"
#include "results/same_work.h"
#include "results/topology.h"

namespace concbench::reports {
namespace {

const WorkloadSummary* find(const Summary& summary, const std::string& title) {
  const auto found = std::ranges::find(summary.workloads, title, &WorkloadSummary::title);
  return found == summary.workloads.end() ? nullptr : &*found;
}

// The cases of a workload that have a time, and whose samples all did the same.
std::vector<const MeasuredCase*> timed_cases(const MeasuredSide& side, const WorkloadSummary& workload) {
  std::vector<const MeasuredCase*> cases;
  for (const MeasuredCase& one : side.cases)
    if (one.summary.workload == workload.title && one.sample && one.summary.time_ns &&
        one.inconsistent.empty())
      cases.push_back(&one);
  return cases;
}

BestTime time_of(const CaseSummary& one) {
  return {one.runner,
          one.concurrency,
          one.time_ns->median,
          one.time_ns->lower_quartile,
          one.time_ns->upper_quartile,
          one.tainted};
}

// Puts the case among the best, one for each value of `key`.
template <class Key>
void keep_best(const CaseSummary& one, Key key, std::vector<BestTime>& best) {
  const BestTime time = time_of(one);
  const auto same = std::ranges::find(best, time.*key, key);
  if (same == best.end())
    best.push_back(time);
  else if (time.ns < same->ns)
    *same = time;
}

void add(const CaseSummary& one, MachineWork& work) {
  keep_best(one, &BestTime::runner, work.models);
  keep_best(one, &BestTime::concurrency, work.steps);
  const double ns = one.time_ns->median;
  if (one.runner == baseline_runner) work.one_thread_ns = std::min(ns, work.one_thread_ns.value_or(ns));
}

// Why the side's workload is not the work of the reference's; empty where at least one of its cases is, which
// are then in `work`.
std::string take_shared(const MeasuredSide& reference, const MeasuredSide& side, const WorkloadSummary& ours,
                        MachineWork& work) {
  const WorkloadSummary* theirs = find(side.summary, ours.title);
  if (!theirs) return "it has none of it";
  const auto a = reference.runs[0].protocol, b = side.runs[0].protocol;
  if (a != b) return fmt::format("protocol {} against {}", a, b);
  const auto expected = timed_cases(reference, ours);
  if (expected.empty()) return fmt::format("{} has no time", reference.label);
  std::string reason = "it has no time";
  for (const MeasuredCase* one : timed_cases(side, *theirs)) {
    if (std::string other = other_tasks(*expected.front()->sample, *one->sample); other.empty())
      add(one->summary, work);
    else
      reason = std::move(other);
  }
  if (work.models.empty()) return reason;
  std::ranges::stable_sort(work.models, {}, &BestTime::ns);
  std::ranges::stable_sort(work.steps, {}, &BestTime::concurrency);
  work.conclusion = theirs->conclusion;
  if (side.runs.size() > 1)  // what one run claims is not what all of them show
    work.conclusion = fmt::format("the shortest time, in the median of {} runs, is that of {}",
                                  side.runs.size(), work.models.front().runner);
  return {};
}

}  // namespace

FileDigest digest(const MeasuredSide& reference, const MeasuredSide& side) {
  const Run& run = side.runs[0];
  FileDigest result;
  result.name = side.label;
  result.runs = std::ssize(side.runs);
  result.own_name = label_of(run);
  result.cpu_model = run.machine.cpu_model;
  result.os = run.machine.os;
  result.started = run.started;
  result.incomplete = fmt::format("{}", fmt::join(side.incomplete, "; "));
  result.cores = run.machine.cores;
  result.cpus = run.machine.cpus;
  result.cpus_allowed = whole_cpus(run.machine);
  result.memory_bytes = run.machine.memory_bytes;
  result.quota_cpus = run.machine.quota_cpus;
  result.binary = run.tool.binary_sha256;
  for (const WorkloadSummary& workload : reference.summary.workloads) {
    MachineWork work;
    const std::string reason = take_shared(reference, side, workload, work);
    if (reason.empty())
      result.works.emplace_back(workload.title, std::move(work));
    else
      result.others.emplace_back(workload.title, reason);
  }
  for (const WorkloadSummary& workload : side.summary.workloads)
    if (!find(reference.summary, workload.title))
      result.others.emplace_back(workload.title, fmt::format("{} has none of it", reference.label));
  return result;
}

}  // namespace concbench::reports
