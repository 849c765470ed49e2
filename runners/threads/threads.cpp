// A team of threads that drain one cursor.
#include "runners/rows.h"
#include "runners/threads/thread_team.h"

namespace concbench {
namespace {

class Threads : public LaneRunner {
 public:
  explicit Threads(const Job& job)
      : LaneRunner(job, guided),
        tallies_(lanes_),
        team_(lanes_, job.workers, [this](std::size_t lane, Worker& worker) {
          tallies_[lane].value = drain(workload_, cursor_, error_, worker);
        }) {}

 private:
  Tally run_lanes() override {
    team_.run();
    Tally sum;
    for (const LaneTally& tally : tallies_) sum += tally.value;
    return sum;
  }

  struct alignas(cache_line) LaneTally {
    Tally value;
  };

  std::vector<LaneTally> tallies_;
  ThreadTeam team_;  // last: its threads use all that is above
};

}  // namespace

extern constinit const RunnerEntry threads_entry{
    .name = "threads",
    .summary = "a team of threads that take the next tasks from one counter",
    .python = "threading.Thread, one per worker",
    .most_concurrency = most_threads,
    .own_chunk = "guided",
    .footprint = a_thread_each,
    .make = make_runner<Threads>,
    .team = true,
};

}  // namespace concbench
