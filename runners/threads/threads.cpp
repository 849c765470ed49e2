// A team of threads that drain one cursor.
#include "runners/rows.h"
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
        team_(lanes_, job.workers, [this](std::size_t lane, Worker& worker) {
          tallies_[lane].value = drain(workload_, cursor_, error_, worker);
        }) {}

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

extern constinit const RunnerEntry threads_entry{
    .name = "threads",
    .summary = "a team of threads that take the next tasks from one counter",
    .python = "threading.Thread, one per worker",
    .gives = {Need::shared_memory, Need::one_host, Need::order, Need::cpp},
    .most_concurrency = most_threads,
    .own_chunk = "guided",
    .footprint = a_thread_each,
    .make = make_runner<Threads>,
    .team = true,
};

}  // namespace concbench
