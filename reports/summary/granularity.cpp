#include "reports/summary/granularity.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/summary/summary.h"
#include "reports/words/units.h"
#include "results/sample_time.h"
#include "statistics/statistics.h"

namespace concbench::reports {
namespace {

struct Cut {
  std::vector<double> times;
  std::int64_t tainted = 0;
};
using Cuts = std::map<std::int64_t, Cut>;  // by the number of tasks

struct Series {
  std::string runner;
  std::int64_t concurrency;
  Cuts cuts;
};

std::vector<Series> series_of(const Results& results) {
  std::vector<Series> series;
  for (const Sample& sample : results.samples) {
    if (sample.workload != cut_workload) continue;
    const auto time = time_of(sample);
    if (!time) continue;
    auto same = std::ranges::find_if(series, [&](const Series& s) {
      return s.runner == sample.runner && s.concurrency == sample.concurrency;
    });
    if (same == series.end()) same = series.insert(series.end(), {sample.runner, sample.concurrency, {}});
    Cut& cut = same->cuts[sample.tasks];
    cut.times.push_back(*time);
    cut.tainted += !sample.taints.empty();
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

GranularityResult result_of(const Series& series, double work_ns, const Results& results) {
  GranularityResult result;
  result.runner = series.runner;
  result.concurrency = series.concurrency;
  for (const auto& [tasks, cut] : series.cuts)
    result.points.push_back({tasks, work_ns / static_cast<double>(tasks),
                             work_ns / (median(cut.times) * static_cast<double>(series.concurrency)),
                             std::ssize(cut.times), cut.tainted});
  add_marks(results, result);
  return result;
}

// The results come with the lowest break-even first.
std::string rule_of(const std::vector<GranularityResult>& results) {
  if (results.empty() || !results.front().break_even) return {};
  const GranularityResult& least = results.front();
  return fmt::format(
      "With less than {} of work per task, stay sequential: below that no model measured here pays ({} is "
      "the "
      "first that does, at {}).",
      duration_text(*least.break_even), least.runner, least.concurrency);
}

}  // namespace

std::optional<Granularity> granularity_of(const Results& results) {
  if (results.run.command != "granularity") return {};
  const std::vector<Series> all = series_of(results);
  std::vector<double> whole;
  for (const Series& series : all)
    if (series.runner == baseline_runner)
      for (const auto& [tasks, cut] : series.cuts)
        whole.insert(whole.end(), cut.times.begin(), cut.times.end());
  if (whole.empty()) return {};
  Granularity granularity;
  granularity.work_ns = median(whole);
  for (const Series& series : all)
    if (series.runner != baseline_runner)
      granularity.results.push_back(result_of(series, granularity.work_ns, results));
  std::ranges::stable_sort(granularity.results, [](const GranularityResult& a, const GranularityResult& b) {
    if (!a.break_even || !b.break_even) return a.break_even.has_value() && !b.break_even.has_value();
    return *a.break_even < *b.break_even;
  });
  granularity.rule = rule_of(granularity.results);
  return granularity;
}

}  // namespace concbench::reports
