// Forked workers that read tasks from one pipe and write results to another. Linux only (process.h).
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <system_error>

#include "runners/entries.h"
#include "runners/lane.h"
#include "runners/process.h"
#include "runners/shared_memory.h"

namespace concbench {
namespace {

// Messages that a pipe takes as a whole or not at all, whoever else writes to it.
constexpr std::size_t batch = PIPE_BUF / sizeof(Range);
static_assert(sizeof(Range) == sizeof(Tally) && PIPE_BUF % sizeof(Range) == 0);

// Tasks on their way into the pipe.
class Outbox {
 public:
  Outbox(std::size_t size, std::size_t chunk) { cursor_.restart(size, chunk, 1); }

  // Fills up with tasks; false if there are none left to send.
  bool fill() {
    while (count_ < batch && !cursor_.exhausted()) ranges_[count_++] = cursor_.claim();
    return count_ > 0;
  }

  // Returns how many went into the pipe: all or, while it is full, none.
  std::size_t send(int fd) {
    if (write(fd, ranges_.data(), count_ * sizeof(Range)) >= 0) return std::exchange(count_, 0);
    if (errno != EAGAIN && errno != EINTR)
      throw std::system_error(errno, std::system_category(), "cannot send tasks");
    return 0;
  }

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
        team_(job.concurrency, [this](std::size_t index) { serve(index); }) {
    // The parent's ends only: a worker has nothing better to do than to wait.
    set_nonblocking(tasks_.write_end);
    set_nonblocking(results_.read_end);
    Tally none;
    for (std::size_t starting = job.concurrency; starting > 0; starting -= receive(none))
      team_.wait(results_.read_end.get());
  }
  // Workers that wait for a task find the end of their pipe, and leave.
  ~ProcessPool() override { tasks_.write_end.close(); }

  // Sends ahead as much as the pipe takes, so that workers never wait for the caller, who never blocks in a
  // pipe: else with both pipes full each side would wait for the other.
  Tally run() override {
    Outbox outbox(workload_.size(), chunk_);
    Tally sum;
    std::size_t in_flight = 0;
    while (true) {
      bool full = false;
      while (!full && !error_->any() && outbox.fill()) {
        const std::size_t sent = outbox.send(tasks_.write_end.get());
        in_flight += sent;
        full = sent == 0;
      }
      if (in_flight == 0) break;
      team_.wait(results_.read_end.get(), full ? tasks_.write_end.get() : -1);
      in_flight -= receive(sum);
    }
    error_->rethrow_if_any();
    return sum;
  }

 private:
  static void set_nonblocking(const Descriptor& end) {
    if (fcntl(end.get(), F_SETFL, O_NONBLOCK) != 0)
      throw std::system_error(errno, std::system_category(), "cannot set O_NONBLOCK");
  }

  // In the worker. After an error the tasks still in the pipe are answered, but not run.
  void serve(std::size_t index) {
    tasks_.write_end.close();  // else the worker itself would keep the pipe from ending
    results_.read_end.close();
    workers_.enter(index);
    send_result({});
    for (Range range; read_message(tasks_.read_end.get(), &range, sizeof range);)
      send_result(run_range(workload_, range, *error_));
  }

  void send_result(const Tally& result) { write_message(results_.write_end.get(), &result, sizeof result); }

  // Adds the results that are there; returns how many.
  std::size_t receive(Tally& sum) {
    std::array<Tally, batch> results;
    std::size_t received = 0;
    ssize_t bytes;
    while ((bytes = read(results_.read_end.get(), results.data(), sizeof results)) > 0) {
      const std::size_t count = static_cast<std::size_t>(bytes) / sizeof(Tally);
      for (std::size_t i = 0; i < count; ++i) sum += results[i];
      received += count;
    }
    if (bytes < 0 && errno != EAGAIN && errno != EINTR)
      throw std::system_error(errno, std::system_category(), "cannot receive results");
    return received;
  }

  const Workload& workload_;
  Workers& workers_;
  std::size_t chunk_;
  Shared<SharedError> error_;
  Pipe tasks_ = make_pipe();
  Pipe results_ = make_pipe();
  ProcessTeam team_;  // last: its workers use all of the above
};

}  // namespace

constinit const RunnerEntry process_pool_entry{
    .name = "process_pool",
    .summary = "forked processes that are sent tasks and send back results through pipes",
    .python = "ProcessPoolExecutor, multiprocessing.Pool",
    .unit = Unit::process,
    .chunked = true,
    .task_cost = std::chrono::microseconds(1),
    .make = [](const Job& job) -> std::unique_ptr<Runner> { return std::make_unique<ProcessPool>(job); },
};

}  // namespace concbench
