#include "reports/compare/measured_side.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reports/summary/case_summary.h"
#include "results/same_work.h"
#include "results/sample_time.h"

namespace concbench::reports {
namespace {

void take(const Sample& sample, MeasuredCase& one) {
  const bool better = one.sample && one.sample->status != "ok" && sample.status == "ok";
  if (!one.sample || better) one.sample = sample;
  if (one.inconsistent.empty()) one.inconsistent = other_work(*one.sample, sample);
}

void add(const std::vector<Remark>& more, std::vector<Remark>& remarks) {
  for (const Remark& one : more) {
    const auto same = std::ranges::find(remarks, one.text, &Remark::text);
    if (same == remarks.end())
      remarks.push_back(one);
    else
      same->samples += one.samples;
  }
}

void add(const CaseSummary& more, CaseSummary& all) {
  for (const auto count : {&CaseSummary::ok, &CaseSummary::failed, &CaseSummary::timeout,
                           &CaseSummary::skipped, &CaseSummary::tainted})
    all.*count += more.*count;
  add(more.reasons, all.reasons);
  add(more.taints, all.taints);
  if (all.time_ns || !more.time_ns) return;
  all.time_ns = more.time_ns;
  all.speedup = more.speedup;
}

}  // namespace

Interval MeasuredCase::seen() const {
  const Spread& time = *summary.time_ns;
  return levels.size() > 1 ? Interval{time.minimum, time.maximum}
                           : Interval{time.lower_quartile, time.upper_quartile};
}

MeasuredCase& MeasuredSide::at(const CaseSummary& one) {
  const auto [place, is_new] = places_.try_emplace(one.name, cases.size());
  if (is_new) cases.push_back({one, {}, {}, {}, {}});
  return cases[place->second];
}

void MeasuredSide::add(const Results& results) {
  Summary run = summarize(results);
  for (const CaseSummary& one : run.cases) {
    const bool is_known = places_.contains(one.name);
    MeasuredCase& all = at(one);
    if (is_known) reports::add(one, all.summary);
    if (one.time_ns) all.levels.push_back(one.time_ns->median);
    if (all.levels.size() > 1) set_times(all.levels, all.summary);
    if (one.speedup) all.speedups.push_back(*one.speedup);
    if (all.speedups.size() > 1) all.summary.speedup = median(all.speedups);
  }
  for (const Sample& sample : results.samples)
    if (const auto place = places_.find(sample.case_); place != places_.end())
      take(sample, cases[place->second]);
  for (const Sample& one : results.canaries) {
    if (!canary) canary = one;
    if (const auto time = time_of(one)) canary_logs.push_back(std::log(*time));
  }
  if (!run.complete)
    incomplete.push_back(runs.empty() ? run.incomplete
                                      : fmt::format("{}: {}", results.run.started, run.incomplete));
  runs.push_back(results.run);
  if (runs.size() == 1) summary = std::move(run);
}

const MeasuredCase* MeasuredSide::find(const std::string& name) const {
  const auto found = places_.find(name);
  return found == places_.end() ? nullptr : &cases[found->second];
}

}  // namespace concbench::reports
