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
  explicit Sleep(const Params& params) : tasks_(count(params, "tasks")), unit_(duration(params, "unit")) {}

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
    {"tasks", Parameter::count, "128", "number of sleeps", 1, 10'000'000},
    {"unit", Parameter::duration, "500us", "sleeps last 2, 3 or 1 of these, in turn", 1'000, 60'000'000'000},
};

}  // namespace

extern constinit const WorkloadEntry sleep_entry{
    .name = "sleep",
    .kind = Kind::io,
    .summary = "waits 2, 3 or 1 units of time, in turn",
    .task = "sleeps",
    .parameters = parameters,
    .make = workload_of<Sleep>,
    .more = [](Params params, unsigned percent) -> Params {
      params["unit"] = format_duration(duration(params, "unit") * (100 + percent) / 100);
      return params;
    },
};

}  // namespace concbench
