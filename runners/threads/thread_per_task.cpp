// A thread for every task, no more than `concurrency` of them alive at once.
#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "runners/rows.h"

namespace concbench {
namespace {

class ThreadPerTask : public Runner {
 public:
  explicit ThreadPerTask(const Job& job)
      : workload_(job.workload), workers_(job.workers), limit_(job.concurrency) {}

  Tally run() override {
    const std::size_t size = workload_.size();
    slots_ = std::vector<Slot>(std::min(limit_, size));
    free_.clear();
    for (std::size_t task = 0; task < size && !error_.any(); ++task)
      start(task, task < slots_.size() ? task : wait_for_free_slot());
    Tally sum;
    for (Slot& slot : slots_) {
      if (slot.thread.joinable()) slot.thread.join();
      sum += slot.tally;
    }
    error_.rethrow_if_any();
    return sum;
  }

 private:
  struct Slot {
    Tally tally;  // of all threads that held this slot, one after another
    std::jthread thread;
  };

  void start(std::size_t task, std::size_t slot) {
    // Joins the slot's last thread, which is leaving: until it has left, it counts among the living.
    slots_[slot].thread = {};
    try {
      slots_[slot].thread = std::jthread([this, task, slot] {
        workers_.enter(slot);
        Worker worker;
        slots_[slot].tally += run_range(workload_, {task, task + 1}, error_, worker);
        give_back(slot);
      });
    } catch (const std::system_error& error) {
      slots_.clear();  // joins the others: they use what the caller may destroy next
      throw std::system_error(error.code(), fmt::format("cannot start the thread of task {}", task));
    }
  }

  void give_back(std::size_t slot) {
    bool first = false;
    {
      const std::lock_guard lock(mutex_);
      free_.push_back(slot);
      first = free_.size() == 1;
    }
    // Without the lock, which whoever wakes would only have to wait for.
    if (first) freed_.notify_one();
  }

  std::size_t wait_for_free_slot() {
    std::unique_lock lock(mutex_);
    freed_.wait(lock, [this] { return !free_.empty(); });
    const std::size_t slot = free_.back();
    free_.pop_back();
    return slot;
  }

  const Workload& workload_;
  Workers& workers_;
  std::size_t limit_;
  FirstError error_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::size_t> free_;
  std::vector<Slot> slots_;  // last: its threads use all of the above
};

}  // namespace

extern constinit const RunnerEntry thread_per_task_entry{
    .name = "thread_per_task",
    .summary = "a thread started for every task",
    .python = "threading.Thread",
    .most_concurrency = most_threads,
    .start = Start::per_task,
    .footprint = a_thread_each,
    .make = make_runner<ThreadPerTask>,
};

}  // namespace concbench
