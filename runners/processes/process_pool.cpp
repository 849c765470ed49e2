// Forked workers that read tasks from one pipe and write results to another. Linux only (system/children.h).
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>

#include "runners/rows.h"
#include "system/children.h"
#include "system/error.h"
#include "system/shared.h"

namespace concbench {
namespace {

static_assert(sizeof(Range) == sizeof(Tally));
constexpr std::size_t message_size = sizeof(Range);

// Messages that a pipe takes as a whole or not at all, whoever else writes to it.
constexpr std::size_t batch = PIPE_BUF / message_size;

// Tasks on their way into the pipe.
class Outbox {
 public:
  Outbox(std::size_t size, std::size_t chunk) { cursor_.restart(size, chunk, 1); }

  // Takes tasks from what is left, up to this many in all; returns how many are ready to be sent.
  std::size_t fill(std::size_t limit) {
    while (count_ < std::min(limit, batch) && !cursor_.exhausted()) ranges_[count_++] = cursor_.claim();
    return count_;
  }

  // Returns whether all went into the pipe; while it is full, none does.
  bool send(int fd) {
    const bool sent = write(fd, ranges_.data(), count_ * message_size) >= 0;
    if (!sent && errno != EAGAIN && errno != EINTR) throw_errno("cannot send tasks");
    if (sent) count_ = 0;
    return sent;
  }

  bool empty() const { return count_ == 0 && cursor_.exhausted(); }

 private:
  Cursor cursor_;
  std::array<Range, batch> ranges_;
  std::size_t count_ = 0;
};

class ProcessPool : public Runner {
 public:
  explicit ProcessPool(const Job& job)
      : workload_(job.workload),
        workers_(job.workers),
        chunk_(std::max<std::size_t>(1, job.chunk)),
        concurrency_(job.concurrency),
        team_(concurrency_, [this](std::size_t index) { serve(index); }) {
    wait_until_left(0);
  }
  // Workers that look for a task find the end of their pipe, and leave.
  ~ProcessPool() override {
    tasks_.write_end.close();
    for (std::size_t worker = 0; worker < concurrency_; ++worker) shared_->wake.post();
  }

  Tally run() override {
    team_.check();  // the others may be done before the caller ever waits
    Outbox outbox(workload_.size(), chunk_);
    Tally sum;
    for (bool all_sent = false; !all_sent;) {
      send(outbox);
      all_sent = outbox.empty() || shared_->error.any();
      // Refilled at half, so that the workers do not run dry while the caller wakes up.
      wait_until_left(all_sent ? 0 : shared_->in_flight / 2);
      receive(sum);
    }
    shared_->error.rethrow_if_any();
    return sum;
  }

 private:
  struct State {
    // Messages sent and not answered; at first, workers that are starting.
    std::atomic<std::size_t> in_flight;
    // The caller waits for in_flight to come down to this.
    std::atomic<std::size_t> ring_at = 0;
    // For workers that found the task pipe empty.
    SharedSemaphore wake = {};
    SharedError error = {};
  };

  // In the worker. After an error the tasks still in the pipe are answered, but not run.
  void serve(std::size_t index) {
    tasks_.write_end.close();  // else the worker itself would keep the pipe from ending
    workers_.enter(index);
    workload_.touch();
    Worker worker;
    answered();
    for (Range range; next(range);) {
      const Tally result = run_range(workload_, range, shared_->error, worker);
      write_message(results_.write_end.get(), &result, sizeof result);
      answered();
    }
  }

  // Workers sleep on a semaphore, not in the pipe, which would wake its readers one by one, each as if its
  // waker were about to sleep: on a busy machine that gathers them all on one CPU.
  bool next(Range& range) {
    while (true) {
      const ssize_t bytes = read(tasks_.read_end.get(), &range, sizeof range);
      if (bytes >= 0) return bytes == sizeof range;
      if (errno == EAGAIN)
        shared_->wake.wait();
      else if (errno != EINTR)
        throw_errno("cannot receive tasks");
    }
  }

  // Results wait in their pipe until there is reason to wake the caller, who would else take a CPU from a
  // worker for each of them.
  void answered() {
    const char ring = 0;
    if (--shared_->in_flight == shared_->ring_at) write_message(bell_.write_end.get(), &ring, 1);
  }

  // Sends ahead as much as the task pipe takes, and no more than the result pipe can hold: so nobody ever
  // blocks in a pipe, the caller in one and the workers in the other.
  void send(Outbox& outbox) {
    while (!shared_->error.any()) {
      const std::size_t room = window_ - unread_;
      const std::size_t count = outbox.fill(room);
      if (count == 0 || count > room) return;
      shared_->in_flight += count;  // before a worker can answer
      if (!outbox.send(tasks_.write_end.get())) {
        shared_->in_flight -= count;
        return;
      }
      unread_ += count;
      // Not counted against who is asleep: a worker that was not finds the pipe empty once more, and sleeps
      // then.
      for (std::size_t worker = 0; worker < std::min(count, concurrency_); ++worker) shared_->wake.post();
    }
  }

  void wait_until_left(std::size_t count) {
    shared_->ring_at = count;
    // Only now looked at: a worker that came down to it before has not rung.
    while (shared_->in_flight > count) {
      team_.wait(bell_.read_end.get());
      std::array<char, 64> rings;  // also late ones, which told of what the caller had seen by itself
      if (read(bell_.read_end.get(), rings.data(), rings.size()) < 0 && errno != EAGAIN && errno != EINTR)
        throw_errno("cannot hear the workers");
    }
  }

  void receive(Tally& sum) {
    std::array<Tally, batch> results;
    ssize_t bytes;
    while ((bytes = read(results_.read_end.get(), results.data(), sizeof results)) > 0) {
      const std::size_t count = static_cast<std::size_t>(bytes) / message_size;
      for (std::size_t i = 0; i < count; ++i) sum += results[i];
      unread_ -= count;
    }
    if (bytes < 0 && errno != EAGAIN && errno != EINTR) throw_errno("cannot receive results");
  }

  const Workload& workload_;
  Workers& workers_;
  std::size_t chunk_;
  std::size_t concurrency_;
  Shared<State> shared_{concurrency_};
  Pipe tasks_ = make_pipe(Nonblocking::both_ends);
  Pipe results_ = make_pipe(Nonblocking::read_end);
  Pipe bell_ = make_pipe(Nonblocking::read_end);
  std::size_t window_ = static_cast<std::size_t>(checked(fcntl(results_.read_end.get(), F_GETPIPE_SZ),
                                                         "cannot tell the size of a pipe")) /
                        message_size;
  std::size_t unread_ = 0;  // results that are or will be in their pipe; never more than the window
  ProcessTeam team_;        // last: its workers use all of the above
};

}  // namespace

extern constinit const RunnerEntry process_pool_entry{
    .name = "process_pool",
    .summary = "forked processes that are sent tasks and send back results through pipes",
    .python = "ProcessPoolExecutor, multiprocessing.Pool",
    .most_concurrency = most_processes,
    .own_chunk = "1",
    .footprint = a_process_each,
    .make = make_runner<ProcessPool>,
};

}  // namespace concbench
