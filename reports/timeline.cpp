#include "reports/timeline.h"

#include <algorithm>

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

// First fit, by begin: as few workers as there were threads at once.
std::vector<Worker> workers_of(std::vector<Worker> threads) {
  std::vector<Worker> workers;
  std::vector<std::size_t> shared;  // those whose threads did a single task each
  for (Worker& thread : threads) {
    const bool is_single = thread.tasks.size() == 1;
    const auto free = std::ranges::find_if(shared, [&](std::size_t index) {
      return workers[index].tasks.back().end <= thread.tasks.front().begin;
    });
    if (is_single && free != shared.end()) {
      ++workers[*free].threads;
      workers[*free].tasks.push_back(thread.tasks.front());
      continue;
    }
    if (is_single) shared.push_back(workers.size());
    workers.push_back(std::move(thread));
  }
  return workers;
}

// First fit: as few lanes as there were tasks at once.
std::vector<std::vector<Task>> lanes_of(const std::vector<Task>& tasks) {
  std::vector<std::vector<Task>> lanes;
  for (const Task& task : tasks) {
    auto free = std::ranges::find_if(lanes, [&](const auto& lane) { return lane.back().end <= task.begin; });
    if (free == lanes.end()) free = lanes.emplace(lanes.end());
    free->push_back(task);
  }
  return lanes;
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

std::size_t bars_in(const std::vector<TimelineWorker>& workers) {
  std::size_t numbers = 0;
  for (const TimelineWorker& worker : workers)
    for (const auto& lane : worker.lanes) numbers += lane.size();
  return numbers / 4;
}

}  // namespace

std::vector<TaskPlace> places_of(const Trace& trace) {
  std::vector<TaskPlace> places(trace.begin_ns.size());
  const std::vector<Worker> workers = workers_of(tasks_by_thread(trace));
  for (std::size_t worker = 0; worker < workers.size(); ++worker) {
    const auto lanes = lanes_of(workers[worker].tasks);
    for (std::size_t lane = 0; lane < lanes.size(); ++lane)
      for (const Task& task : lanes[lane]) places[static_cast<std::size_t>(task.number)] = {worker, lane};
  }
  return places;
}

std::vector<TimelineWorker> timeline_of(const Trace& trace) {
  const std::vector<Worker> workers = workers_of(tasks_by_thread(trace));
  std::vector<std::vector<std::vector<Task>>> lanes;
  for (const Worker& worker : workers) lanes.push_back(lanes_of(worker.tasks));

  std::vector<TimelineWorker> rows;
  std::int64_t resolution = trace.wall_ns / kBarsPerRun;
  do {
    rows.clear();
    for (std::size_t i = 0; i < workers.size(); ++i) {
      TimelineWorker& row = rows.emplace_back();
      row.threads = workers[i].threads;
      row.tasks = static_cast<std::int64_t>(workers[i].tasks.size());
      row.busy_ns = busy_time(workers[i].tasks);
      for (const auto& lane : lanes[i]) row.lanes.push_back(bars_of(lane, resolution));
    }
    resolution = std::max<std::int64_t>(2 * resolution, 1);
  } while (bars_in(rows) > kMostBars && resolution < trace.wall_ns);
  return rows;
}

}  // namespace concbench::reports
