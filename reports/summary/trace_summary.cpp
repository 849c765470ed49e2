#include "reports/summary/trace_summary.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace concbench::reports {
namespace {

constexpr std::int64_t most_workers = 1'000'000;

std::vector<std::int64_t> combined(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b,
                                   auto operation) {
  std::vector<std::int64_t> result(a.size());
  std::ranges::transform(a, b, result.begin(), operation);
  return result;
}

void share_out(const Trace& trace, TraceSummary& summary) {
  std::vector<std::int64_t> busy;
  for (const TimelineWorker& worker : summary.timeline.workers) busy.push_back(worker.busy_ns);
  // Whoever entered and got no task was idle all the time.
  busy.resize(std::max(busy.size(),
                       static_cast<std::size_t>(std::clamp<std::int64_t>(trace.workers, 0, most_workers))));
  summary.workers = static_cast<std::int64_t>(busy.size());
  const double all = std::accumulate(busy.begin(), busy.end(), 0.0);
  if (trace.wall_ns > 0)
    summary.busy = all / (static_cast<double>(trace.wall_ns) * static_cast<double>(busy.size()));
  if (is_per_task(trace)) return;
  summary.imbalance = imbalance(busy);
  summary.fairness = fairness(busy);
}

}  // namespace

TraceSummary summarize_trace(const Trace& trace) {
  TraceSummary summary;
  summary.reason = trace.status == "ok" ? "" : trace.status + ": " + trace.reason;
  if (trace.status == "ok" && trace.begin_ns.empty()) summary.reason = "failed: no task was noted";
  if (!summary.reason.empty()) return summary;
  summary.wall_ns = trace.wall_ns;
  summary.threads = static_cast<std::int64_t>(trace.threads.size());
  summary.note_ns = trace.note_ns;
  summary.taints = trace.taints;
  for (std::size_t task = 0; task < trace.ended_by.size(); ++task)
    summary.moved += trace.ended_by[task] != trace.began_by[task];
  summary.completion = distribution_of(combined(trace.begin_ns, trace.took_ns, std::plus<>()));
  summary.own = distribution_of(trace.took_ns);
  if (!trace.shortest_ns.empty())
    summary.overshoot = distribution_of(combined(trace.took_ns, trace.shortest_ns, std::minus<>()));
  summary.timeline = timeline_of(trace);
  share_out(trace, summary);
  return summary;
}

bool is_distorted(const TraceSummary& trace, double median_ns) {
  constexpr double most = 1.5;
  const auto wall = static_cast<double>(trace.wall_ns);
  return trace.reason.empty() && (wall > most * median_ns || median_ns > most * wall);
}

}  // namespace concbench::reports
