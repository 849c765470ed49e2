// Who did which task and when, as rows of bars: what a timeline is drawn from.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <vector>

#include "results/results.h"

namespace concbench::reports {

// A worker: a thread, a process of one thread, or an event loop; where threads were started for a task each,
// those that lived one after the other.
struct TimelineWorker {
  std::int64_t threads = 0, tasks = 0;
  std::int64_t busy_ns = 0;  // in which at least one of its tasks was in progress
  // Tasks that overlap on one worker (coroutines) lie in lanes. A lane is a flat list of bars by time, four
  // numbers each: begin and length in nanoseconds, how many tasks, and the number of the first of them.
  std::vector<std::vector<std::int64_t>> lanes;
};
BOOST_DESCRIBE_STRUCT(TimelineWorker, (), (threads, tasks, busy_ns, lanes))

struct Timeline {
  std::vector<TimelineWorker> workers;  // in the order in which they began
  std::int64_t lanes = 0;               // of all workers
  std::int64_t every = 1;               // so many lanes is one drawn, as there are more than most_lanes
};
BOOST_DESCRIBE_STRUCT(Timeline, (), (workers, lanes, every))

// Tasks that are shorter than 1/bars_per_run of the run become one bar where they follow each other within
// that time; a run of more than most_bars bars is drawn more coarsely.
inline constexpr std::int64_t bars_per_run = 200;
inline constexpr std::size_t most_bars = 1000;
inline constexpr std::int64_t most_lanes = 256;

// Whether there were more threads than workers entered: a thread or a process for every task.
bool is_per_task(const Trace&);

// Where a task lies: its worker, and its lane there.
struct TaskPlace {
  std::size_t worker = 0, lane = 0;
};

// By task, as timeline_of lays them out.
std::vector<TaskPlace> places_of(const Trace&);

// A task counts for the thread that began it.
Timeline timeline_of(const Trace&);

}  // namespace concbench::reports
