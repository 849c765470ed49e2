#include "bench/child/trace.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace concbench::bench {
namespace {

using std::chrono::nanoseconds;

// Numbers threads in the order in which they first appear.
class Threads {
 public:
  std::int64_t number(const ThreadNote& thread) {
    const auto [found, is_new] = numbers_.try_emplace(thread.number, static_cast<std::int64_t>(ids_.size()));
    if (is_new) ids_.push_back(thread.id);
    return found->second;
  }
  const std::vector<std::int64_t>& ids() const { return ids_; }

 private:
  std::unordered_map<std::int32_t, std::int64_t> numbers_;
  std::vector<std::int64_t> ids_;
};

bool any(const std::vector<std::int64_t>& values) {
  return std::ranges::any_of(values, [](std::int64_t value) { return value != 0; });
}

}  // namespace

Trace trace_of(const Traced& workload, std::chrono::steady_clock::time_point began, nanoseconds wall) {
  const auto records = workload.records();
  std::vector<std::size_t> by_begin(records.size());
  std::iota(by_begin.begin(), by_begin.end(), 0u);
  std::ranges::stable_sort(by_begin, {}, [&](std::size_t task) { return records[task].began_ns; });
  Threads threads;
  for (const std::size_t task : by_begin) threads.number(records[task].began_on);

  Trace trace;
  trace.wall_ns = wall.count();
  const std::int64_t zero = nanoseconds(began.time_since_epoch()).count();
  for (std::size_t task = 0; task < records.size(); ++task) {
    const TaskRecord& record = records[task];
    trace.began_by.push_back(threads.number(record.began_on));
    trace.ended_by.push_back(threads.number(record.ended_on));
    trace.begin_ns.push_back(record.began_ns - zero);
    trace.took_ns.push_back(record.ended_ns - record.began_ns);
    trace.shortest_ns.push_back(workload.shortest(task).count());
  }
  trace.threads = threads.ids();
  if (trace.ended_by == trace.began_by) trace.ended_by.clear();
  if (!any(trace.shortest_ns)) trace.shortest_ns.clear();
  return trace;
}

}  // namespace concbench::bench
