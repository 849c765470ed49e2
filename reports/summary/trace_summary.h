// What a traced run of a case shows.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/summary/timeline.h"
#include "results/results.h"
#include "statistics/distribution.h"

namespace concbench::reports {

struct TraceSummary {
  std::string reason;  // why there is none of the rest; empty where there is
  std::int64_t wall_ns = 0, threads = 0;
  std::int64_t moved = 0;  // tasks that ended on another thread than they began on
  double note_ns = 0;      // what the notes of a task cost
  // From the start of the run to the end of each task; each task's own time; and what that is above the
  // shortest time in which the task can be done, where it is known.
  std::optional<Distribution> completion, own, overshoot;
  std::int64_t workers = 0;  // those that entered, idle ones included
  // Of the workers' busy times; empty where a thread was started for each task: these are no workers to load.
  std::optional<double> imbalance, fairness;
  std::optional<double> busy;  // share of the run in which a worker had a task, on average
  std::vector<std::string> taints;
  bool distorted = false;  // so far from the case's time that it does not show what was timed
  Timeline timeline;       // without workers where there are too many traces to show (most_timelines)
};
BOOST_DESCRIBE_STRUCT(TraceSummary, (),
                      (reason, wall_ns, threads, moved, note_ns, completion, own, overshoot, workers,
                       imbalance, fairness, busy, taints, distorted, timeline))

// In a run of more traces only the best case of each runner keeps its timeline: a page must stay small enough
// to be sent.
inline constexpr std::size_t most_timelines = 100;

TraceSummary summarize_trace(const Trace&);

// Whether a run took so many times the median of those that were timed, or they of it.
bool is_distorted(const TraceSummary&, double median_ns);

}  // namespace concbench::reports
