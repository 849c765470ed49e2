#include "reports/words/advice.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "reports/summary/summary.h"
#include "reports/words/units.h"
#include "reports/words/verdict_text.h"

namespace concbench::reports {
namespace {

using Runners = std::vector<const RunnerResult*>;

Runners those(const WorkloadSummary& workload, bool RunnerResult::*which) {
  Runners runners;
  for (const RunnerResult& runner : workload.runners)
    if (runner.best && runner.*which) runners.push_back(&runner);
  return runners;
}

// The first of them in the table of runners.
const RunnerResult& simplest(const Runners& runners, const Summary& summary) {
  const auto place = [&](const RunnerResult* runner) {
    return std::ranges::find(summary.runners, runner->runner, &Subject::name) - summary.runners.begin();
  };
  return **std::ranges::min_element(runners, {}, place);
}

std::string names_of(const Runners& runners, const RunnerResult* without) {
  std::vector<std::string> names;
  for (const RunnerResult* runner : runners)
    if (runner != without) names.push_back(runner->runner);
  return fmt::format("{}", fmt::join(names, ", "));
}

// The one to use, and how sure that is. Sure is what is shown to be no slower than any other by more than the
// margin; where that holds of several, the simplest of them.
struct Choice {
  const RunnerResult* runner = nullptr;
  Certainty certainty = Certainty::open;
};

Choice choose(const WorkloadSummary& workload, const Summary& summary) {
  if (const Runners good = those(workload, &RunnerResult::as_good); !good.empty())
    return {&simplest(good, summary), Certainty::sure};
  // In both lists the lowest time comes first.
  if (const Runners good = those(workload, &RunnerResult::likely_as_good); !good.empty())
    return {good.front(), Certainty::likely};
  if (const Runners left = those(workload, &RunnerResult::contender); !left.empty())
    return {left.front(), Certainty::open};
  return {workload.runners.empty() || !workload.runners.front().best ? nullptr : &workload.runners.front(),
          Certainty::open};
}

// ", 1.97× as fast as one thread (1.90–2.04)".
std::string against_one_thread(const RunnerResult& chosen) {
  if (!chosen.against_one_thread) return {};
  const Against& to = *chosen.against_one_thread;
  const bool is_sure =
      to.verdict == Claim::faster || to.verdict == Claim::slower || to.verdict == Claim::equivalent;
  const Claim claim = is_sure ? to.verdict : to.likely;
  const auto& low = is_sure ? to.low : to.low_alone;
  const auto& high = is_sure ? to.high : to.high_alone;
  const std::string likely = is_sure ? "" : "likely ";
  const std::string range =
      low && high ? fmt::format(" ({}–{})", number_text(1 / *high), number_text(1 / *low)) : "";
  switch (claim) {
    case Claim::faster:
      return fmt::format(", {}{} as fast as one thread{}", likely, ratio_text(1 / to.ratio), range);
    case Claim::slower:
      return fmt::format(", {}{} the speed of one thread{}", likely, ratio_text(1 / to.ratio), range);
    case Claim::equivalent:
      return fmt::format(", {}as fast as one thread", likely);
    default:
      return range.empty() ? fmt::format(", {} as fast as one thread", ratio_text(1 / to.ratio))
                           : fmt::format(", which may be no faster than one thread{}", range);
  }
}

// How many rounds it takes to tell those that are left from the first of them, as the intervals shrink with
// the root of the rounds: until they leave out the difference that there seems to be, or all that is no tie.
std::string what_would_decide(const Runners& left, const WorkloadSummary& workload, std::int64_t blocks) {
  constexpr double most = 20;  // times as many
  double times = 1;
  for (const RunnerResult* runner : left) {
    if (!runner->against_best || !runner->against_best->low) continue;
    const Against& to = *runner->against_best;
    const double apart = std::abs(std::log(to.ratio));
    const double width = std::log(*to.high / *to.low) / 2;
    const double resolved = std::max(apart, std::log1p(workload.margin) - apart);
    times = std::max(times, width * width / (resolved * resolved));
  }
  if (times <= 1 || blocks == 0) return {};
  if (times > most) return fmt::format("; to tell them apart would take over {:.0f} times as long", most);
  const auto rounds = static_cast<std::int64_t>(std::ceil(times * static_cast<double>(blocks) / 5)) * 5;
  return fmt::format("; some {} rounds would decide (--blocks {}), here were {}", rounds, rounds, blocks);
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

// "; as good: threads, openmp", "; every other is slower, the next, threads, 1.37× slower (1.31–1.44)".
std::string the_others(const WorkloadSummary& workload, const RunnerResult& chosen) {
  const std::string good = names_of(those(workload, &RunnerResult::as_good), &chosen);
  if (!good.empty()) return "; as good: " + good;
  const RunnerResult* next = next_after(workload);
  if (those(workload, &RunnerResult::contender).size() == 1 && next)
    return fmt::format("; every other is slower, the next, {}, {}", next->runner, next->words);
  return {};
}

std::int64_t rounds_of(const Summary& summary, const RunnerResult& runner) {
  return std::ssize(summary.cases[*runner.best].samples_ns);
}

std::string sentence_of(const Choice& choice, const WorkloadSummary& workload, const Summary& summary) {
  const RunnerResult& chosen = *choice.runner;
  const Runners left = those(workload, &RunnerResult::contender);
  const std::string what = what_it_is(workload), others = names_of(left, &chosen);
  const bool stay = chosen.runner == baseline_runner;
  const std::string name =
      stay ? "one thread" : fmt::format("{} at {}", chosen.runner, summary.cases[*chosen.best].concurrency);
  const std::string how = against_one_thread(chosen) + what;
  const std::string decided_by = what_would_decide(left, workload, rounds_of(summary, chosen));
  switch (choice.certainty) {
    case Certainty::sure:
      if (stay && workload.runners.size() > 1)
        return fmt::format("stay with one thread{}: no model is more than {} faster", what,
                           percent_text(workload.margin));
      return fmt::format("use {}{}{}", name, how, the_others(workload, chosen));
    case Certainty::likely:
      return fmt::format("{} is likely as good as any{}{}{}", name, how,
                         others.empty() ? "" : "; also in the running: " + others, decided_by);
    case Certainty::open:
      break;
  }
  if (left.empty()) {  // "tbb was the fastest; nothing is claimed: 3 blocks, 9 are needed"
    const std::size_t reason = workload.conclusion.find("; ");
    return fmt::format("{}{} was the fastest{}",
                       reason == std::string::npos ? "" : workload.conclusion.substr(reason + 2) + "; ", name,
                       how);
  }
  return fmt::format("{} was the fastest{}{}{}", name, how,
                     others.empty() ? "" : "; not yet told apart from " + others, decided_by);
}

Recommendation recommend(const Summary& summary, const WorkloadSummary& workload) {
  Recommendation result{workload.title, workload.kind, Certainty::open, {}, {}, {}};
  const Choice choice = choose(workload, summary);
  if (!choice.runner) {
    result.sentence = workload.conclusion;
    return result;
  }
  result.certainty = choice.certainty;
  result.runner = choice.runner->runner;
  result.sentence = sentence_of(choice, workload, summary);
  if (result.runner != baseline_runner)
    result.cost = cost_of(summary.cases[*choice.runner->best], baseline_of(summary, workload));
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

std::string_view word(Certainty certainty) {
  return certainty == Certainty::sure ? "sure" : certainty == Certainty::likely ? "likely" : "open";
}

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
