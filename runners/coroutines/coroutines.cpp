// Boost.Asio coroutines on one event loop, which the calling thread runs.
#include "runners/coroutines/event_loop.h"
#include "runners/rows.h"

namespace concbench {
namespace {

class Coroutines : public Runner {
 public:
  explicit Coroutines(const Job& job)
      : workload_(job.workload), chunk_(std::max<std::size_t>(1, job.chunk)), lanes_(job.concurrency) {
    job.workers.enter(0);  // after the loop is made (prepare_helpers)
  }

  Tally run() override {
    cursor_.restart(workload_.size(), chunk_, lanes_);
    const Tally tally = loop_.run(lanes_);
    error_.rethrow_if_any();
    return tally;
  }

 private:
  const Workload& workload_;
  std::size_t chunk_;
  std::size_t lanes_;
  Cursor cursor_;
  FirstError error_;
  EventLoop loop_{workload_, cursor_, error_};
};

}  // namespace

extern constinit const RunnerEntry coroutines_entry{
    .name = "coroutines",
    .summary = "Boost.Asio coroutines on one event-loop thread",
    .python = "asyncio",
    .gives = {Need::shared_memory, Need::one_host, Need::order, Need::cpp},
    .most_concurrency = most_coroutines,
    .own_chunk = "1",
    .footprint = one_event_loop,
    .make = make_runner<Coroutines>,
};

}  // namespace concbench
