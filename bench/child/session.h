// One case in this process: made, run, verified, timed.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "bench/child/workers.h"
#include "bench/plan/catalogue.h"
#include "results/results.h"
#include "system/proc/usage.h"

namespace benchmark {
class State;
}

namespace concbench::bench {

inline constexpr std::int64_t fewest_steady = 2;
inline constexpr std::int64_t most_steady = 200;
inline constexpr int warm_up_share = 2;  // a warm-up takes at most 1/2 of min_time, the first run included
inline constexpr std::size_t fewest_warm_up = 3, most_warm_up = 50;  // runs, the first included

// Every run, timed or not, is prepared and verified; a wrong answer or one that came sooner than is possible
// throws std::runtime_error. Other exceptions are those of the workload and the runner.
class Session {
 public:
  // Makes the workload and the runner, and fills in what `sample` says of them. `sample` names the case.
  // Restricts this process to the sample's CPUs first. `places` as in SharedWorkers. Throws
  // std::invalid_argument for a name that the catalogue lacks, Unsupported for CPUs that may not be used.
  // `wrappers` as in WorkloadSpec.
  Session(const Catalogue&, Sample& sample, std::size_t cpus, std::vector<std::int64_t> places,
          std::vector<std::string> wrappers = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Prepares once, runs that many times back to back, verifies each, and returns the wall time of all.
  std::chrono::nanoseconds run(std::int64_t times);

  // One run, its time in first_ns.
  void verify();

  // First run, warm-up, then clamp(min_time / warm run, fewest_steady, most_steady) steady runs under Google
  // Benchmark.
  void measure(std::chrono::nanoseconds min_time);

  // Warmed up as for measure(), and then what happened inside one run. Only where the workload is wrapped in
  // traced.
  Trace trace(std::chrono::nanoseconds min_time);

  // As many runs as `state` asks for, one an iteration.
  void repeat(benchmark::State&);

  // Untimed runs, at least one, until `enough` says so. `begin` is called before with the PSS in bytes that
  // there was before the runner was made, or -1. Fills in memory_bytes with the growth of this process's peak
  // resident set, and events with what is counted of these runs.
  void observe_memory(const std::function<void(std::int64_t)>& begin, const std::function<bool()>& enough);

  // Checks the outputs of the last run and takes the runner down.
  void finish();

 private:
  std::vector<std::int64_t> warm_up(std::chrono::nanoseconds min_time);
  std::int64_t batch_for(std::chrono::nanoseconds run_time);
  void steady(benchmark::State&);
  void drive(std::int64_t iterations);

  Sample& sample_;
  WorkloadSpec spec_;
  std::unique_ptr<Workload> workload_;
  Tally expected_;
  std::unique_ptr<SharedWorkers> workers_;
  std::unique_ptr<Runner> runner_;
  std::chrono::nanoseconds lower_bound_{};
  std::chrono::steady_clock::time_point began_{};  // the last run
  bool prepared_ = false;                          // whether runs need preparation
  Usage prepare_usage_;                            // what that has cost so far
  std::optional<std::int64_t> pss_before_, rss_before_;
};

}  // namespace concbench::bench
