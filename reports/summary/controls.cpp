#include "reports/summary/controls.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "reports/summary/judgement.h"

namespace concbench::reports {
namespace {

// The twins of one case that have the same work, or those that have more.
CaseSamples twins_of(const Results& results, const Sample& of, bool same) {
  CaseSamples twins;
  for (const Sample& twin : results.twins)
    if (twin.of == of.case_ && twin.role != "again" && twin.role != "new" &&
        (twin.params == of.params) == same)
      twins.samples.push_back(&twin);
  return twins;
}

// Among its workload's other cases, as its claims are made.
Control control_of(const Results& results, const std::vector<CaseSamples>& cases, const CaseSamples& of,
                   const Rule& rule, const WorkloadSummary& workload) {
  enum Place : std::size_t { own, same, more };
  std::vector<BlockTimes> times{times_by_block(of),
                                times_by_block(twins_of(results, *of.samples.front(), true)),
                                times_by_block(twins_of(results, *of.samples.front(), false))};
  for (const RunnerResult& runner : workload.runners)
    for (const std::size_t other : runner.cases)
      if (&cases[other] != &of) times.push_back(times_by_block(cases[other]));
  const Rivals rivals(std::move(times), rule);
  Control control;
  control.of = of.name;
  const auto compare = [&](Place twin, Claim& claim, std::optional<double>& ratio) {
    if (!rivals.levels()[own] || !rivals.levels()[twin]) return;
    const Comparison comparison = rivals.compare(twin, own);
    claim = claim_of(comparison.verdict);
    ratio = comparison.ratio;
    if (std::isfinite(comparison.visible))
      control.visible = std::max(control.visible.value_or(0), comparison.visible);
  };
  compare(same, control.same, control.same_ratio);
  compare(more, control.more, control.more_ratio);
  return control;
}

bool judged(Claim claim) {
  return claim != Claim::none && claim != Claim::not_judged;
}

void count(const Control& control, Controls& controls) {
  const bool apart = control.same == Claim::slower || control.same == Claim::faster;
  controls.same += judged(control.same);
  controls.told_apart += apart;
  controls.more += judged(control.more);
  controls.seen += control.more == Claim::slower;
  controls.wrong += apart + (control.more == Claim::faster);
}

std::string words_of(const Controls& controls) {
  if (controls.same + controls.more == 0)
    return "Control: the same work was measured under two names, in too few rounds to judge it";
  std::string words =
      fmt::format("Control: the same work, measured under two names, was told apart in {} of {} comparisons",
                  controls.told_apart, controls.same);
  if (controls.more > 0)
    words +=
        fmt::format("; {} % more work was noticed in {} of {}", twin_percent, controls.seen, controls.more);
  double visible = 0;
  for (const Control& one : controls.found) visible = std::max(visible, one.visible.value_or(0));
  if (visible > 0)
    words += fmt::format("; a difference of {} would have been noticed", percent_text(visible));
  return words;
}

std::string warning_of(const Controls& controls) {
  std::vector<std::string> names;
  for (const Control& one : controls.found)
    if (one.same == Claim::slower || one.same == Claim::faster || one.more == Claim::faster)
      names.push_back(one.of);
  return fmt::format(
      "This run made a false claim about its own control, work whose time is known ({}): take its smaller "
      "differences for noise, and measure again with nothing else running",
      fmt::join(names, ", "));
}

}  // namespace

Controls controls_of(const Results& results, const std::vector<CaseSamples>& cases, Rule rule,
                     const std::vector<WorkloadSummary>& workloads) {
  Controls controls;
  for (const CaseSamples& of : cases) {
    const auto workload = std::ranges::find(workloads, of.workload, &WorkloadSummary::title);
    if (of.samples.empty() || workload == workloads.end() ||
        std::ranges::find(results.twins, of.name, &Sample::of) == results.twins.end())
      continue;
    rule.floor = workload->floor;
    rule.margin = workload->margin;
    controls.found.push_back(control_of(results, cases, of, rule, *workload));
    count(controls.found.back(), controls);
  }
  if (!controls.found.empty()) controls.words = words_of(controls);
  if (controls.wrong > 0) controls.warning = warning_of(controls);
  return controls;
}

}  // namespace concbench::reports
