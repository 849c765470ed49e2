// Waits and does nothing else: how well a model keeps many waits in flight.
#include <algorithm>
#include <chrono>

#include "workloads/awaited.h"
#include "workloads/splitmix.h"
#include "workloads/workload.h"

namespace concbench {
namespace {

using std::chrono::nanoseconds;

// Of three tasks in turn. They differ, so a model that waits for whole batches pays for it.
constexpr unsigned turns[] = {2, 3, 1};

class Sleep final : public Workload, public Suspending<Sleep> {
 public:
  Sleep(std::size_t tasks, nanoseconds unit) : tasks_(tasks), unit_(unit) {}

  std::size_t size() const override { return tasks_; }

  std::uint64_t run(std::size_t task, Worker& worker) const override {
    worker.sleep_until(Clock::now() + length(task));
    return splitmix64(task);
  }

  template <class C>
  typename C::template Task<std::uint64_t> await(std::size_t task, C& place) const {
    co_await place.sleep_until(Clock::now() + length(task));
    co_return splitmix64(task);
  }

  bool blocks() const override { return true; }

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

extern constinit const WorkloadEntry sleep_entry{
    .name = "sleep",
    .kind = Kind::io,
    .summary = "waits 2, 3 or 1 units of time, in turn",
    .task = "sleeps",
    .needs = {},
    .parameters = parameters,
    .tasks = [](const Params& params) -> std::size_t { return count(params, "tasks"); },
    .make = [](const Params& params) -> std::unique_ptr<Workload> {
      return std::make_unique<Sleep>(count(params, "tasks"), duration(params, "unit"));
    },
};

}  // namespace concbench
