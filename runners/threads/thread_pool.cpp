// The textbook's pool: threads that take jobs from a queue under a mutex, and a future for every job (A.
// Williams, C++ Concurrency in Action, 2nd ed. 2019, section 9.1; Python's ThreadPoolExecutor).
#include <condition_variable>
#include <deque>
#include <future>
#include <latch>
#include <mutex>

#include "runners/rows.h"
#include "runners/threads/thread_team.h"

namespace concbench {
namespace {

class Pool {
 public:
  using Job = std::packaged_task<Tally(Worker&)>;

  Pool(std::size_t size, Workers& workers) : starting_(static_cast<std::ptrdiff_t>(size)) {
    threads_ = start_threads(
        size, [this, &workers](std::size_t index) { serve(index, workers); }, [this] { close(); });
    starting_.wait();
  }
  ~Pool() { close(); }

  std::future<Tally> submit(Job job) {
    std::future<Tally> result = job.get_future();
    {
      const std::lock_guard lock(mutex_);
      queue_.push_back(std::move(job));
    }
    queued_.notify_one();
    return result;
  }

 private:
  void serve(std::size_t index, Workers& workers) {
    workers.enter(index);
    Worker worker;
    starting_.count_down();
    std::unique_lock lock(mutex_);
    while (true) {
      queued_.wait(lock, [this] { return closed_ || !queue_.empty(); });
      if (queue_.empty()) return;
      Job job = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      job(worker);
      job = {};  // freed without the lock
      lock.lock();
    }
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
  std::deque<Job> queue_;
  std::latch starting_;
  bool closed_ = false;
  std::vector<std::jthread> threads_;  // last: they use all of the above
};

class ThreadPool : public LaneRunner {
 public:
  explicit ThreadPool(const Job& job) : LaneRunner(job), pool_(lanes_, job.workers) {}

 private:
  Tally run_lanes() override {
    std::vector<std::future<Tally>> results;
    results.reserve((workload_.size() - 1) / chunk_ + 1);
    for (Range range = cursor_.claim(); !range.empty() && !error_.any(); range = cursor_.claim())
      results.push_back(pool_.submit(
          Pool::Job([this, range](Worker& worker) { return run_range(workload_, range, error_, worker); })));
    Tally sum;
    // Every job ends normally: after an error those still queued find it and do nothing.
    for (std::future<Tally>& result : results) sum += result.get();
    return sum;
  }

  Pool pool_;
};

}  // namespace

extern constinit const RunnerEntry thread_pool_entry{
    .name = "thread_pool",
    .summary = "threads that take tasks from a queue, and a future for every task",
    .python = "ThreadPoolExecutor",
    .most_concurrency = most_threads,
    .own_chunk = "1",
    .footprint = a_thread_each,
    .make = make_runner<ThreadPool>,
};

}  // namespace concbench
