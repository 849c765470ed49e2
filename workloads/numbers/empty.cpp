// Tasks of no work: a run of them costs what the concurrency model itself costs.
#include "workloads/splitmix.h"
#include "workloads/workload.h"

namespace concbench {
namespace {

class Empty final : public Workload {
 public:
  explicit Empty(std::size_t tasks) : tasks_(tasks) {}

  std::size_t size() const override { return tasks_; }
  std::uint64_t run(std::size_t task, Worker&) const override { return splitmix64(task); }
  Tally expected() const override { return {splitmix64_sum(tasks_), tasks_}; }

 private:
  std::size_t tasks_;
};

constexpr Parameter parameters[] = {
    {.name = "tasks",
     .type = Parameter::Type::count,
     .default_value = "1000",
     .meaning = "number of tasks",
     .min = 1,
     .max = 1'000'000'000},
};

}  // namespace

extern constinit const WorkloadEntry empty_entry{
    .name = "empty",
    .kind = Kind::overhead,
    .summary = "returns a number made from its index: what is measured is the model's own cost",
    .task = "tasks",
    .needs = {},
    .parameters = parameters,
    .tasks = [](const Params& params) -> std::size_t { return count(params, "tasks"); },
    .make = [](const Params& params) -> std::unique_ptr<Workload> {
      return std::make_unique<Empty>(count(params, "tasks"));
    },
};

}  // namespace concbench
