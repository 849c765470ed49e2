// Boost.Asio coroutines on one event loop, which the calling thread runs.
#include "runners/coroutines/event_loop.h"
#include "runners/rows.h"

namespace concbench {
namespace {

class Coroutines : public LaneRunner {
 public:
  explicit Coroutines(const Job& job) : LaneRunner(job) {
    job.workers.enter(0);  // after the loop is made, whose helper threads run where this thread could
  }

 private:
  Tally run_lanes() override { return loop_.run(lanes_); }

  EventLoop loop_{workload_, cursor_, error_};
};

}  // namespace

extern constinit const RunnerEntry coroutines_entry{
    .name = "coroutines",
    .summary = "Boost.Asio coroutines on one event-loop thread",
    .python = "asyncio",
    .most_concurrency = most_coroutines,
    .own_chunk = "1",
    .footprint = one_event_loop,
    .make = make_runner<Coroutines>,
};

}  // namespace concbench
