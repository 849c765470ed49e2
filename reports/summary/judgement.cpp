#include "reports/summary/judgement.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "reports/summary/case_summary.h"
#include "reports/words/verdict_text.h"
#include "results/sample_time.h"

namespace concbench::reports {
namespace {

// The workload's cases as rivals, by index in Summary::cases.
class Cases {
 public:
  Cases(const std::vector<CaseSamples>& cases, const Rule& rule, const WorkloadSummary& workload)
      : times_(times_of(cases, workload)), rivals_(times_, rule) {}

  const Rivals& rivals() const { return rivals_; }
  const BlockTimes& times(std::size_t place) const { return times_[place]; }
  std::size_t at(std::size_t index) const { return places_.at(index); }
  const std::map<std::size_t, std::size_t>& places() const { return places_; }

 private:
  std::vector<BlockTimes> times_of(const std::vector<CaseSamples>& cases, const WorkloadSummary& workload) {
    std::vector<BlockTimes> times;
    for (const RunnerResult& runner : workload.runners)
      for (const std::size_t index : runner.cases) {
        places_[index] = times.size();
        times.push_back(times_by_block(cases[index]));
      }
    return times;
  }

  std::map<std::size_t, std::size_t> places_;  // before times_, with which it is filled
  std::vector<BlockTimes> times_;
  Rivals rivals_;
};

// What is judged comes first, of that the lowest time: three samples are no match for twenty. What has no
// time comes last; what is equal keeps its order in the plan.
void rank(const Cases& cases, const std::vector<CaseSummary>& summaries, WorkloadSummary& workload) {
  const auto place = [&](std::size_t index) {
    return std::pair(!cases.rivals().judged(cases.at(index)), summaries[index].time_ns->median);
  };
  for (RunnerResult& runner : workload.runners) {
    runner.best.reset();
    for (const std::size_t index : runner.cases)
      if (summaries[index].time_ns && (!runner.best || place(index) < place(*runner.best)))
        runner.best = index;
    std::ranges::stable_sort(runner.cases, {}, [&](std::size_t i) { return summaries[i].concurrency; });
  }
  std::ranges::stable_sort(workload.runners, [&](const RunnerResult& a, const RunnerResult& b) {
    if (!a.best || !b.best) return a.best.has_value() && !b.best.has_value();
    return place(*a.best) < place(*b.best);
  });
}

Against against(const Comparison& comparison, const BlockTimes& ours, const BlockTimes& theirs) {
  Against result;
  result.verdict = claim_of(comparison.verdict);
  result.likely = claim_of(comparison.likely);
  result.ratio = comparison.ratio;
  for (std::size_t block = 0; block < std::min(ours.size(), theirs.size()); ++block) {
    if (!ours[block] || !theirs[block]) continue;
    ++result.blocks;
    result.faster += *ours[block] < *theirs[block];
  }
  const auto set = [](Interval interval, std::optional<double>& low, std::optional<double>& high) {
    if (!interval.bounded() || interval.low <= 0) return;
    low = interval.low;
    high = interval.high;
  };
  set(comparison.sure, result.low, result.high);
  set(comparison.alone, result.low_alone, result.high_alone);
  return result;
}

void judge_runner(const Cases& cases, const RunnerResult& leader, const RunnerResult* baseline,
                  const std::vector<RunnerResult*>& timed, RunnerResult& runner) {
  const std::size_t own = cases.at(*runner.best);
  const bool is_judged = cases.rivals().judged(own);
  runner.contender = is_judged && cases.rivals().may_be_best(own);
  const auto with = [&](const Comparison& compared, const RunnerResult& other) {
    return against(compared, cases.times(own), cases.times(cases.at(*other.best)));
  };
  if (baseline && baseline != &runner)
    runner.against_one_thread = with(cases.rivals().compare(own, cases.at(*baseline->best)), *baseline);
  const Comparison comparison = cases.rivals().compare(own, cases.at(*leader.best));
  if (&runner != &leader) {
    runner.verdict = is_judged ? claim_of(comparison.verdict) : Claim::not_judged;
    runner.words = in_words(comparison);
    runner.against_best = with(comparison, leader);
    if (comparison.verdict != Verdict::too_few_blocks) {
      runner.ratio = comparison.ratio;
      runner.ratio_low = comparison.sure.low;
      runner.ratio_high = comparison.sure.high;
    }
  }
  if (!runner.contender) return;
  // Of one that lost samples nothing can be sure; that it is far behind, what is left of them may show.
  runner.as_good = runner.likely_as_good = true;
  for (const RunnerResult* other : timed) {
    if (other == &runner) continue;
    const Comparison to = cases.rivals().compare(own, cases.at(*other->best));
    const bool lost = !cases.rivals().judged(cases.at(*other->best));
    runner.as_good = runner.as_good && (lost ? to.alone.high < 1 : to.sure.high <= 1 + to.margin);
    runner.likely_as_good = runner.likely_as_good && to.alone.high <= 1 + to.margin;
  }
}

std::string conclude(const WorkloadSummary& workload, const RunnerResult* leader) {
  if (!leader) return "none has a time";
  std::vector<std::string> names;
  for (const RunnerResult& runner : workload.runners)
    if (runner.contender) names.push_back(runner.runner);
  const auto timed =
      std::ranges::count_if(workload.runners, [](const RunnerResult& r) { return r.best.has_value(); });
  if (timed == 1) return fmt::format("{} is the only one with a time", leader->runner);
  if (names.empty()) {
    const auto other =
        std::ranges::find_if(workload.runners, [&](const RunnerResult& r) { return r.best && &r != leader; });
    return fmt::format("{} was the fastest; nothing is claimed: {}", leader->runner,
                       other->words.substr(other->words.find(':') + 2));
  }
  if (names.size() == 1 && leader->as_good) return fmt::format("{} is the best", names.front());
  std::vector<std::string> lost;
  for (const RunnerResult& runner : workload.runners)
    if (runner.verdict == Claim::not_judged) lost.push_back(runner.runner);
  return fmt::format(
      "{} {}{}",
      names.size() == 1 ? "of those judged the best is" : "one of these is the best:", fmt::join(names, ", "),
      lost.empty() ? "" : fmt::format("; not judged: {}", fmt::join(lost, ", ")));
}

}  // namespace

BlockTimes times_by_block(const CaseSamples& one) {
  BlockTimes times;
  for (const Sample* sample : samples_that_count(one)) {
    const auto time = time_of(*sample);
    if (!time || sample->block < 0) continue;
    const auto block = static_cast<std::size_t>(sample->block);
    times.resize(std::max(times.size(), block + 1));
    times[block] = time;
  }
  return times;
}

std::vector<Look> looks_of(const Results& results) {
  const std::vector<PlannedLook>& planned = results.run.looks;
  const auto is_share = [](const PlannedLook& look) { return look.alpha > 0 && look.alpha < 0.5; };
  if (planned.empty() || planned.size() > 2 || !std::ranges::all_of(planned, is_share)) return {Look()};
  std::map<std::int64_t, std::int64_t> samples;  // by block
  for (const Sample& sample : results.samples) samples[sample.block] += sample.attempt == 0;
  std::int64_t ended = samples.empty() ? 0 : samples.rbegin()->first + 1;
  const auto is_look = [&](std::int64_t block) {
    return std::ranges::find(planned, block, &PlannedLook::blocks) != planned.end();
  };
  // A block that the budget cut is not whole, and nothing was looked at after it.
  if (samples.size() > 1 && samples.rbegin()->second < std::next(samples.rbegin())->second && is_look(ended))
    --ended;
  std::vector<Look> looks;
  for (const PlannedLook& look : planned) {
    if (look.blocks > ended) break;
    looks.push_back({static_cast<std::size_t>(look.blocks), look.alpha});
  }
  if (looks.empty()) {  // cut short, not by what was seen: the shares of all looks are left
    double alpha = 0;
    for (const PlannedLook& look : planned) alpha += look.alpha;
    return {{all_blocks, alpha}};
  }
  if (planned[looks.size() - 1].blocks < ended) looks.push_back({all_blocks, planned.back().alpha});
  return looks;
}

Rule rule_of(const Results& results, const std::vector<CaseSamples>& cases) {
  Rule rule{.looks = looks_of(results), .family = 0};
  std::map<std::string, std::set<std::string>> runners;
  for (const CaseSamples& one : cases) runners[one.workload].insert(one.runner);
  for (const auto& [workload, names] : runners) rule.family += pairs_among(names.size());
  return rule;
}

double floor_of(const Run& run, const std::string& kind) {
  const auto own = run.floors.find(kind);
  return own != run.floors.end() && std::isfinite(own->second) ? std::max(Rule().floor, own->second)
                                                               : Rule().floor;
}

void judge(const std::vector<CaseSamples>& all, Rule rule, Summary& summary, WorkloadSummary& workload) {
  rule.floor = floor_of(summary.run, workload.kind);
  rule.margin = std::max(rule.margin, rule.floor);
  workload.floor = rule.floor;
  workload.margin = rule.margin;

  const Cases cases(all, rule, workload);
  std::size_t timed = 0;
  for (const auto& [index, place] : cases.places()) {
    if (!cases.rivals().levels()[place]) continue;
    set_times(cases.rivals().adjusted(place), summary.cases[index]);
    ++timed;
  }
  workload.needed = blocks_needed(timed, rule.family, rule.looks.back().alpha);
  rank(cases, summary.cases, workload);

  const bool any = !workload.runners.empty() && workload.runners.front().best;
  RunnerResult* leader = any ? &workload.runners.front() : nullptr;
  const RunnerResult* baseline = nullptr;
  std::vector<RunnerResult*> runners;
  for (RunnerResult& runner : workload.runners) {
    if (!runner.best) continue;
    if (runner.runner == baseline_runner) baseline = &runner;
    runners.push_back(&runner);
  }
  for (RunnerResult* runner : runners) judge_runner(cases, *leader, baseline, runners, *runner);
  if (leader) {
    const bool alone =
        std::ranges::count(workload.runners, true, &RunnerResult::contender) == 1 && leader->as_good;
    leader->verdict = alone ? Claim::best : Claim::one_of_the_best;
    leader->words = alone ? "the best" : "lowest time";
  }
  workload.conclusion = conclude(workload, leader);
}

}  // namespace concbench::reports
