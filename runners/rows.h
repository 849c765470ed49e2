// What rows of the table of runners have in common.
#pragma once

#include <algorithm>
#include <memory>

#include "runners/lane.h"
#include "runners/runner.h"
#include "workloads/places/helpers.h"

namespace concbench {

template <class Model>
std::unique_ptr<Runner> make_runner(const Job& job) {
  return std::make_unique<Model>(job);
}

// A runner whose lanes drain one cursor in this process.
class LaneRunner : public Runner {
 public:
  Tally run() final {
    cursor_.restart(workload_.size(), chunk_, lanes_);
    const Tally tally = run_lanes();
    error_.rethrow_if_any();
    return tally;
  }

 protected:
  // `own_chunk`: where the job does not say otherwise.
  explicit LaneRunner(const Job& job, std::size_t own_chunk = 1)
      : workload_(job.workload), chunk_(std::max(job.chunk, own_chunk)), lanes_(job.concurrency) {}

  // Returns when no lane is in progress. What tasks throw is in `error_`.
  virtual Tally run_lanes() = 0;

  const Workload& workload_;
  const std::size_t chunk_, lanes_;
  Cursor cursor_;
  FirstError error_;
};

// The largest concurrencies that this program supports: beyond, a machine is busy with itself.
inline constexpr std::size_t most_threads = 1024, most_processes = 1024, most_coroutines = 1'000'000;

inline constexpr std::size_t descriptors_of_a_loop =
    8;  // epoll, io_uring, eventfd, timerfd, and some to spare

// A thread, or a process, for each task in progress.
inline Footprint a_thread_each(const JobSize& job) {
  return {.threads = job.concurrency, .workers = job.concurrency};
}
inline Footprint a_process_each(const JobSize& job) {
  return {.processes = job.concurrency, .descriptors = job.concurrency, .workers = job.concurrency};
}

// Everything on the calling thread, but for blocking calls.
inline Footprint one_event_loop(const JobSize& job) {
  return {
      .threads = job.waits ? HelperThreads::count() : 0, .descriptors = descriptors_of_a_loop, .workers = 1};
}

}  // namespace concbench
