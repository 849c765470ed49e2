// Waits and does nothing else: how well a model keeps many waits in flight. Linux only: clock_nanosleep on
// CLOCK_MONOTONIC, which std::this_thread::sleep_until does not promise.
#include <time.h>

#include <algorithm>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <chrono>
#include <system_error>

#include "workloads/entries.h"
#include "workloads/splitmix.h"

namespace concbench {
namespace {

using std::chrono::nanoseconds;
using Clock = std::chrono::steady_clock;
using Executor = boost::asio::io_context::executor_type;
using Timer = boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor>;

// Of three tasks in turn. They differ, so a model that waits for whole batches pays for it.
constexpr unsigned turns[] = {2, 3, 1};

void sleep_until(Clock::time_point wake) {
  const nanoseconds since_boot = wake.time_since_epoch();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since_boot);
  const timespec deadline{.tv_sec = seconds.count(), .tv_nsec = (since_boot - seconds).count()};
  int error = 0;
  while ((error = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, nullptr)) == EINTR) {
  }
  if (error != 0) throw std::system_error(error, std::generic_category(), "clock_nanosleep");
}

class Sleep final : public Workload {
 public:
  Sleep(std::size_t tasks, nanoseconds unit) : tasks_(tasks), unit_(unit) {}

  std::size_t size() const override { return tasks_; }

  std::uint64_t run(std::size_t task) const override {
    sleep_until(Clock::now() + length(task));
    return splitmix64(task);
  }

  Co<std::uint64_t> co_run(std::size_t task) const override {
    Timer timer(co_await boost::asio::this_coro::executor, Clock::now() + length(task));
    co_await timer.async_wait(boost::asio::use_awaitable_t<Executor>{});
    co_return splitmix64(task);
  }

  Tally expected() const override { return {splitmix64_sum(tasks_), tasks_}; }

  nanoseconds shortest(std::size_t task) const override { return length(task); }

  // C at a time cannot finish before the longest sleep has ended, nor before C-th part of all the sleeping.
  nanoseconds lower_bound(std::size_t concurrency) const override {
    nanoseconds total = static_cast<nanoseconds::rep>(tasks_ / 3) * (length(0) + length(1) + length(2));
    nanoseconds longest{};
    for (std::size_t task = 0; task < std::min<std::size_t>(tasks_, 3); ++task) {
      longest = std::max(longest, length(task));
      if (task < tasks_ % 3) total += length(task);
    }
    const auto lanes = static_cast<nanoseconds::rep>(std::clamp<std::size_t>(concurrency, 1, tasks_));
    return std::max(longest, nanoseconds{(total.count() + lanes - 1) / lanes});
  }

 private:
  nanoseconds length(std::size_t task) const { return turns[task % 3] * unit_; }

  std::size_t tasks_;
  nanoseconds unit_;
};

// 10 million sleeps of 3 minutes are 1.8e18 ns: all sums of these limits fit a duration's 63 bits.
constexpr Parameter parameters[] = {
    {.name = "tasks",
     .type = Parameter::Type::count,
     .default_value = "128",
     .meaning = "number of sleeps",
     .min = 1,
     .max = 10'000'000},
    {.name = "unit",
     .type = Parameter::Type::duration,
     .default_value = "500us",
     .meaning = "sleeps last 2, 3 or 1 of these, in turn",
     .min = 1'000,
     .max = 60'000'000'000},
};

}  // namespace

constinit const WorkloadEntry sleep_entry{
    .name = "sleep",
    .kind = Kind::io,
    .summary = "waits 2, 3 or 1 units of time, in turn",
    .task = "sleeps",
    .parameters = parameters,
    .tasks = [](const Params& params) -> std::size_t { return count(params, "tasks"); },
    .make = [](const Params& params) -> std::unique_ptr<Workload> {
      return std::make_unique<Sleep>(count(params, "tasks"), duration(params, "unit"));
    },
};

}  // namespace concbench
