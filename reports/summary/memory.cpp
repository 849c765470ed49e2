#include "reports/summary/memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/words/units.h"
#include "statistics/statistics.h"

namespace concbench::reports {
namespace {

struct Weighed {
  std::vector<double> bytes;
  std::string method;
  std::int64_t tainted = 0;
};

struct Series {
  std::string runner;
  std::map<std::int64_t, Weighed> by_tasks;
  std::string stopped;
};

std::vector<Series> series_of(const Results& results) {
  std::vector<Series> all;
  for (const Sample& sample : results.samples) {
    auto same = std::ranges::find(all, sample.runner, &Series::runner);
    if (same == all.end()) same = all.insert(all.end(), {sample.runner, {}, {}});
    if (sample.status != "ok") {
      if (same->stopped.empty())
        same->stopped = fmt::format("before {} tasks: {}", count_text(sample.tasks), sample.reason);
    } else if (sample.memory_bytes) {
      Weighed& weighed = same->by_tasks[sample.tasks];
      weighed.bytes.push_back(static_cast<double>(*sample.memory_bytes));
      weighed.method = sample.memory_method;
      weighed.tainted += !sample.taints.empty();
    }
  }
  return all;
}

MemoryResult result_of(const Series& series) {
  MemoryResult result{series.runner, {}, series.stopped};
  for (const auto& [tasks, weighed] : series.by_tasks) {
    const double bytes = median(weighed.bytes);
    result.points.push_back({tasks, bytes, bytes / static_cast<double>(tasks), weighed.method,
                             std::ssize(weighed.bytes), weighed.tainted});
  }
  return result;
}

}  // namespace

std::optional<MemoryPerTask> memory_of(const Results& results) {
  if (results.run.command != "memory") return {};
  MemoryPerTask memory;
  for (const Series& series : series_of(results))
    if (MemoryResult result = result_of(series); !result.points.empty())
      memory.results.push_back(std::move(result));
  if (memory.results.empty()) return {};
  std::ranges::stable_sort(memory.results, {}, [](const MemoryResult& r) {
    return std::pair(-r.points.back().tasks, r.points.back().bytes_per_task);
  });
  const MemoryResult& least = memory.results.front();
  const MemoryPoint& most = least.points.back();
  memory.words =
      fmt::format("{} carries the most: {} in flight, {} a task, {} in all", least.runner,
                  count_text(most.tasks), memory_text(most.bytes_per_task), memory_text(most.bytes));
  return memory;
}

}  // namespace concbench::reports
