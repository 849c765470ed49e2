// What a task in flight weighs: what a file of `concbench memory` shows.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/results.h"

namespace concbench::reports {

struct MemoryPoint {
  std::int64_t tasks = 0;  // in flight at once
  double bytes = 0;        // of all of them: median over the samples
  double bytes_per_task = 0;
  std::string method;  // "sampled_pss", "peak_rss"
  std::int64_t samples = 0, tainted = 0;
};
BOOST_DESCRIBE_STRUCT(MemoryPoint, (), (tasks, bytes, bytes_per_task, method, samples, tainted))

struct MemoryResult {
  std::string runner;
  std::vector<MemoryPoint> points;  // the fewest tasks first
  std::string stopped;              // where and why it goes no further
};
BOOST_DESCRIBE_STRUCT(MemoryResult, (), (runner, points, stopped))

struct MemoryPerTask {
  std::vector<MemoryResult> results;  // the least bytes a task first, where the most tasks are in flight
  std::string words;
};
BOOST_DESCRIBE_STRUCT(MemoryPerTask, (), (results, words))

// Empty where the file holds nothing of the kind.
std::optional<MemoryPerTask> memory_of(const Results&);

}  // namespace concbench::reports
