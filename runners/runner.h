// How it is run: a runner is one concurrency model.
#pragma once

#include <algorithm>
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
  // number from 0 and are at most Footprint::workers; a worker that takes the place of one that has ended
  // takes its number. Applies the placement and records pid, tid and CPU mask. Does not throw.
  virtual void enter(std::size_t worker) = 0;
};

struct Job {
  const Workload& workload;
  const WorkloadSpec& spec;
  const Params& params;     // the runner's own, all of them, canonical
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

  // Before every run, untimed: Workload::prepare() wherever its tasks will run. Returns what that returns.
  virtual bool prepare(const Workload& workload) { return workload.prepare(); }

  // Executes every task once and returns when all results are visible to the caller. Throws the first
  // exception that a task threw (from another process: std::runtime_error with its message), or
  // std::runtime_error for a worker that died; no task is in progress then. A runner that threw is only good
  // for destruction.
  virtual Tally run() = 0;
};

// What a job takes of the system beside the process that measures it.
struct Footprint {
  std::size_t threads = 0;
  std::size_t processes = 0;    // where there are any, tasks run in them and nowhere else
  std::size_t descriptors = 0;  // open files in the measuring process
  std::size_t workers = 1;      // that enter
};

// What a footprint depends on.
struct JobSize {
  std::size_t concurrency, tasks, cpus;
  bool waits = true;  // tasks may block, so that event loops have helper threads
};

// When a model starts its workers.
enum class Start {
  once,      // in the constructor: they are there before the first run
  lazily,    // in the first run, and keeps them
  per_task,  // for every task anew
};

// One row of the table of runners. Plans and tests go by its traits, never by its name.
struct RunnerEntry {
  std::string_view name;
  std::string_view summary;      // a line for people
  std::string_view python = {};  // what the model is called in Python; empty where it has none
  Needs gives = {Need::shared_memory, Need::one_host, Need::order, Need::cpp};
  std::span<const Parameter> parameters = {};
  std::size_t most_concurrency;  // 1: it always has concurrency 1
  // How it hands out tasks unless Job::chunk says otherwise: "guided", "auto"; "1": one at a time; empty: it
  // has no chunks, and Job::chunk does not apply.
  std::string_view own_chunk = {};
  Start start = Start::once;
  // A library's own runtime starts the threads or switches the stacks: it does not tell of a thread that the
  // system refuses, and ThreadSanitizer cannot look into it.
  bool own_runtime = false;
  bool own_stacks = false;  // tasks run on stacks that AddressSanitizer does not know
  Footprint (*footprint)(const JobSize&) = [](const JobSize&) { return Footprint{}; };
  // Throws std::system_error where the system refuses a thread, process or descriptor; Unsupported.
  std::unique_ptr<Runner> (*make)(const Job&);
  bool baseline = false;  // every speedup is told against this one
  bool team = false;      // the one that adds least to the work itself, by which other work is bounded
  bool usual = true;      // whether a selection that names no runner holds it
  std::string_view absent =
      {};  // why this build cannot run it, "built without OpenMP"; its other fields say nothing
};

// The row that stands for a runner whose library was not there when the program was built.
constexpr RunnerEntry absent_runner(std::string_view name, std::string_view why) {
  return {.name = name,
          .summary = why,
          .gives = {Need::shared_memory, Need::one_host, Need::order, Need::nesting, Need::cpp},
          .most_concurrency = 1'000'000,
          .make = nullptr,
          .usual = false,
          .absent = why};
}

// The rows in the order of runners/CMakeLists.txt. To add a runner: write its file, which defines one
// RunnerEntry, and its name there.
std::span<const RunnerEntry> runner_table();

// The row that speedups are told against, or nullptr.
inline const RunnerEntry* baseline_of(std::span<const RunnerEntry> table) {
  const auto row = std::ranges::find_if(table, &RunnerEntry::baseline);
  return row == table.end() ? nullptr : &*row;
}

}  // namespace concbench
