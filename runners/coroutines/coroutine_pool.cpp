// Boost.Asio coroutines spread over one event loop per CPU.
#include <deque>

#include "runners/coroutines/event_loop.h"
#include "runners/rows.h"
#include "runners/threads/thread_team.h"

namespace concbench {
namespace {

class CoroutinePool : public LaneRunner {
 public:
  explicit CoroutinePool(const Job& job)
      : LaneRunner(job),
        loops_(make_loops(std::min(job.cpus, lanes_))),
        tallies_(loops_.size()),
        team_(loops_.size(), job.workers,
              [this](std::size_t index, Worker&) { tallies_[index] = loops_[index].run(share(index)); }) {}

 private:
  Tally run_lanes() override {
    team_.run();
    Tally sum;
    for (const Tally& tally : tallies_) sum += tally;
    return sum;
  }

  std::deque<EventLoop> make_loops(std::size_t count) {
    std::deque<EventLoop> loops;
    while (loops.size() < count) loops.emplace_back(workload_, cursor_, error_);
    return loops;
  }

  // Lanes of one loop, as if dealt out in turn.
  std::size_t share(std::size_t index) const {
    return lanes_ / loops_.size() + (index < lanes_ % loops_.size() ? 1 : 0);
  }

  std::deque<EventLoop> loops_;
  std::vector<Tally> tallies_;
  ThreadTeam team_;  // last: its threads use all that is above
};

}  // namespace

extern constinit const RunnerEntry coroutine_pool_entry{
    .name = "coroutine_pool",
    .summary = "Boost.Asio coroutines on an event loop per CPU",
    .most_concurrency = most_coroutines,
    .own_chunk = "1",
    .footprint =
        [](const JobSize& job) {
          const std::size_t loops = std::min(job.cpus, job.concurrency);
          return Footprint{.threads = loops + (job.waits ? HelperThreads::count() : 0),
                           .descriptors = loops * descriptors_of_a_loop,
                           .workers = loops};
        },
    .make = make_runner<CoroutinePool>,
};

}  // namespace concbench
