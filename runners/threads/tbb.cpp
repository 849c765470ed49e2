// oneTBB: parallel_for in an arena of its own.
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_invoke.h>
#include <oneapi/tbb/partitioner.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>
#include <oneapi/tbb/task_scheduler_observer.h>

#include <atomic>
#include <thread>
#include <vector>

#include "runners/rows.h"

namespace concbench {
namespace {

// Announces the threads of an arena. A worker is a slot of the arena: TBB's threads come and go between runs,
// and one that takes a slot in which it was not before enters as that slot's worker.
class Entrance : public tbb::task_scheduler_observer {
 public:
  Entrance(tbb::task_arena& arena, std::size_t slots, Workers& workers)
      : tbb::task_scheduler_observer(arena), workers_(workers), holders_(slots) {
    observe(true);
  }
  ~Entrance() override { observe(false); }

  void on_scheduler_entry(bool) override {
    const int slot = tbb::this_task_arena::current_thread_index();
    if (slot < 0 || static_cast<std::size_t>(slot) >= holders_.size()) return;
    std::atomic<std::thread::id>& holder = holders_[static_cast<std::size_t>(slot)];
    const std::thread::id self = std::this_thread::get_id();
    if (holder.exchange(self, std::memory_order_relaxed) != self)
      workers_.enter(static_cast<std::size_t>(slot));
  }

 private:
  Workers& workers_;
  std::vector<std::atomic<std::thread::id>> holders_;
};

// TBB's threads outlive its arenas, and a process that forks must not have them: finalize() ends them all,
// and waits.
class Scheduler {
 public:
  ~Scheduler() { tbb::finalize(handle_, std::nothrow); }

 private:
  tbb::task_scheduler_handle handle_{tbb::attach{}};
};

// What each thread of the arena has.
class Lane;
using Lanes = tbb::enumerable_thread_specific<Lane>;

class Lane : public Worker {
 public:
  explicit Lane(Lanes& lanes) : lanes_(lanes) {}

  // Isolated: a thread that waits for the other part takes no other task meanwhile, which would find this
  // worker in use.
  void parallel_invoke(Part a, Part b) override {
    tbb::this_task_arena::isolate(
        [&] { tbb::parallel_invoke([&] { a(lanes_.local()); }, [&] { b(lanes_.local()); }); });
  }

  Tally tally;  // of this run

 private:
  Lanes& lanes_;
};

class Tbb : public Runner {
 public:
  explicit Tbb(const Job& job)
      : workload_(job.workload),
        chunk_(job.chunk),
        parallelism_(tbb::global_control::max_allowed_parallelism, job.concurrency),
        arena_(static_cast<int>(job.concurrency)),
        entrance_(arena_, job.concurrency, job.workers) {}

  Tally run() override {
    for (Lane& lane : lanes_) lane.tally = {};
    arena_.execute([&] {
      tbb::task_group_context context;
      const auto body = [&](const tbb::blocked_range<std::size_t>& range) {
        Lane& lane = lanes_.local();
        Tally tally;
        // TBB asks between ranges whether to stop after an exception; here it is asked before every task.
        for (std::size_t task = range.begin(); task != range.end() && !context.is_group_execution_cancelled();
             ++task)
          tally.add(workload_.run(task, lane));
        lane.tally += tally;
      };
      const std::size_t size = workload_.size();
      if (chunk_ == 0)
        tbb::parallel_for(tbb::blocked_range<std::size_t>(0, size), body, tbb::auto_partitioner(), context);
      else
        tbb::parallel_for(tbb::blocked_range<std::size_t>(0, size, chunk_), body, tbb::simple_partitioner(),
                          context);
    });
    Tally sum;
    for (const Lane& lane : lanes_) sum += lane.tally;
    return sum;
  }

 private:
  const Workload& workload_;
  std::size_t chunk_;
  // An arena alone never gets more threads than the hardware has. That it gets them must last until the
  // scheduler has ended: an arena that still asks for workers is freed by the worker that finds it empty, and
  // with a single CPU, which is one thread, no worker would ever come, while finalize() waits for the arena.
  tbb::global_control parallelism_;
  Scheduler scheduler_;  // made before the arena, so that it ends after it
  tbb::task_arena arena_;
  Entrance entrance_;
  Lanes lanes_{[this] { return Lane(lanes_); }};
};

}  // namespace

extern constinit const RunnerEntry tbb_entry{
    .name = "tbb",
    .summary = "oneTBB: parallel_for over work-stealing tasks",
    .gives = {Need::shared_memory, Need::one_host, Need::nesting, Need::cpp},
    .most_concurrency = most_threads,
    .own_chunk = "auto",
    .start = Start::lazily,
    .own_runtime = true,
    .footprint = a_thread_each,
    .make = make_runner<Tbb>,
};

}  // namespace concbench
