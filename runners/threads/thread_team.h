// A fixed number of threads that do the same work at the same time, again and again.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

#include "runners/lane.h"
#include "runners/runner.h"

namespace concbench {

// Starts one thread for each of [0, size), which runs body(index). Throws std::system_error that names the
// thread which the system refused, after release() has made those already started leave their bodies, and
// joining them.
std::vector<std::jthread> start_threads(std::size_t size, const std::function<void(std::size_t)>& body,
                                        const std::function<void()>& release);

class ThreadTeam {
 public:
  // Starts the threads and returns when each has entered, so that no later run pays for their start.
  // work(index, worker) is what each does in a run; it must not throw.
  using Work = std::function<void(std::size_t, Worker&)>;
  ThreadTeam(std::size_t size, Workers& workers, Work work);
  ~ThreadTeam();

  // Lets every thread work once; returns when all are done and what they wrote is visible to the caller, who
  // only waits.
  void run();

 private:
  // 32 bits, which std::atomic::wait hands to a futex as they are.
  using Counter = std::atomic<std::uint32_t>;

  void serve(std::size_t index);
  void done();
  void wait_for_all();
  void dismiss();

  Workers& workers_;
  Work work_;
  alignas(cache_line) Counter generation_ = 0;  // one more for every run
  alignas(cache_line) Counter busy_ = 0;        // threads that have not finished this generation
  std::atomic<bool> dismissed_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace concbench
