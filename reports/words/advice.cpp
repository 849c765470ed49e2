#include "reports/words/advice.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reports/summary/summary.h"
#include "reports/words/units.h"
#include "reports/words/verdict_text.h"

namespace concbench::reports {
namespace {

std::vector<const RunnerResult*> contenders_of(const WorkloadSummary& workload) {
  std::vector<const RunnerResult*> contenders;
  for (const RunnerResult& runner : workload.runners)
    if (runner.contender && runner.best) contenders.push_back(&runner);
  return contenders;
}

// The first of them in the table of runners.
const RunnerResult& simplest(const std::vector<const RunnerResult*>& contenders, const Summary& summary) {
  const auto place = [&](const RunnerResult* runner) {
    return std::ranges::find(summary.runners, runner->runner, &Subject::name) - summary.runners.begin();
  };
  return **std::ranges::min_element(contenders, {}, place);
}

std::string names_of(const std::vector<const RunnerResult*>& runners) {
  std::vector<std::string> names;
  for (const RunnerResult* runner : runners) names.push_back(runner->runner);
  return fmt::format("{}", fmt::join(names, ", "));
}

// "1.97× as fast as one thread", "as fast as one thread".
std::string against_one_thread(const CaseSummary& one, double floor) {
  if (!one.speedup) return {};
  if (*one.speedup<1 + floor&& * one.speedup> 1 - floor) return ", as fast as one thread";
  return fmt::format(", {} {} one thread", ratio_text(*one.speedup),
                     *one.speedup > 1 ? "as fast as" : "the speed of");
}

// The nearest of those that are judged slower.
const RunnerResult* next_after(const WorkloadSummary& workload) {
  for (const RunnerResult& runner : workload.runners)
    if (runner.verdict == Claim::slower) return &runner;
  return nullptr;
}

// A warm cache is memory, and a reader in search of a disk must not take it for one.
std::string what_it_is(const WorkloadSummary& workload) {
  const auto cache = workload.params.find("cache");
  return cache != workload.params.end() && cache->second == "warm"
             ? " (files from the page cache: memory and system calls, no disk)"
             : "";
}

std::string cost_of(const CaseSummary& one, const CaseSummary* baseline) {
  std::vector<std::string> parts;
  if (one.cpu_ns && baseline && baseline->cpu_ns && *baseline->cpu_ns > 0)
    parts.push_back(
        fmt::format("{} the CPU time of one thread", ratio_text(*one.cpu_ns / *baseline->cpu_ns)));
  if (one.memory_bytes) parts.push_back(fmt::format("{} of memory", memory_text(*one.memory_bytes)));
  if (one.setup_ns) parts.push_back(fmt::format("{} to start", duration_text(*one.setup_ns)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

const CaseSummary* baseline_of(const Summary& summary, const WorkloadSummary& workload) {
  for (const RunnerResult& runner : workload.runners)
    if (runner.runner == baseline_runner && runner.best) return &summary.cases[*runner.best];
  return nullptr;
}

Recommendation recommend(const Summary& summary, const WorkloadSummary& workload) {
  Recommendation result{workload.title, workload.kind, {}, {}, {}};
  const auto contenders = contenders_of(workload);
  const bool judged =
      std::ranges::any_of(workload.runners, [](const RunnerResult& r) { return r.ratio.has_value(); });
  if (contenders.empty() || (contenders.size() > 1 && !judged)) {
    result.sentence = workload.conclusion;  // "nothing is claimed: 3 blocks, 9 are needed"
    return result;
  }
  const CaseSummary* baseline = baseline_of(summary, workload);
  const bool stay =
      std::ranges::any_of(contenders, [](const RunnerResult* r) { return r->runner == baseline_runner; });
  const RunnerResult& chosen = simplest(contenders, summary);
  const CaseSummary& best = summary.cases[*chosen.best];
  result.runner = chosen.runner;
  const bool undecided = std::ranges::any_of(
      contenders, [](const RunnerResult* r) { return r->verdict == Claim::inconclusive; });
  if (stay && undecided) {
    result.runner.clear();
    result.sentence = fmt::format("this run cannot tell whether any model beats one thread ({} are left: {})",
                                  contenders.size(), names_of(contenders));
    return result;
  }
  if (stay && workload.runners.size() > 1) {
    result.sentence =
        fmt::format("stay with one thread{}: no model is shown to be faster", what_it_is(workload));
  } else {
    result.sentence = fmt::format("use {} at {}{}{}", chosen.runner, best.concurrency,
                                  against_one_thread(best, workload.floor), what_it_is(workload));
    const RunnerResult* next = next_after(workload);
    if (contenders.size() > 1)
      result.sentence += fmt::format("; the simplest of {} that this run cannot tell apart ({})",
                                     contenders.size(), names_of(contenders));
    else if (next)
      result.sentence += fmt::format("; every other is slower, the next, {}, {}", next->runner, next->words);
  }
  if (!stay) result.cost = cost_of(best, baseline);
  return result;
}

// Where more tasks at once stop to gain: the least concurrency within the floor of the best runner's lowest
// time.
std::string enough_waiting(const Summary& summary, const WorkloadSummary& workload) {
  constexpr std::size_t fewest = 3;
  if (workload.kind != "io" || workload.runners.empty() || !workload.runners[0].best) return {};
  const RunnerResult& runner = workload.runners[0];
  std::vector<const CaseSummary*> timed;
  for (const std::size_t index : runner.cases)
    if (summary.cases[index].time_ns) timed.push_back(&summary.cases[index]);
  if (timed.size() < fewest) return {};
  const double lowest = summary.cases[*runner.best].time_ns->median;
  const CaseSummary& most = **std::ranges::max_element(timed, {}, &CaseSummary::concurrency);
  for (const CaseSummary* one : timed)  // by concurrency
    if (one->time_ns->median <= lowest * (1 + workload.floor) && one->concurrency < most.concurrency)
      return fmt::format(
          "For waiting like that of {}, {} at once gain all there is with {}; more, up to {}, gain less than "
          "{}.",
          workload.title, count_text(one->concurrency), runner.runner, count_text(most.concurrency),
          percent_text(workload.floor));
  return {};
}

}  // namespace

Advice advise(const Summary& summary) {
  Advice advice;
  for (const WorkloadSummary& workload : summary.workloads)
    if (workload.kind != "overhead") advice.recommendations.push_back(recommend(summary, workload));
  if (summary.granularity && !summary.granularity->rule.empty())
    advice.rules.push_back(summary.granularity->rule);
  for (const WorkloadSummary& workload : summary.workloads)
    if (std::string rule = enough_waiting(summary, workload); !rule.empty())
      advice.rules.push_back(std::move(rule));
  return advice;
}

}  // namespace concbench::reports
