// What is done: a workload is a number of independent tasks whose results are known beforehand.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "system/error.h"
#include "system/find.h"
#include "workloads/parameter.h"
#include "workloads/worker.h"

namespace concbench {

// What a run returns: the sum of the tasks' results modulo 2^64, and how many tasks ran.
struct Tally {
  std::uint64_t sum = 0;
  std::uint64_t tasks = 0;

  void add(std::uint64_t result) {
    sum += result;
    ++tasks;
  }
  Tally& operator+=(const Tally& other) {
    sum += other.sum;
    tasks += other.tasks;
    return *this;
  }
  bool operator==(const Tally&) const = default;
};

// All that another process or host needs to make the same tasks again. `params` holds every parameter of
// the workload, in canonical form (see parameter.h). `wrappers` change it from outside, the innermost first:
// `traced` (traced.h).
struct WorkloadSpec {
  std::string name;
  Params params;
  std::vector<std::string> wrappers{};
};

// The user's own input (a folder of images or files) cannot be used. The message names the file.
struct InputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Immutable once made; run() is safe from any worker, in this process or a forked one.
class Workload {
 public:
  virtual ~Workload() = default;

  // Number of tasks; at least 1.
  virtual std::size_t size() const = 0;

  // Does task number `task`, which is below size(), and returns when it is done. Where it waits, it asks the
  // worker. The result depends on `task` alone.
  virtual std::uint64_t run(std::size_t task, Worker&) const = 0;

  // Whether a task waits for anything but a CPU: then a coroutine without a form of its own (awaited.h) runs
  // it on a helper thread.
  virtual bool blocks() const { return false; }

  // Called once in a worker process that is kept between runs: touches the shared memory that tasks will use,
  // so that no steady run pays for pages met for the first time. Who starts a process for each task pays each
  // time.
  virtual void touch() const {}

  // Called before a run, untimed: evicts caches, clears outputs. Returns whether there was anything to do; if
  // so, each run must be prepared anew and runs cannot be timed in batches.
  virtual bool prepare() const { return false; }

  // The tally of a correct run, computed by another way than run(): it must expose a task that was skipped or
  // done twice.
  virtual Tally expected() const = 0;

  // Called after a run, untimed: throws std::runtime_error, naming the first task whose output is wrong.
  virtual void check_outputs() const {}

  // The shortest wall time in which `concurrency` tasks at a time can correctly finish a run; 0 where none is
  // known.
  virtual std::chrono::nanoseconds lower_bound(std::size_t /*concurrency*/) const { return {}; }

  // The shortest time in which that task can be done; 0 where none is known. What it takes above is
  // overshoot.
  virtual std::chrono::nanoseconds shortest(std::size_t /*task*/) const { return {}; }

  // Bytes of input that one run reads; 0 where bytes do not describe the work.
  virtual std::uint64_t bytes() const { return 0; }

  // What a reader of the result must know about how the tasks were really done ("page cache warm").
  virtual std::vector<std::string> notes() const { return {}; }
};

// What a workload needs of a model to be right under it.
enum class Need {
  shared_memory,  // what a task writes is seen by the caller
  one_host,       // tasks run where the workload was made
  order,          // tasks begin in the order of their numbers: one may wait for lower ones
  nesting,        // both parts of Worker::parallel_invoke may run at once
  cpp,            // tasks are this program's own code
};
inline constexpr std::string_view need_names[] = {"shared memory", "one host", "order", "nesting", "C++"};

// A set of needs: of a workload, what it needs; of a runner, what it gives.
class Needs {
 public:
  constexpr Needs(std::initializer_list<Need> needs) {
    for (const Need need : needs) bits_ |= bit(need);
  }
  constexpr bool has(Need need) const { return (bits_ & bit(need)) != 0; }
  constexpr bool covers(const Needs& needed) const { return (needed.bits_ & ~bits_) == 0; }
  // Those of `needed` that are not in here, in words: "shared memory, order"; empty where all are.
  std::string missing(const Needs& needed) const;

 private:
  static constexpr unsigned bit(Need need) { return 1U << static_cast<unsigned>(need); }
  unsigned bits_ = 0;
};

enum class Kind { cpu, io, overhead };
std::string_view to_string(Kind);

// One row of the table of workloads.
struct WorkloadEntry {
  std::string_view name;
  Kind kind;
  std::string_view summary;  // a line for people: what one task does
  std::string_view task;     // plural noun for one task, used in "images/s"
  Needs needs = {};
  std::span<const Parameter> parameters;
  // How many tasks a workload of these parameters has, without making it. Throws InputError.
  std::size_t (*tasks)(const Params&) = [](const Params& params) { return count(params, "tasks"); };
  // Throws InputError, Unsupported, or std::exception where the system fails.
  std::unique_ptr<Workload> (*make)(const Params&);
  std::size_t descriptors = 0;  // files that one task in progress holds open
  // The workload that moves the same bytes as one of these parameters and does nothing else: what the memory
  // allows, measured beside it. Null: there is none.
  WorkloadSpec (*limit)(const Params&) = nullptr;
  // These parameters with so many percent more work in every task: a difference that is known. Null: there is
  // no such parameter.
  Params (*more)(Params, unsigned percent) = nullptr;
  bool usual = true;  // whether a selection that names no workload holds it
};

// The rows in the order of workloads/CMakeLists.txt. To add a workload: write its file, which defines one
// WorkloadEntry, and its name there.
std::span<const WorkloadEntry> workload_table();

// Makes the workload of a row from its parameters.
template <class Made>
std::unique_ptr<Workload> workload_of(const Params& params) {
  return std::make_unique<Made>(params);
}

// Same spec, same tasks, anywhere. Throws std::invalid_argument for a name that the table does not hold, or a
// wrapper that there is not.
std::unique_ptr<Workload> make_workload(std::span<const WorkloadEntry> table, const WorkloadSpec& spec);

}  // namespace concbench
