// How small a task may be: what a file of `concbench granularity` shows.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/results.h"

namespace concbench::reports {

// The workload that is cut into tasks, and the runner that its whole time is taken from.
inline constexpr const char* cut_workload = "spin";

// One size of task under one runner, over its samples.
struct GranularityPoint {
  std::int64_t tasks = 0;
  double task_ns = 0;     // the planned work of a task: Granularity::work_ns / tasks
  double efficiency = 0;  // that time / (time x concurrency), median over the pairs
  std::int64_t samples = 0, tainted = 0;
};
BOOST_DESCRIBE_STRUCT(GranularityPoint, (), (tasks, task_ns, efficiency, samples, tainted))

struct GranularityResult {
  std::string runner;
  std::int64_t concurrency = 0;
  std::vector<GranularityPoint> points;    // the largest tasks first
  std::optional<double> metg_50, metg_90;  // ns; at most that where there is a reason; empty: see there
  std::string metg_50_reason, metg_90_reason;
  std::optional<double> break_even;  // ns of work, in the same way
  std::string break_even_reason;
};
BOOST_DESCRIBE_STRUCT(GranularityResult, (),
                      (runner, concurrency, points, metg_50, metg_90, metg_50_reason, metg_90_reason,
                       break_even, break_even_reason))

struct Granularity {
  double work_ns = 0;                      // of all tasks together on one thread
  std::int64_t samples = 0, tainted = 0;   // that count
  std::vector<GranularityResult> results;  // the lowest break-even first, then those without one
  std::string rule;                        // what follows for a person; empty where too much was disturbed
  std::string words;                       // the rule, or why there is none, and what it stands on
};
BOOST_DESCRIBE_STRUCT(Granularity, (), (work_ns, samples, tainted, results, rule, words))

// Empty where the file holds nothing of the kind.
std::optional<Granularity> granularity_of(const Results&);

}  // namespace concbench::reports
