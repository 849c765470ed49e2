#include "tests/support/made_up_traces.h"

#include <algorithm>
#include <set>

namespace concbench::reports {
namespace {

bool is_loop(const Sample& sample) {
  return sample.runner.find("coroutine") != std::string::npos;
}
bool is_per_task(const Sample& sample) {
  return sample.runner.find("per_task") != std::string::npos;
}

std::int64_t lanes_of(const Sample& sample) {
  const bool alone =
      sample.runner == "sequential" || (sample.runner == "coroutines" && sample.workload != "sleep");
  if (alone) return 1;
  const std::int64_t most =
      sample.workload == "sleep" ? sample.concurrency : std::min<std::int64_t>(sample.concurrency, 4);
  return std::clamp<std::int64_t>(most, 1, std::max<std::int64_t>(sample.tasks, 1));
}

// Of the thread that does this task in this lane.
std::int64_t thread_of(const Sample& sample, std::int64_t lane, std::int64_t task) {
  if (is_per_task(sample)) return task;
  return is_loop(sample) ? (sample.runner == "coroutines" ? 0 : lane % 2) : lane;
}

Trace trace_of(const Sample& sample) {
  Trace trace;
  trace.case_ = sample.case_;
  trace.wall_ns = sample.steady_ns.front();
  trace.note_ns = 180;
  const std::int64_t lanes = lanes_of(sample);
  trace.workers = is_loop(sample) ? 2 : sample.concurrency;
  std::vector<std::int64_t> free(static_cast<std::size_t>(lanes), trace.wall_ns / 100), ids;
  const std::int64_t share = trace.wall_ns * lanes / std::max<std::int64_t>(sample.tasks, 1);
  for (std::int64_t task = 0; task < sample.tasks; ++task) {
    const auto lane = std::ranges::min_element(free);
    const std::int64_t thread = thread_of(sample, lane - free.begin(), task);
    const auto known = std::ranges::find(ids, thread);
    trace.began_by.push_back(known - ids.begin());
    if (known == ids.end()) ids.push_back(thread);
    const std::int64_t took = share * (80 + task * 37 % 31) / 100;
    trace.begin_ns.push_back(*lane);
    trace.took_ns.push_back(took);
    if (sample.workload == "sleep") trace.shortest_ns.push_back(share * 3 / 4);
    *lane += took + share / 50;
  }
  for (const std::int64_t id : ids) trace.threads.push_back(4000 + id);
  return trace;
}

}  // namespace

std::vector<Trace> made_up_traces(const Results& results) {
  std::vector<Trace> traces;
  std::set<std::string> traced;
  for (const Sample& sample : results.samples)
    if (sample.status == "ok" && traced.insert(sample.case_).second) traces.push_back(trace_of(sample));
  return traces;
}

}  // namespace concbench::reports
