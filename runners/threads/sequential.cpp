// One thread, a loop: what every other model is compared with.
#include "runners/rows.h"

namespace concbench {
namespace {

class Sequential : public Runner {
 public:
  explicit Sequential(const Job& job) : workload_(job.workload) { job.workers.enter(0); }

  Tally run() override {
    Tally tally;
    const std::size_t size = workload_.size();
    for (std::size_t task = 0; task < size; ++task) tally.add(workload_.run(task, worker_));
    return tally;
  }

 private:
  const Workload& workload_;
  Worker worker_;
};

}  // namespace

extern constinit const RunnerEntry sequential_entry{
    .name = "sequential",
    .summary = "one thread, a loop",
    .python = "a for loop",
    .most_concurrency = 1,
    .make = make_runner<Sequential>,
    .baseline = true,
};

}  // namespace concbench
