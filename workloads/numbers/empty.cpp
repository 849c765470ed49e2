// Tasks of no work: a run of them costs what the concurrency model itself costs.
#include "workloads/splitmix.h"
#include "workloads/workload.h"

namespace concbench {
namespace {

class Empty final : public Workload {
 public:
  explicit Empty(const Params& params) : tasks_(count(params, "tasks")) {}

  std::size_t size() const override { return tasks_; }
  std::uint64_t run(std::size_t task, Worker&) const override { return splitmix64(task); }
  Tally expected() const override { return {splitmix64_sum(tasks_), tasks_}; }

 private:
  std::size_t tasks_;
};

constexpr Parameter parameters[] = {
    {"tasks", Parameter::count, "1000", "number of tasks", 1, 1'000'000'000},
};

}  // namespace

extern constinit const WorkloadEntry empty_entry{
    .name = "empty",
    .kind = Kind::overhead,
    .summary = "returns a number made from its index: what is measured is the model's own cost",
    .task = "tasks",
    .parameters = parameters,
    .make = workload_of<Empty>,
};

}  // namespace concbench
