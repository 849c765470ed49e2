// How it is run: a runner is one concurrency model.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "workloads/workload.h"

namespace concbench {

// The workers of a runner as the measuring side sees them. Lies in shared memory, so it works across fork.
class Workers {
 public:
  virtual ~Workers() = default;

  // Called by each worker (thread, process, event loop) once, in itself, before its first task. Workers
  // number from 0 and are fewer than or as many as Job::concurrency; a worker that takes the place of one
  // that has ended takes its number. Applies the placement and records pid, tid and CPU mask. Does not throw.
  virtual void enter(std::size_t worker) = 0;
};

struct Job {
  const Workload& workload;
  const WorkloadSpec& spec;
  std::size_t concurrency;  // at least 1
  std::size_t chunk;        // tasks claimed at a time; 0: the model's own way
  std::size_t cpus;         // CPUs this process may use, at least 1
  Workers& workers;
};

// The constructor makes what the model keeps between runs (threads, processes, loops); the destructor leaves
// none of it behind. Used from one thread. Job's references must outlive the runner.
class Runner {
 public:
  virtual ~Runner() = default;

  // Executes every task once and returns when all results are visible to the caller. Throws the first
  // exception that a task threw (from another process: std::runtime_error with its message), or
  // std::runtime_error for a worker that died; no task is in progress then. A runner that threw is only good
  // for destruction.
  virtual Tally run() = 0;
};

// What one unit of concurrency is made of; it decides which limits of the system apply.
enum class Unit { none, thread, process, coroutine };

// One row of the table of runners.
struct RunnerEntry {
  std::string_view name;
  std::string_view summary;  // a line for people
  std::string_view python;   // what the model is called in Python; empty where it has none
  Unit unit;                 // none: the runner has concurrency 1 always
  bool chunked;              // whether Job::chunk applies
  std::chrono::nanoseconds
      task_cost;  // typical overhead per task; used for nothing but the estimated duration
  // Throws std::system_error where the system refuses a thread, process or descriptor.
  std::unique_ptr<Runner> (*make)(const Job&);
  bool one_thread = false;  // whatever the concurrency, one thread does it all
};

// The largest concurrency that runners of this unit support.
constexpr std::size_t max_concurrency(Unit unit) {
  switch (unit) {
    case Unit::none:
      return 1;
    case Unit::thread:
    case Unit::process:
      return 1024;
    case Unit::coroutine:
      return 1'000'000;
  }
  return 1;
}

// The row of that name, or nullptr.
const RunnerEntry* find(std::span<const RunnerEntry> table, std::string_view name);

}  // namespace concbench
