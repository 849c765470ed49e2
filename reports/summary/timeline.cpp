#include "reports/summary/timeline.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

namespace concbench::reports {
namespace {

struct Task {
  std::int64_t number = 0, begin = 0, end = 0;
};

// The tasks of one thread, or of several that lived one after the other, by their begin.
struct Worker {
  std::int64_t threads = 1;
  std::vector<Task> tasks;
};

// By thread, which are numbered by their first task's begin.
std::vector<Worker> tasks_by_thread(const Trace& trace) {
  std::vector<Worker> threads(trace.threads.size());
  for (std::size_t task = 0; task < trace.begin_ns.size(); ++task)
    threads[static_cast<std::size_t>(trace.began_by[task])].tasks.push_back(
        {static_cast<std::int64_t>(task), trace.begin_ns[task], trace.begin_ns[task] + trace.took_ns[task]});
  std::erase_if(threads, [](const Worker& one) { return one.tasks.empty(); });
  for (Worker& one : threads) std::ranges::sort(one.tasks, {}, &Task::begin);
  std::ranges::stable_sort(threads, {}, [](const Worker& one) { return one.tasks.front().begin; });
  return threads;
}

// Gives out lanes by first fit: as few as there are tasks at once, the lowest that is free first. Tasks come
// by their begin.
class Lanes {
 public:
  std::size_t take(std::int64_t begin, std::int64_t end) {
    for (; !busy_.empty() && busy_.top().first <= begin; busy_.pop()) free_.push(busy_.top().second);
    const std::size_t lane = free_.empty() ? lanes_++ : free_.top();
    if (!free_.empty()) free_.pop();
    busy_.emplace(end, lane);
    return lane;
  }

 private:
  template <class T>
  using Least = std::priority_queue<T, std::vector<T>, std::greater<>>;
  Least<std::pair<std::int64_t, std::size_t>> busy_;  // by end
  Least<std::size_t> free_;
  std::size_t lanes_ = 0;
};

// Threads that were started for a task each are no workers: those of them that lived one after the other are
// one.
std::vector<Worker> workers_of(const Trace& trace) {
  std::vector<Worker> threads = tasks_by_thread(trace);
  if (!is_per_task(trace)) return threads;
  Lanes slots;
  std::vector<Worker> workers;
  for (Worker& thread : threads) {
    const std::size_t slot = slots.take(thread.tasks.front().begin, thread.tasks.back().end);
    if (slot == workers.size()) {
      workers.push_back(std::move(thread));
      continue;
    }
    ++workers[slot].threads;
    workers[slot].tasks.insert(workers[slot].tasks.end(), thread.tasks.begin(), thread.tasks.end());
  }
  return workers;
}

std::vector<std::vector<Task>> lanes_of(const std::vector<Task>& tasks) {
  Lanes lanes;
  std::vector<std::vector<Task>> result;
  for (const Task& task : tasks) {
    const std::size_t lane = lanes.take(task.begin, task.end);
    if (lane == result.size()) result.emplace_back();
    result[lane].push_back(task);
  }
  return result;
}

std::vector<std::int64_t> bars_of(const std::vector<Task>& lane, std::int64_t resolution) {
  std::vector<std::int64_t> bars;
  std::int64_t begin = 0, end = 0, tasks = 0, first = 0;
  const auto put = [&] {
    if (tasks > 0) bars.insert(bars.end(), {begin, end - begin, tasks, first});
  };
  for (const Task& task : lane) {
    if (tasks > 0 && task.end - begin <= resolution) {
      end = task.end;
      ++tasks;
      continue;
    }
    put();
    begin = task.begin, end = task.end, tasks = 1, first = task.number;
  }
  put();
  return bars;
}

std::int64_t busy_time(const std::vector<Task>& tasks) {
  std::int64_t busy = 0, until = 0;
  for (const Task& task : tasks) {
    busy += std::max<std::int64_t>(task.end - std::max(task.begin, until), 0);
    until = std::max(until, task.end);
  }
  return busy;
}

}  // namespace

bool is_per_task(const Trace& trace) {
  return static_cast<std::int64_t>(trace.threads.size()) > std::max<std::int64_t>(trace.workers, 1);
}

std::vector<TaskPlace> places_of(const Trace& trace) {
  std::vector<TaskPlace> places(trace.begin_ns.size());
  const std::vector<Worker> workers = workers_of(trace);
  for (std::size_t worker = 0; worker < workers.size(); ++worker) {
    const auto lanes = lanes_of(workers[worker].tasks);
    for (std::size_t lane = 0; lane < lanes.size(); ++lane)
      for (const Task& task : lanes[lane]) places[static_cast<std::size_t>(task.number)] = {worker, lane};
  }
  return places;
}

Timeline timeline_of(const Trace& trace) {
  Timeline timeline;
  std::vector<std::vector<std::vector<Task>>> lanes;
  for (const Worker& worker : workers_of(trace)) {
    lanes.push_back(lanes_of(worker.tasks));
    timeline.lanes += std::ssize(lanes.back());
    timeline.workers.push_back({worker.threads, std::ssize(worker.tasks), busy_time(worker.tasks), {}});
  }
  timeline.every = (timeline.lanes + most_lanes - 1) / most_lanes;
  std::int64_t resolution = trace.wall_ns / bars_per_run;
  for (std::size_t bars = most_bars + 1; bars > most_bars && resolution < 2 * trace.wall_ns;
       resolution = 2 * resolution + 1) {
    bars = 0;
    std::int64_t number = 0;
    for (std::size_t worker = 0; worker < lanes.size(); ++worker) {
      timeline.workers[worker].lanes.clear();
      for (const auto& lane : lanes[worker])
        if (number++ % timeline.every == 0)
          bars += timeline.workers[worker].lanes.emplace_back(bars_of(lane, resolution)).size() / 4;
    }
  }
  return timeline;
}

}  // namespace concbench::reports
