#include "reports/summary/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "reports/summary/bounds.h"
#include "reports/summary/case_summary.h"
#include "reports/summary/judgement.h"
#include "results/cases.h"
#include "results/sample_time.h"
#include "results/topology.h"

namespace concbench::reports {
namespace {

const Subject* find_subject(const std::vector<Subject>& subjects, std::string_view name) {
  const auto found = std::ranges::find(subjects, name, &Subject::name);
  return found == subjects.end() ? nullptr : &*found;
}

double best_time(const std::vector<CaseSummary>& cases, const RunnerResult& result) {
  return cases[*result.best].time_ns->median;
}

void add_to_runner(const std::vector<CaseSummary>& cases, std::size_t index, WorkloadSummary& workload) {
  auto runner = std::ranges::find(workload.runners, cases[index].runner, &RunnerResult::runner);
  if (runner == workload.runners.end()) {
    workload.runners.emplace_back().runner = cases[index].runner;
    runner = std::prev(workload.runners.end());
  }
  runner->cases.push_back(index);
}

// Whether the same was measured with a chunk that was set: that is compared with other models, which had the
// same one, and the model's own way is shown beside it.
bool stands_beside(const std::vector<CaseSummary>& cases, const CaseSummary& own) {
  return own.chunk == 0 && std::ranges::any_of(cases, [&](const CaseSummary& one) {
           return one.chunk != 0 && one.runner == own.runner && one.workload == own.workload &&
                  one.concurrency == own.concurrency;
         });
}

void describe(const Sample& sample, const Run& run, WorkloadSummary& workload) {
  workload.name = sample.workload;
  workload.kind = sample.kind;
  workload.params = sample.params;
  workload.tasks = sample.tasks;
  workload.bytes = sample.bytes;
  if (const Subject* subject = find_subject(run.workloads, sample.workload)) {
    workload.summary = subject->summary;
    workload.task = subject->task;
  }
}

void relate(std::vector<CaseSummary>& cases, WorkloadSummary& workload) {
  const auto baseline = std::ranges::find(workload.runners, baseline_runner, &RunnerResult::runner);
  if (baseline != workload.runners.end() && baseline->best)
    workload.baseline_ns = best_time(cases, *baseline);
  for (const RunnerResult& runner : workload.runners) {
    for (const std::size_t index : runner.cases) {
      CaseSummary& summary = cases[index];
      if (!summary.time_ns) continue;
      summary.slowdown = summary.time_ns->median / best_time(cases, workload.runners.front());
      if (workload.baseline_ns) summary.speedup = *workload.baseline_ns / summary.time_ns->median;
    }
  }
}

// The runners that none beats in both. They come by time: each that costs less than all before it.
std::vector<std::string> frontier(const std::vector<CaseSummary>& cases, const WorkloadSummary& workload,
                                  std::optional<double> CaseSummary::*cost) {
  std::vector<std::string> names;
  double least = std::numeric_limits<double>::infinity();
  for (const RunnerResult& runner : workload.runners) {
    if (!runner.best || !(cases[*runner.best].*cost) || *(cases[*runner.best].*cost) >= least) continue;
    least = *(cases[*runner.best].*cost);
    names.push_back(runner.runner);
  }
  return names;
}

WorkloadSummary& workload_of(const std::string& title, std::vector<WorkloadSummary>& workloads) {
  const auto found = std::ranges::find(workloads, title, &WorkloadSummary::title);
  if (found != workloads.end()) return *found;
  workloads.emplace_back().title = title;
  return workloads.back();
}

void add_totals(Summary& summary) {
  for (const CaseSummary& one : summary.cases) {
    summary.planned += one.planned;
    summary.ok += one.ok;
    summary.failed += one.failed;
    summary.timeout += one.timeout;
    summary.skipped += one.skipped;
  }
}

// "busy: other processes used 12 % of the CPUs' time" is of the kind "busy".
std::string kind_of_taint(const std::string& taint) {
  return taint.substr(0, taint.find(':'));
}

void add_disturbances(const Results& results, Summary& summary) {
  const std::vector<const Sample*> counting = samples_that_count(results);
  const std::set<const Sample*> counts(counting.begin(), counting.end());
  for (const Sample& sample : results.samples) {
    if (!counts.contains(&sample)) continue;
    summary.tainted += !sample.taints.empty();
    for (const std::string& taint : sample.taints) {
      const std::string kind = kind_of_taint(taint);
      auto known = std::ranges::find(summary.taints, kind, &Remark::text);
      if (known == summary.taints.end()) known = summary.taints.insert(known, {kind, 0});
      ++known->samples;
    }
  }
  std::ranges::stable_sort(summary.taints, std::ranges::greater(), &Remark::samples);
  for (const Sample& canary : results.canaries)
    if (const auto time = time_of(canary)) summary.canary_ns.push_back(*time);
}

// On the part before oversubscription. I/O-bound tasks wait, and their number is no measure of CPUs.
void fit(const std::vector<CaseSummary>& cases, std::optional<std::int64_t> cpus, WorkloadSummary& workload) {
  if (workload.kind == "io") return;
  std::size_t most = 0;
  for (RunnerResult& runner : workload.runners) {
    std::vector<ScalingPoint> points;
    for (const std::size_t index : runner.cases) {
      const CaseSummary& one = cases[index];
      if (one.time_ns && (!cpus || one.concurrency <= *cpus))
        points.push_back({static_cast<double>(one.concurrency), one.time_ns->median});
    }
    runner.amdahl = fit_amdahl(points);
    runner.usl = fit_usl(points);
    most = std::max(most, points.size());
  }
  if (most > 1 && most < fewest_points)
    workload.scaling = fmt::format(
        "No scaling law is fitted: that takes {} concurrencies up to all CPUs, and here there are {}.",
        fewest_points, most);
}

void drop_timelines(const Results& results, Summary& summary) {
  if (results.traces.size() <= most_timelines) return;
  std::vector<bool> is_best(summary.cases.size(), false);
  for (const WorkloadSummary& workload : summary.workloads)
    for (const RunnerResult& runner : workload.runners)
      if (runner.best) is_best[*runner.best] = true;
  for (std::size_t i = 0; i < summary.cases.size(); ++i)
    if (summary.cases[i].trace && !is_best[i]) summary.cases[i].trace->timeline = {};
}

// The same reason is said once, with the first case that it stopped.
void add_troubles(const Results& results, Summary& summary) {
  std::vector<Remark> reasons;
  const auto add = [&](const std::string& what, const std::string& reason, const std::string& name) {
    const std::string text = fmt::format("{} {}", what, reason);
    auto known = std::ranges::find_if(reasons, [&](const Remark& one) { return one.text.starts_with(text); });
    if (known == reasons.end()) known = reasons.insert(known, {fmt::format("{} ({})", text, name), 0});
    ++known->samples;
  };
  for (const Trace& trace : results.traces)
    if (trace.status != "ok") add("not traced:", trace.reason, trace.case_);
  for (const Sample& limit : results.limits)
    if (limit.status != "ok") add("no reference from memory:", limit.reason, limit.of + ", " + limit.case_);
  for (const Remark& one : reasons)
    summary.troubles.push_back(one.text + (one.samples > 1 ? fmt::format(", {} times", one.samples) : ""));
}

// Of a file, whatever its command; and its runners, for their marks.
void add_findings(const Results& results, Summary& summary) {
  if (!summary.granularity) summary.granularity = granularity_of(results);
  if (!summary.cores) summary.cores = cores_of(results);
  if (!summary.memory) summary.memory = memory_of(results);
  if (!summary.ab) summary.ab = ab_of(results);
  for (const Subject& runner : runners_of(results))
    if (std::ranges::find(summary.runners, runner.name, &Subject::name) == summary.runners.end())
      summary.runners.push_back(runner);
}

std::string why_incomplete(const Results& results, const Summary& summary) {
  if (results.complete()) return {};
  const std::string got = fmt::format("{} of {} samples", results.samples.size(), summary.planned);
  if (!results.end)
    return fmt::format("{}: the file has no end record, so it was cut off or is still being written", got);
  return fmt::format("{}: {}", got,
                     results.end->reason.empty() ? "the run did not finish" : results.end->reason);
}

// What a reader of the page must know of the other files on it as well.
void add_study(const Results& study, Summary& summary) {
  const Summary other = summarize(study);
  add_findings(study, summary);
  if (!summary.map) summary.map = other.map;
  for (const auto count : {&Summary::planned, &Summary::ok, &Summary::failed, &Summary::timeout,
                           &Summary::skipped, &Summary::tainted})
    summary.*count += other.*count;
  for (const Remark& taint : other.taints) {
    const auto known = std::ranges::find(summary.taints, taint.text, &Remark::text);
    if (known == summary.taints.end())
      summary.taints.push_back(taint);
    else
      known->samples += taint.samples;
  }
  for (const std::string& warning : study.run.warnings)
    if (std::ranges::find(summary.run.warnings, warning) == summary.run.warnings.end())
      summary.run.warnings.push_back(warning);
  if (other.complete) return;
  summary.complete = false;
  summary.incomplete +=
      fmt::format("{}{}: {}", summary.incomplete.empty() ? "" : "; ", study.run.command, other.incomplete);
}

}  // namespace

Summary summarize(const Results& results) {
  Summary summary;
  summary.run = results.run;
  summary.runners = runners_of(results);
  summary.cpus = whole_cpus(results.run.machine);
  summary.complete = results.complete();
  summary.unknown_records = static_cast<std::int64_t>(results.unknown.size());
  const std::vector<CaseSamples> cases = cases_of(results);
  for (const CaseSamples& one : cases) summary.cases.push_back(summarize_case(one, results.run.blocks));
  for (const Trace& trace : results.traces) {
    const auto traced = std::ranges::find(summary.cases, trace.case_, &CaseSummary::name);
    if (traced != summary.cases.end()) traced->trace = summarize_trace(trace);
  }
  add_findings(results, summary);
  summary.boundaries = boundaries(results.run.machine);
  // Others measure cases that are not there to be told apart.
  const bool maps = results.run.command == map_command;
  const bool compares = maps || results.run.command == "run";
  for (std::size_t i = 0; i < cases.size() && compares; ++i) {
    WorkloadSummary& workload = workload_of(summary.cases[i].workload, summary.workloads);
    if (workload.name.empty() && !cases[i].samples.empty())
      describe(*cases[i].samples.front(), results.run, workload);
    if (!stands_beside(summary.cases, summary.cases[i])) add_to_runner(summary.cases, i, workload);
  }
  // What a task costs is asked after what to use for work.
  std::stable_partition(summary.workloads.begin(), summary.workloads.end(),
                        [](const auto& one) { return one.kind != "overhead"; });
  const Rule rule = rule_of(results, cases);
  for (WorkloadSummary& workload : summary.workloads) {
    judge(cases, rule, summary, workload);
    relate(summary.cases, workload);
    if (maps) continue;
    workload.cpu_frontier = frontier(summary.cases, workload, &CaseSummary::cpu_ns);
    workload.memory_frontier = frontier(summary.cases, workload, &CaseSummary::memory_bytes);
    fit(summary.cases, summary.cpus, workload);
    add_bounds(results, workload, summary);
  }
  for (CaseSummary& one : summary.cases)
    if (one.trace && one.time_ns) one.trace->distorted = is_distorted(*one.trace, one.time_ns->median);
  summary.controls = controls_of(results, cases, rule, summary.workloads);
  summary.given = given_by_machine(results);
  drop_timelines(results, summary);
  add_troubles(results, summary);
  add_totals(summary);
  for (const Sample& sample : results.samples) summary.blocks = std::max(summary.blocks, sample.block + 1);
  add_disturbances(results, summary);
  summary.incomplete = why_incomplete(results, summary);
  if (maps) {
    summary.advice = advise(summary);
    summary.map = map_of(results, summary);
    summary.places = std::exchange(summary.workloads, {});
  }
  for (const Results& study : results.studies) add_study(study, summary);
  summary.advice = advise(summary);
  return summary;
}

}  // namespace concbench::reports
