// A forked process for every task, no more than `concurrency` of them alive at once. Linux only
// (system/children.h).
#include <fmt/format.h>

#include <functional>
#include <system_error>

#include "runners/rows.h"
#include "system/children.h"
#include "system/shared.h"

namespace concbench {
namespace {

class ProcessPerTask : public Runner {
 public:
  explicit ProcessPerTask(const Job& job)
      : workload_(job.workload), workers_(job.workers), slots_(std::min(job.concurrency, workload_.size())) {}

  Tally run() override {
    const std::size_t size = workload_.size();
    Tally sum;
    std::size_t alive = 0;
    for (std::size_t task = 0; task < size && !error_->any(); ++task) {
      const std::size_t slot = alive < slots_ ? alive++ : collect(sum);
      start(task, slot);
    }
    for (; alive > 0; --alive) collect(sum);
    error_->rethrow_if_any();
    return sum;
  }

 private:
  void start(std::size_t task, std::size_t slot) {
    results_[slot] = {};
    const auto body = [&] {
      workers_.enter(slot);
      try {
        Worker worker;
        results_[slot].add(workload_.run(task, worker));
      } catch (...) {
        error_->capture();
      }
    };
    try {
      // By reference: a copy would lie in memory that the worker has yet to fault in.
      children_.fork(slot, std::cref(body));
    } catch (const std::system_error& error) {
      children_.kill_all();
      throw std::system_error(error.code(), fmt::format("cannot start the process of task {}", task));
    }
  }

  // Waits for the end of some worker, adds its result, and returns its slot.
  std::size_t collect(Tally& sum) {
    const Children::Ended ended = children_.next_ended();
    // Also one that exited in good order, but in the midst of its task.
    const bool finished = ended.status == 0 && (results_[ended.slot].tasks == 1 || error_->any());
    if (!finished) {
      children_.kill_all();
      throw std::runtime_error(ended.describe());
    }
    sum += results_[ended.slot];
    return ended.slot;
  }

  const Workload& workload_;
  Workers& workers_;
  std::size_t slots_;
  Shared<SharedError> error_;
  SharedArray<Tally> results_{slots_};
  Children children_{slots_};  // last: they use all of the above
};

}  // namespace

extern constinit const RunnerEntry process_per_task_entry{
    .name = "process_per_task",
    .summary = "a process forked for every task",
    .python = "multiprocessing.Process",
    .most_concurrency = most_processes,
    .start = Start::per_task,
    .footprint = a_process_each,
    .make = make_runner<ProcessPerTask>,
};

}  // namespace concbench
