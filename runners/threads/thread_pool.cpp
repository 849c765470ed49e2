// Threads that take jobs from a queue; the caller holds a future for each.
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>

#include "runners/entries.h"
#include "runners/threads/thread_team.h"

namespace concbench {
namespace {

class Pool {
 public:
  using Job = std::packaged_task<Tally()>;

  Pool(std::size_t size, Workers& workers) : starting_(size) {
    threads_ = start_threads(
        size, [this, &workers](std::size_t index) { serve(index, workers); }, [this] { close(); });
    std::unique_lock lock(mutex_);
    started_.wait(lock, [this] { return starting_ == 0; });
  }
  ~Pool() { close(); }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  std::future<Tally> submit(Job job) {
    std::future<Tally> result = job.get_future();
    bool wake;
    {
      const std::lock_guard lock(mutex_);
      queue_.push_back(std::move(job));
      wake = idle_ > 0;
      if (wake) --idle_;
    }
    if (wake) queued_.notify_one();
    return result;
  }

 private:
  void serve(std::size_t index, Workers& workers) {
    workers.enter(index);
    std::unique_lock lock(mutex_);
    if (--starting_ == 0) started_.notify_one();
    while (wait_for_job(lock)) {
      Job job = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      job();
      job = {};  // frees it while others may use the queue
      lock.lock();
    }
  }

  // False once there is none and none will come.
  bool wait_for_job(std::unique_lock<std::mutex>& lock) {
    // While short jobs come in a stream, the next is here before this thread could fall asleep and be woken
    // again.
    for (int patience = 3; patience > 0 && queue_.empty() && !closed_; --patience) {
      lock.unlock();
      std::this_thread::yield();
      lock.lock();
    }
    while (queue_.empty() && !closed_) {
      ++idle_;
      queued_.wait(lock);
    }
    return !queue_.empty();
  }

  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    queued_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable queued_;
  std::condition_variable started_;
  std::deque<Job> queue_;
  // Threads that sleep and that nobody has woken yet. Without any, a notification would be a wasted system
  // call.
  std::size_t idle_ = 0;
  std::size_t starting_;
  bool closed_ = false;
  std::vector<std::jthread> threads_;  // last: they use all of the above
};

class ThreadPool : public Runner {
 public:
  explicit ThreadPool(const Job& job)
      : workload_(job.workload),
        chunk_(std::max<std::size_t>(1, job.chunk)),
        pool_(job.concurrency, job.workers) {}

  Tally run() override {
    Cursor cursor;
    cursor.restart(workload_.size(), chunk_, 1);
    std::vector<std::future<Tally>> results;
    results.reserve((workload_.size() - 1) / chunk_ + 1);
    for (Range range = cursor.claim(); !range.empty() && !error_.any(); range = cursor.claim())
      results.push_back(
          pool_.submit(Pool::Job([this, range] { return run_range(workload_, range, error_); })));
    Tally sum;
    // The last first: the caller sleeps once, not in every future, taking a CPU from a worker each time it
    // wakes. Every job ends normally: after an error those still queued find it and do nothing.
    for (auto result = results.rbegin(); result != results.rend(); ++result) sum += result->get();
    error_.rethrow_if_any();
    return sum;
  }

 private:
  const Workload& workload_;
  std::size_t chunk_;
  FirstError error_;
  Pool pool_;  // last: its threads use all of the above
};

}  // namespace

constinit const RunnerEntry thread_pool_entry{
    .name = "thread_pool",
    .summary = "threads that take tasks from a queue, and a future for every task",
    .python = "ThreadPoolExecutor",
    .unit = Unit::thread,
    .chunked = true,
    .task_cost = std::chrono::nanoseconds(500),
    .make = [](const Job& job) -> std::unique_ptr<Runner> { return std::make_unique<ThreadPool>(job); },
};

}  // namespace concbench
