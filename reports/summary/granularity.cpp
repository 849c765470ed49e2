#include "reports/summary/granularity.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/summary/summary.h"
#include "reports/words/units.h"
#include "reports/words/verdict_text.h"
#include "results/cases.h"
#include "results/sample_time.h"
#include "statistics/statistics.h"

namespace concbench::reports {
namespace {

struct Cut {
  std::vector<double> efficiencies;
  std::int64_t tainted = 0;
};
using Cuts = std::map<std::int64_t, Cut>;  // by the number of tasks

struct Series {
  std::string runner;
  std::int64_t concurrency;
  Cuts cuts;
};

// The times of one thread.
struct Alone {
  std::map<std::pair<std::int64_t, std::int64_t>, double> in_block;  // and of so many tasks
  std::vector<double> all;
};

Alone alone_of(const std::vector<const Sample*>& samples) {
  Alone alone;
  for (const Sample* sample : samples)
    if (const auto time = time_of(*sample); time && sample->runner == baseline_runner) {
      alone.in_block[{sample->block, sample->tasks}] = *time;
      alone.all.push_back(*time);
    }
  return alone;
}

// Each time is held against that of one thread with the same cut in the same block; where the program that
// measured took it apart, against the median of all.
std::vector<Series> series_of(const std::vector<const Sample*>& samples, const Alone& alone) {
  std::vector<Series> series;
  for (const Sample* sample : samples) {
    const auto time = time_of(*sample);
    if (!time || sample->runner == baseline_runner) continue;
    auto same = std::ranges::find_if(series, [&](const Series& s) {
      return s.runner == sample->runner && s.concurrency == sample->concurrency;
    });
    if (same == series.end()) same = series.insert(series.end(), {sample->runner, sample->concurrency, {}});
    const auto pair = alone.in_block.find({sample->block, sample->tasks});
    const double work = pair == alone.in_block.end() ? median(alone.all) : pair->second;
    Cut& cut = same->cuts[sample->tasks];
    cut.efficiencies.push_back(work / (*time * static_cast<double>(sample->concurrency)));
    cut.tainted += !sample->taints.empty();
  }
  return series;
}

void add_marks(const Results& results, GranularityResult& result) {
  const auto of_result = [&](const auto& record) {
    return record.runner == result.runner && record.concurrency == result.concurrency;
  };
  for (const Metg& metg : results.metgs) {
    if (!of_result(metg)) continue;
    const bool half = metg.efficiency < 0.7;
    (half ? result.metg_50 : result.metg_90) = metg.ns;
    (half ? result.metg_50_reason : result.metg_90_reason) = metg.reason;
  }
  for (const BreakEven& even : results.break_evens) {
    if (!of_result(even)) continue;
    result.break_even = even.ns;
    result.break_even_reason = even.reason;
  }
}

// The number in a reason is that of the points which are shown with it.
void say_the_most(GranularityResult& result) {
  const double most = std::ranges::max(result.points, {}, &GranularityPoint::efficiency).efficiency;
  for (const auto& [ns, reason] : {std::pair{result.metg_50, &result.metg_50_reason},
                                   {result.metg_90, &result.metg_90_reason},
                                   {result.break_even, &result.break_even_reason}})
    if (const auto number = reason->find(": "); !ns && !reason->empty())
      *reason = fmt::format("{}: {} at most", reason->substr(0, number), percent_text(most));
}

GranularityResult result_of(const Series& series, const Results& results, double work_ns) {
  GranularityResult result;
  result.runner = series.runner;
  result.concurrency = series.concurrency;
  for (const auto& [tasks, cut] : series.cuts)
    result.points.push_back({tasks, work_ns / static_cast<double>(tasks), median(cut.efficiencies),
                             std::ssize(cut.efficiencies), cut.tainted});
  add_marks(results, result);
  say_the_most(result);
  return result;
}

// The results come with the lowest break-even first.
std::string rule_of(const std::vector<GranularityResult>& results) {
  if (results.empty() || !results.front().break_even) return {};
  const GranularityResult& least = results.front();
  const std::string work = duration_text(*least.break_even);
  if (!least.break_even_reason.empty())
    return fmt::format(
        "The smallest tasks that pay are of ≤ {} of work: {} pays at {} down to there, and nothing smaller "
        "was "
        "tried.",
        work, least.runner, least.concurrency);
  return fmt::format(
      "With less than {} of work per task, stay sequential: below that no model measured here pays ({} is "
      "the first that does, at {}).",
      work, least.runner, least.concurrency);
}

// Most of what was measured must be undisturbed, else nothing follows from it.
std::string words_of(const Granularity& granularity) {
  const std::string disturbed = fmt::format("{} of {} samples were disturbed",
                                            count_text(granularity.tainted), count_text(granularity.samples));
  if (2 * granularity.tainted > granularity.samples)
    return disturbed + ", too many to say which tasks pay: measure again with nothing else running.";
  if (granularity.rule.empty() || granularity.tainted == 0) return granularity.rule;
  return fmt::format("{} ({}.)", granularity.rule, disturbed);
}

}  // namespace

std::optional<Granularity> granularity_of(const Results& results) {
  if (results.run.command != "granularity") return {};
  std::vector<const Sample*> samples = samples_that_count(results);
  std::erase_if(samples, [](const Sample* sample) { return sample->workload != cut_workload; });
  const Alone alone = alone_of(samples);
  if (alone.all.empty()) return {};
  Granularity granularity;
  granularity.work_ns = median(alone.all);
  granularity.samples = std::ssize(samples);
  granularity.tainted =
      std::ranges::count_if(samples, [](const Sample* sample) { return !sample->taints.empty(); });
  for (const Series& series : series_of(samples, alone))
    granularity.results.push_back(result_of(series, results, granularity.work_ns));
  std::ranges::stable_sort(granularity.results, [](const GranularityResult& a, const GranularityResult& b) {
    if (!a.break_even || !b.break_even) return a.break_even.has_value() && !b.break_even.has_value();
    return *a.break_even < *b.break_even;
  });
  if (2 * granularity.tainted <= granularity.samples) granularity.rule = rule_of(granularity.results);
  granularity.words = words_of(granularity);
  return granularity;
}

}  // namespace concbench::reports
