#include "reports/words/advice.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "reports/summary/summary.h"
#include "reports/words/machine_words.h"
#include "reports/words/units.h"
#include "reports/words/verdict_text.h"
#include "reports/words/why.h"

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
  return some_of(names);
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

// "1.97× as fast as one thread (1.90–2.04)"; what is no claim says in how many rounds it was seen.
std::string gain_of(const RunnerResult& chosen) {
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
  const auto times = [&](std::string_view what) {
    return fmt::format("{} as fast{}{}", ratio_text(1 / to.ratio), what, range);
  };
  const std::string than_one = " as one thread";
  const std::string rounds = fmt::format(", and faster in {} of {} rounds", to.faster, to.blocks);
  if (claim == Claim::equivalent) return likely + "as fast as one thread";
  if (claim == Claim::faster || claim == Claim::slower)
    return likely + times(than_one) + (is_sure ? "" : rounds);
  return (range.empty() ? times(than_one) : "perhaps no faster than one thread: " + times("")) + rounds;
}

// How many rounds it takes to tell those that are left from the first of them, as the intervals shrink with
// the root of the rounds: until they leave out the difference that there seems to be, or all that is no tie.
// Infinity where that would be far too many; nothing where nothing is open.
std::optional<double> rounds_to_decide(const Runners& left, const WorkloadSummary& workload,
                                       std::int64_t blocks) {
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
  if (times > most) return std::numeric_limits<double>::infinity();
  return std::ceil(times * static_cast<double>(blocks) / 5) * 5;
}

// "About 25 rounds would decide it; here were 11: ./run.sh --workload primes --blocks 25".
std::string next_of(const WorkloadSummary& workload, std::optional<double> rounds, std::int64_t blocks,
                    std::string_view what) {
  if (!rounds) return {};
  if (std::isinf(*rounds)) return "to tell them apart would take a run more than 20 times as long";
  const std::string command =
      workload.title == workload.name ? "./run.sh --workload " + workload.name : "the same command with";
  return fmt::format("{} {:.0f} rounds would {}, here were {}: {} --blocks {:.0f}",
                     workload.needed > static_cast<std::size_t>(blocks) ? "at least" : "about", *rounds, what,
                     blocks, command, *rounds);
}

const CaseSummary* baseline_of(const Summary& summary, const WorkloadSummary& workload) {
  for (const RunnerResult& runner : workload.runners)
    if (runner.runner == baseline_runner && runner.best) return &summary.cases[*runner.best];
  return nullptr;
}

// "equally good: threads, openmp"; "every other is slower; the next, threads, is 1.37× slower (1.31–1.44)".
std::string rivals_of(const WorkloadSummary& workload, const Choice& choice) {
  const Runners left = those(workload, &RunnerResult::contender);
  const std::string good = names_of(those(workload, &RunnerResult::as_good), choice.runner);
  if (choice.certainty == Certainty::sure && !good.empty()) return "equally good: " + good;
  const std::string open = names_of(left, choice.runner);
  if (!open.empty())
    return (choice.certainty == Certainty::sure ? "perhaps as good: " : "not yet told apart from ") + open;
  const auto next = std::ranges::find(workload.runners, Claim::slower, &RunnerResult::verdict);
  if (left.size() != 1 || next == workload.runners.end()) return {};
  return fmt::format("every other is slower; the next, {}, is {}", next->runner, next->words);
}

std::string with(std::string_view before, const std::string& text) {
  return text.empty() ? text : fmt::format("{}{}", before, text);
}

// Beside them those that lost samples, where others are judged.
std::string others_of(const WorkloadSummary& workload, const Choice& choice) {
  Runners lost;
  for (const RunnerResult& runner : workload.runners)
    if (runner.verdict == Claim::not_judged) lost.push_back(&runner);
  const std::string rivals = rivals_of(workload, choice);
  if (lost.empty() || those(workload, &RunnerResult::contender).empty()) return rivals;
  return rivals + with(rivals.empty() ? "" : "; ", "not judged, with too few good samples: ") +
         names_of(lost, nullptr);
}

// "was the fastest": one that is not judged may have the lower time.
std::string was_fastest(const WorkloadSummary& workload, const Choice& choice, const Summary& summary) {
  const auto time = [&](const RunnerResult& runner) { return summary.cases[*runner.best].time_ns->median; };
  const bool first = std::ranges::none_of(workload.runners, [&](const RunnerResult& runner) {
    return runner.best && time(runner) < time(*choice.runner);
  });
  return first ? " was the fastest" : " was the fastest of those judged";
}

