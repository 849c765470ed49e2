// Boost.Asio coroutines spread over one event loop per CPU.
#include <memory>

#include "runners/coroutines/event_loop.h"
#include "runners/rows.h"
#include "runners/threads/thread_team.h"

namespace concbench {
namespace {

class CoroutinePool : public Runner {
 public:
  explicit CoroutinePool(const Job& job)
      : workload_(job.workload),
        chunk_(std::max<std::size_t>(1, job.chunk)),
        lanes_(job.concurrency),
        loops_(make_loops(std::min(job.cpus, job.concurrency))),
        team_(loops_.size(), job.workers, [this](std::size_t index, Worker&) {
          loops_[index].tally = loops_[index].loop->run(share(index));
        }) {}

  Tally run() override {
    cursor_.restart(workload_.size(), chunk_, lanes_);
    team_.run();
    error_.rethrow_if_any();
    Tally sum;
    for (const Loop& loop : loops_) sum += loop.tally;
    return sum;
  }

 private:
  struct Loop {
    std::unique_ptr<EventLoop> loop;
    Tally tally;
  };

  std::vector<Loop> make_loops(std::size_t count) {
    std::vector<Loop> loops(count);
    for (Loop& loop : loops) loop.loop = std::make_unique<EventLoop>(workload_, cursor_, error_);
    return loops;
  }

  // Lanes of one loop, as if dealt out in turn.
  std::size_t share(std::size_t index) const {
    return lanes_ / loops_.size() + (index < lanes_ % loops_.size() ? 1 : 0);
  }

  const Workload& workload_;
  std::size_t chunk_;
  std::size_t lanes_;
  Cursor cursor_;
  FirstError error_;
  std::vector<Loop> loops_;
  ThreadTeam team_;  // last: its threads use all of the above
};

}  // namespace

extern constinit const RunnerEntry coroutine_pool_entry{
    .name = "coroutine_pool",
    .summary = "Boost.Asio coroutines on an event loop per CPU",
    .gives = {Need::shared_memory, Need::one_host, Need::order, Need::cpp},
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
