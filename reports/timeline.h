// Who did which task and when, as rows of bars: what a timeline is drawn from.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <vector>

#include "reports/results.h"

namespace concbench::reports {

// A worker: a thread, a process of one thread, or an event loop. Threads that did a single task each and one
// after the other (a thread or process per task) share one.
struct TimelineWorker {
  std::int64_t threads = 0, tasks = 0;
  std::int64_t busy_ns = 0;  // in which at least one of its tasks was in progress
  // Tasks that overlap on one worker (coroutines) lie in lanes. A lane is a flat list of bars by time, four
  // numbers each: begin and length in nanoseconds, how many tasks, and the number of the first of them.
  std::vector<std::vector<std::int64_t>> lanes;
};
BOOST_DESCRIBE_STRUCT(TimelineWorker, (), (threads, tasks, busy_ns, lanes))

// Tasks that are shorter than 1/kBarsPerRun of the run become one bar where they follow each other within
// that time; a run of more than kMostBars bars is drawn more coarsely.
inline constexpr std::int64_t kBarsPerRun = 200;
inline constexpr std::size_t kMostBars = 1000;

// Where a task lies: its worker, and its lane there.
struct TaskPlace {
  std::size_t worker = 0, lane = 0;
};

// By task, as timeline_of lays them out.
std::vector<TaskPlace> places_of(const Trace&);

// Workers in the order in which they began; a task counts for the thread that began it.
std::vector<TimelineWorker> timeline_of(const Trace&);

}  // namespace concbench::reports
