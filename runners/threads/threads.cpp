// A team of threads that drain one cursor.
#include "runners/entries.h"
#include "runners/threads/thread_team.h"

namespace concbench {
namespace {

class Threads : public Runner {
 public:
  explicit Threads(const Job& job)
      : workload_(job.workload),
        chunk_(job.chunk),
        lanes_(job.concurrency),
        tallies_(lanes_),
        team_(lanes_, job.workers,
              [this](std::size_t lane) { tallies_[lane].value = drain(workload_, cursor_, error_); }) {}

  Tally run() override {
    cursor_.restart(workload_.size(), chunk_, lanes_);
    team_.run();
    error_.rethrow_if_any();
    Tally sum;
    for (const LaneTally& tally : tallies_) sum += tally.value;
    return sum;
  }

 private:
  struct alignas(cache_line) LaneTally {
    Tally value;
  };

  const Workload& workload_;
  std::size_t chunk_;
  std::size_t lanes_;
  Cursor cursor_;
  FirstError error_;
  std::vector<LaneTally> tallies_;
  ThreadTeam team_;  // last: its threads use all of the above
};

}  // namespace

constinit const RunnerEntry threads_entry{
    .name = "threads",
    .summary = "a team of threads that take the next tasks from one counter",
    .python = "threading.Thread, one per worker",
    .unit = Unit::thread,
    .chunked = true,
    .task_cost = std::chrono::nanoseconds(10),
    .make = [](const Job& job) -> std::unique_ptr<Runner> { return std::make_unique<Threads>(job); },
};

}  // namespace concbench