std::string sentence_of(const Recommendation& one, const Choice& choice, const WorkloadSummary& workload,
                        std::optional<double> rounds, const Summary& summary) {
  const std::string decide =
      rounds && !std::isinf(*rounds)
          ? fmt::format("about {0:.0f} rounds would decide (--blocks {0:.0f})", *rounds)
          : "";
  const std::string rest = with(", ", one.gain) + with("; ", one.others) + with("; ", decide);
  if (choice.certainty == Certainty::sure && choice.runner->runner == baseline_runner &&
      workload.runners.size() > 1)
    return fmt::format("stay with one thread: no model is more than {} faster",
                       percent_text(workload.margin));
  if (choice.certainty == Certainty::sure) return "use " + one.use + rest;
  if (choice.certainty == Certainty::likely) return one.use + " is likely as good as any" + rest;
  return one.use + was_fastest(workload, choice, summary) + rest;
}

// Of work that does nothing there is no choice: what remains is what a task costs.
void describe_cost(const Summary& summary, const WorkloadSummary& workload, Recommendation& result) {
  const CaseSummary *least = nullptr, *most = nullptr;
  for (const RunnerResult& runner : workload.runners) {
    if (!runner.best || runner.runner == baseline_runner) continue;
    const CaseSummary& one = summary.cases[*runner.best];
    if (!least || one.time_ns->median < least->time_ns->median) least = &one;
    if (!most || one.time_ns->median > most->time_ns->median) most = &one;
  }
  if (!least || workload.tasks <= 0) return;
  const auto each = [&](const CaseSummary& one) {
    return duration_text(one.time_ns->median / static_cast<double>(workload.tasks));
  };
  result.runner = least->runner;
  result.use = fmt::format("{} at {}", least->runner, least->concurrency);
  result.gain = each(*least) + " a task, the least of all models";
  if (const CaseSummary* loop = baseline_of(summary, workload))
    result.why = fmt::format("in the loop of one thread a task takes {}", each(*loop));
  if (most != least) result.others = fmt::format("the most is {} with {}", each(*most), most->runner);
  result.sentence = fmt::format("a task costs {} with {}, the least of all models{}", each(*least),
                                result.use, with("; ", result.others));
}

void describe_choice(const Summary& summary, const WorkloadSummary& workload, const Choice& choice,
                     std::optional<double> rounds, Recommendation& result) {
  const CaseSummary& best = summary.cases[*choice.runner->best];
  const bool stay = choice.runner->runner == baseline_runner;
  result.certainty = choice.certainty;
  result.runner = choice.runner->runner;
  result.use = stay ? "one thread" : fmt::format("{} at {}", best.runner, best.concurrency);
  result.gain = gain_of(*choice.runner);
  if (stay && workload.runners.size() > 1 && choice.certainty == Certainty::sure)
    result.gain = fmt::format("no model is more than {} faster", percent_text(workload.margin));
  result.others = others_of(workload, choice);
  result.why = why_so(best, workload, summary.cpus.value_or(1));
  if (!stay) result.cost = cost_of(best, baseline_of(summary, workload));
  result.sentence = sentence_of(result, choice, workload, rounds, summary);
}

Recommendation recommend(const Summary& summary, const WorkloadSummary& workload) {
  Recommendation result;
  result.workload = workload.title;
  result.kind = workload.kind;
  result.sentence = workload.conclusion;
  const Choice choice = choose(workload, summary);
  if (!choice.runner) return result;
  const Runners left = those(workload, &RunnerResult::contender);
  const std::int64_t rounds = std::ssize(summary.cases[*choice.runner->best].samples_ns);
  const auto decide =
      choice.certainty == Certainty::sure ? std::nullopt : rounds_to_decide(left, workload, rounds);
  if (workload.kind == "overhead")
    describe_cost(summary, workload, result);
  else
    describe_choice(summary, workload, choice, decide, result);
  if (left.empty() && workload.runners.size() > 1) {
    result.next = next_of(workload, static_cast<double>(workload.needed), rounds, "let it claim anything");
    result.sentence = fmt::format("nothing is claimed: {} round{}, {} are needed; {}", rounds,
                                  rounds == 1 ? "" : "s", workload.needed, result.sentence);
  } else if (workload.kind != "overhead") {
    result.next = next_of(workload, decide, rounds, "decide it");
  }
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
          "For waiting like that of {}, {} tasks at once were enough in this run: with {}, up to {} gained "
          "less than {} more.",
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
    advice.recommendations.push_back(recommend(summary, workload));
  if (summary.granularity && !summary.granularity->rule.empty())
    advice.rules.push_back(summary.granularity->rule);
  for (const WorkloadSummary& workload : summary.workloads)
    if (std::string rule = enough_waiting(summary, workload); !rule.empty())
      advice.rules.push_back(std::move(rule));
  return advice;
}

}  // namespace concbench::reports
