// One thread, a loop: what every other model is compared with.
#include "runners/entries.h"

namespace concbench {
namespace {

class Sequential : public Runner {
 public:
  explicit Sequential(const Job& job) : workload_(job.workload) { job.workers.enter(0); }

  Tally run() override {
    Tally tally;
    const std::size_t size = workload_.size();
    for (std::size_t task = 0; task < size; ++task) tally.add(workload_.run(task));
    return tally;
  }

 private:
  const Workload& workload_;
};

}  // namespace

constinit const RunnerEntry sequential_entry{
    .name = "sequential",
    .summary = "one thread, a loop",
    .python = "a for loop",
    .unit = Unit::none,
    .chunked = false,
    .task_cost = std::chrono::nanoseconds(2),
    .make = [](const Job& job) -> std::unique_ptr<Runner> { return std::make_unique<Sequential>(job); },
};

}  // namespace concbench
