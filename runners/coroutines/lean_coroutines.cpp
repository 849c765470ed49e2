// Coroutines of our own (workloads/places/lean_co.h) on one event loop, which the calling thread runs: what
// C++20 allows.
#include "runners/rows.h"
#include "workloads/awaited.h"

namespace concbench {
namespace {

class LeanCoroutines : public LaneRunner {
 public:
  explicit LeanCoroutines(const Job& job) : LaneRunner(job), tasks_(job.workload) {
    job.workers.enter(0);  // after the loop is made, whose helper threads run where this thread could
  }

 private:
  Tally run_lanes() override {
    tally_ = {};
    try {
      for (std::size_t i = 0; i < lanes_ && !cursor_.exhausted() && !error_.any(); ++i) lane();
    } catch (...) {  // no memory for a lane; those that are there come to their end
      error_.capture();
    }
    loop_.run();
    return tally_;
  }

  LeanLane lane() {
    LeanCo place(loop_);
    try {
      for (Range range = cursor_.claim(); !range.empty(); range = cursor_.claim()) {
        for (std::size_t task = range.begin; task < range.end; ++task) {
          if (error_.any()) co_return;
          tally_.add(co_await tasks_(task, place));
        }
      }
    } catch (...) {
      error_.capture();
    }
  }

  AsCoroutines<LeanCo> tasks_;
  Tally tally_;  // of all lanes: they run on one thread
  LeanLoop loop_;
};

}  // namespace

extern constinit const RunnerEntry lean_coroutines_entry{
    .name = "lean_coroutines",
    .summary = "C++20 coroutines without a library on one event-loop thread",
    .most_concurrency = most_coroutines,
    .own_chunk = "1",
    .footprint = one_event_loop,
    .make = make_runner<LeanCoroutines>,
    .usual = false,
};

}  // namespace concbench
