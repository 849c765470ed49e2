#include "reports/summary/judgement.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "reports/words/verdict_text.h"
#include "results/sample_time.h"
#include "statistics/best_of.h"

namespace concbench::reports {
namespace {

void fill_in(const Comparison& comparison, RunnerResult& runner) {
  runner.verdict = claim_of(comparison.verdict);
  runner.words = in_words(comparison);
  if (comparison.verdict == Verdict::too_few_blocks) return;  // its interval is unbounded
  runner.ratio = comparison.ratio;
  runner.ratio_low = comparison.low;
  runner.ratio_high = comparison.high;
}

bool nothing_judged(const BestOf& best) {
  return std::ranges::none_of(best.comparisons,
                              [](const auto& c) { return c && c->verdict != Verdict::too_few_blocks; });
}

std::string conclude(const BestOf& best, const std::vector<RunnerResult>& runners) {
  if (best.contenders.size() > 1 && nothing_judged(best)) {
    const auto any = std::ranges::find_if(best.comparisons, [](const auto& c) { return c.has_value(); });
    const std::string words = in_words(**any);  // "not judged: 3 blocks, 9 are needed"
    return fmt::format("nothing is claimed{}", words.substr(std::min(words.find(':'), words.size())));
  }
  std::vector<std::string> names;
  for (const std::size_t index : best.contenders) names.push_back(runners[index].runner);
  if (names.size() <= 1)
    return names.empty() ? std::string(in_words(best)) : fmt::format("{} is {}", names[0], in_words(best));
  return fmt::format("{}: {}", in_words(best), fmt::join(names, ", "));
}

}  // namespace

BlockTimes times_by_block(const std::vector<const Sample*>& samples, std::int64_t blocks) {
  BlockTimes times(static_cast<std::size_t>(std::max<std::int64_t>(blocks, 0)));
  for (const Sample* sample : samples) {
    const auto block = static_cast<std::size_t>(sample->block);
    const auto time = time_of(*sample);
    if (time && sample->block >= 0 && block < times.size()) times[block] = time;
  }
  return times;
}

void judge(const std::vector<BlockTimes>& times, const Rule& rule, WorkloadSummary& workload) {
  std::vector<BlockTimes> at_best;
  for (const RunnerResult& runner : workload.runners)
    at_best.push_back(runner.best ? times[*runner.best] : BlockTimes());
  const BestOf best = judge_runners(at_best, rule);
  for (std::size_t i = 0; i < workload.runners.size(); ++i)
    if (best.comparisons[i] && workload.runners[i].best) fill_in(*best.comparisons[i], workload.runners[i]);
  for (const std::size_t index : best.contenders) workload.runners[index].contender = true;
  if (best.best) {
    RunnerResult& first = workload.runners[*best.best];
    first.verdict = best.contenders.size() == 1 ? Claim::best : Claim::one_of_the_best;
    first.words = best.contenders.size() == 1 ? in_words(best) : "lowest median";
  }
  workload.conclusion = conclude(best, workload.runners);
  workload.floor = rule.floor;
}

Rule rule_for(const Run& run, const std::string& kind) {
  Rule rule;
  if (const auto floor = run.floors.find(kind); floor != run.floors.end() && std::isfinite(floor->second))
    rule.floor = std::max(rule.floor, floor->second);
  return rule;
}

}  // namespace concbench::reports
