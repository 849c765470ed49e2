// Workloads and workers that watch a runner, from whatever threads and processes it runs tasks in.
#pragma once

#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

#include "runners/runner.h"
#include "system/shared.h"
#include "workloads/awaited.h"
#include "workloads/splitmix.h"

namespace concbench {

// How GoogleTest shows it.
inline void PrintTo(const RunnerEntry& entry, std::ostream* out) {
  *out << entry.name;
}

}  // namespace concbench

namespace concbench::fakes {

// What all threads and processes of a test see.
struct Watch {
  std::atomic<std::size_t> in_progress = 0;
  std::atomic<std::size_t> most_in_progress = 0;
  std::atomic<std::size_t> started = 0;
  std::atomic<std::size_t> before_entering = 0;  // tasks in a worker that had not entered
  std::atomic<std::size_t> out_of_range = 0;     // workers that entered with a number too high
  std::atomic<std::size_t> entered = 0;

  void begin() {
    const std::size_t now = ++in_progress;
    for (std::size_t most = most_in_progress; most < now;) most_in_progress.compare_exchange_weak(most, now);
  }
  void end() { --in_progress; }
};

// Which test's worker the calling thread is; a forked process has its parent's.
inline thread_local const void* entered_in = nullptr;

class WatchingWorkers : public Workers {
 public:
  WatchingWorkers(Watch& watch, std::size_t limit) : watch_(watch), limit_(limit) {}
  void enter(std::size_t worker) override {
    entered_in = &watch_;
    ++watch_.entered;
    if (worker >= limit_) ++watch_.out_of_range;
  }

 private:
  Watch& watch_;
  std::size_t limit_;
};

// Counts how often each task runs. `act` is called in each; `wait` is how long each takes besides.
class Counting : public Workload, public Suspending<Counting> {
 public:
  using Act = std::function<void(std::size_t task)>;

  Counting(Watch& watch, std::size_t size, Act act = {}, std::chrono::milliseconds wait = {})
      : watch_(watch), size_(size), act_(std::move(act)), wait_(wait), counts_(size) {}

  std::size_t size() const override { return size_; }
  Tally expected() const override { return {splitmix64_sum(size_), size_}; }

  std::uint64_t run(std::size_t task, Worker& worker) const override {
    const InProgress guard(*this, task);
    if (wait_.count() > 0) worker.sleep_until(Clock::now() + wait_);
    if (act_) act_(task);
    return splitmix64(task);
  }

  template <class C>
  typename C::template Task<std::uint64_t> await(std::size_t task, C& place) const {
    const InProgress guard(*this, task);
    if (wait_.count() > 0) co_await place.sleep_until(Clock::now() + wait_);
    if (act_) act_(task);
    co_return splitmix64(task);
  }

  // Tasks that did not run exactly this many times.
  std::size_t miscounted(std::size_t times) const {
    std::size_t wrong = 0;
    for (std::size_t task = 0; task < size_; ++task) wrong += counts_[task] != times;
    return wrong;
  }

 private:
  struct InProgress {
    InProgress(const Counting& counting, std::size_t task) : watch(counting.watch_) {
      watch.begin();
      ++watch.started;
      ++counting.counts_[task];
      if (entered_in != &watch) ++watch.before_entering;
    }
    ~InProgress() { watch.end(); }
    Watch& watch;
  };

  Watch& watch_;
  std::size_t size_;
  Act act_;
  std::chrono::milliseconds wait_;
  mutable SharedArray<std::atomic<std::uint32_t>> counts_;
};

// Kills a test that hangs.
struct Watchdog {
  Watchdog() { alarm(30); }
  ~Watchdog() { alarm(0); }
};

// CPUs that runners are told they may use. Where ctest asks for it, the whole test has one only: the CPU that
// it happens to be on, so that tests that run at the same time do not all share the first.
inline const std::size_t cpus = [] {
  if (std::getenv("CONCBENCH_ONE_CPU") == nullptr) return std::size_t{2};
  cpu_set_t here;
  CPU_ZERO(&here);
  CPU_SET(static_cast<std::size_t>(sched_getcpu()), &here);
  if (sched_setaffinity(0, sizeof here, &here) != 0)
    throw std::system_error(errno, std::generic_category(), "sched_setaffinity");
  return std::size_t{1};
}();

// With its parameters at their defaults.
inline std::unique_ptr<Runner> make_runner(const RunnerEntry& entry, const Workload& workload,
                                           std::size_t concurrency, std::size_t chunk, Workers& workers) {
  static const WorkloadSpec no_spec{};
  static const Params no_params{};
  if (entry.parameters.empty())
    return entry.make({workload, no_spec, no_params, concurrency, chunk, cpus, workers});
  static std::map<std::string_view, Params> made;  // outlives the runner, as a job's references must
  const Params& params = made[entry.name] = defaults(entry.parameters);
  return entry.make({workload, no_spec, params, concurrency, chunk, cpus, workers});
}

// A workload and all that a runner of it needs.
struct Bench {
  std::size_t concurrency;
  Shared<Watch> watch = Shared<Watch>();
  WatchingWorkers workers{*watch, concurrency};
  Counting workload;

  Bench(std::size_t concurrency_, std::size_t size, Counting::Act act = {},
        std::chrono::milliseconds wait = {})
      : concurrency(concurrency_), workload(*watch, size, std::move(act), wait) {}

  std::unique_ptr<Runner> make(const RunnerEntry& entry, std::size_t chunk = 0) {
    return make_runner(entry, workload, concurrency, chunk, workers);
  }
};

#if defined(__SANITIZE_THREAD__)
inline constexpr bool thread_sanitizer = true;
#elif defined(__has_feature)
inline constexpr bool thread_sanitizer = __has_feature(thread_sanitizer);
#else
inline constexpr bool thread_sanitizer = false;
#endif

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool address_sanitizer = true;
#elif defined(__has_feature)
inline constexpr bool address_sanitizer = __has_feature(address_sanitizer);
#else
inline constexpr bool address_sanitizer = false;
#endif

// As many workers as are supported; fewer where the address sanitizer makes each fork last milliseconds.
inline constexpr std::size_t very_many = address_sanitizer ? 128 : 1024;

// Whether workers are processes.
inline bool forks(const RunnerEntry& entry) {
  return entry.footprint({1, 1, 1}).processes > 0;
}

// Runners that a test of this build can judge. ThreadSanitizer cannot look into a library's own runtime,
// which is not instrumented, and does not follow forks.
inline std::vector<RunnerEntry> testable(const std::function<bool(const RunnerEntry&)>& wanted = {}) {
  std::vector<RunnerEntry> entries;
  for (const RunnerEntry& entry : runner_table()) {
    if (!entry.absent.empty() || (address_sanitizer && entry.own_stacks) ||
        (thread_sanitizer && (forks(entry) || entry.own_runtime)))
      continue;
    if (!wanted || wanted(entry)) entries.push_back(entry);
  }
  return entries;
}

inline std::string name_of(const testing::TestParamInfo<RunnerEntry>& test) {
  return std::string(test.param.name);
}

inline std::size_t concurrency_for(const RunnerEntry& entry, std::size_t wanted) {
  return std::min(entry.most_concurrency, wanted);
}

}  // namespace concbench::fakes
