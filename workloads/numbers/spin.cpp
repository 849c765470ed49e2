// A counted chain of dependent arithmetic: work of a known amount for every task, however small, that touches
// no memory; and then, where that is asked for, a wait. What `concbench granularity` cuts into ever smaller
// tasks, and `concbench map` measures with more and more waiting.
#include <algorithm>
#include <chrono>

#include "workloads/awaited.h"
#include "workloads/splitmix.h"
#include "workloads/workload.h"

namespace concbench {
namespace {

using std::chrono::nanoseconds;

// The linear congruential generator MMIX, modulo 2^64 (Knuth, TAOCP 2, 3.3.4, table 1, line 26).
struct Step {
  std::uint64_t factor = 6364136223846793005, summand = 1442695040888963407;

  constexpr std::uint64_t operator()(std::uint64_t x) const { return x * factor + summand; }
};

// `count` steps as one, in as many squarings as `count` has bits (F. B. Brown, "Random number generation with
// arbitrary strides", Trans. Am. Nucl. Soc. 71, 1994).
constexpr Step stride(std::uint64_t count) {
  Step power, all{1, 0};
  for (; count > 0; count /= 2) {
    if (count % 2 == 1) all = {all.factor * power.factor, power(all.summand)};
    power = {power.factor * power.factor, power(power.summand)};
  }
  return all;
}

class Spin final : public Workload, public Suspending<Spin> {
 public:
  explicit Spin(const Params& params)
      : tasks_(count(params, "tasks")), steps_(count(params, "steps")), wait_(duration(params, "wait")) {}

  std::size_t size() const override { return tasks_; }

  std::uint64_t run(std::size_t task, Worker& worker) const override {
    const std::uint64_t result = work(task);
    if (waits()) worker.sleep_until(Clock::now() + wait_);
    return result;
  }

  template <class C>
  typename C::template Task<std::uint64_t> await(std::size_t task, C& place) const {
    const std::uint64_t result = work(task);
    if (waits()) co_await place.sleep_until(Clock::now() + wait_);
    co_return result;
  }

  bool blocks() const override { return waits(); }

  Tally expected() const override {
    const Step few = stride(steps_ / tasks_), one_more = stride(steps_ / tasks_ + 1);
    Tally tally{0, tasks_};
    SplitMix64 next{0};
    for (std::uint64_t task = 0; task < tasks_; ++task)
      tally.sum += (task < steps_ % tasks_ ? one_more : few)(next());
    return tally;
  }

  nanoseconds shortest(std::size_t) const override { return wait_; }

  // One of C at a time has at least this many tasks, one after the other.
  nanoseconds lower_bound(std::size_t concurrency) const override {
    const auto lanes = std::max<std::uint64_t>(concurrency, 1);
    return static_cast<nanoseconds::rep>((tasks_ + lanes - 1) / lanes) * wait_;
  }

 private:
  bool waits() const { return wait_ > nanoseconds{}; }

  std::uint64_t work(std::uint64_t task) const {
    constexpr Step step;
    std::uint64_t x = splitmix64(task);
    for (std::uint64_t left = steps_of(task); left > 0; --left) x = step(x);
    return x;
  }

  // All tasks alike, but for one step that some have more where the division leaves a rest.
  std::uint64_t steps_of(std::uint64_t task) const { return steps_ / tasks_ + (task < steps_ % tasks_); }

  std::uint64_t tasks_;
  std::uint64_t steps_;
  nanoseconds wait_;
};

// 100 million waits of a minute are 6e18 ns: their sum fits a duration's 63 bits.
constexpr Parameter parameters[] = {
    {"tasks", Parameter::count, "1000", "tasks that the work is cut into", 1, 100'000'000},
    {"steps", Parameter::count, "10000000",
     "multiplications of all tasks together, each waiting for the one before", 1, 1'000'000'000'000},
    {"wait", Parameter::duration, "0ns", "how long a task waits after its work", 0, 60'000'000'000},
};

}  // namespace

extern constinit const WorkloadEntry spin_entry{
    .name = "spin",
    .kind = Kind::cpu,
    .summary = "multiplies in a counted chain that touches no memory, then may wait",
    .task = "tasks",
    .parameters = parameters,
    .make = workload_of<Spin>,
    .usual = false,
};

}  // namespace concbench
