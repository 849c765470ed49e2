// Boost.Fiber: stackful coroutines on one thread. Tasks run as they would on a thread; where one waits, its
// worker parks the fiber and the thread goes on with another (Boost.Fiber, "Integrating Fibers with
// Asynchronous Callbacks").
#include <boost/context/protected_fixedsize_stack.hpp>
#include <boost/fiber/algo/round_robin.hpp>
#include <boost/fiber/context.hpp>
#include <boost/fiber/fiber.hpp>
#include <boost/fiber/operations.hpp>
#include <exception>
#include <optional>
#include <vector>

#include "runners/rows.h"
#include "system/error.h"
#include "system/reactor.h"

namespace concbench {
namespace {

namespace fibers = boost::fibers;

// Ready fibers in turn, as Boost's own; with none, the thread waits for descriptors and reads as well as for
// time.
class Scheduler final : public fibers::algo::round_robin {
 public:
  explicit Scheduler(Reactor& reactor) : reactor_(reactor) {}

  void suspend_until(const TimePoint& when) noexcept override {
    reactor_.wait(when == TimePoint::max() ? std::nullopt : std::optional(when));
  }
  void notify() noexcept override { reactor_.wake(); }

 private:
  Reactor& reactor_;
};

// Stacks are kept for the next fiber: to map one anew for each would cost more than most tasks. Below each
// lies a page that stops a fiber which needs more.
class Stacks {
 public:
  explicit Stacks(std::size_t bytes) : stacks_(bytes) {}
  ~Stacks() {
    for (boost::context::stack_context& stack : free_) stacks_.deallocate(stack);
  }
  Stacks(const Stacks&) = delete;
  Stacks& operator=(const Stacks&) = delete;

  boost::context::stack_context allocate() {
    if (free_.empty()) return stacks_.allocate();
    const boost::context::stack_context stack = free_.back();
    free_.pop_back();
    return stack;
  }
  void deallocate(boost::context::stack_context& stack) { free_.push_back(stack); }

 private:
  boost::context::protected_fixedsize_stack stacks_;
  std::vector<boost::context::stack_context> free_;
};

// The same as a handle that can be copied, which is how Boost takes it.
struct StackHandle {
  Stacks* stacks;
  boost::context::stack_context allocate() { return stacks->allocate(); }
  void deallocate(boost::context::stack_context& stack) { stacks->deallocate(stack); }
};

// What the fibers of one thread wait with and run on.
struct Loop {
  explicit Loop(std::size_t stack_bytes) : stacks(stack_bytes) {}
  Reactor reactor;
  HelperThreads helpers;
  Stacks stacks;
};

class FiberWorker final : public Worker {
 public:
  explicit FiberWorker(Loop& loop) : loop_(loop) {}

  void sleep_until(TimePoint when) override { boost::this_fiber::sleep_until(when); }

  void ready(int fd, short events) override {
    Parked parked;
    loop_.reactor.ready(fd, events, parked);
    parked.wait();
  }

  std::size_t read_at(int fd, std::span<std::byte> buffer, std::uint64_t offset) override {
    require_io_uring();
    Parked parked;
    loop_.reactor.read_at(fd, buffer, offset, parked);
    parked.wait();
    if (parked.result < 0) throw_errno("read", -parked.result);
    return static_cast<std::size_t>(parked.result);
  }

  void blocking(FunctionRef<void()> call) override {
    Parked parked;
    std::exception_ptr error;
    loop_.reactor.expect();
    loop_.helpers.submit(call, [&](std::exception_ptr thrown) {
      error = std::move(thrown);
      loop_.reactor.post(parked);
    });
    parked.wait();
    if (error) std::rethrow_exception(error);
  }

  void parallel_invoke(Part a, Part b) override {
    FirstError error;
    const auto run = [&](const Part& part) noexcept {
      FiberWorker worker(loop_);
      try {
        part(worker);
      } catch (...) {
        error.capture();
      }
    };
    fibers::fiber beside(std::allocator_arg, StackHandle{&loop_.stacks}, [&] { run(a); });
    run(b);
    beside.join();
    error.rethrow_if_any();
  }

 private:
  // A fiber that waits for the reactor, which the scheduler drives while no fiber can run.
  struct Parked final : Reactor::Operation {
    void wait() {
      while (!ended) fiber->suspend();
    }
    void done() override {
      ended = true;
      fibers::context::active()->schedule(fiber);
    }
    fibers::context* fiber = fibers::context::active();
    bool ended = false;
  };

  Loop& loop_;
};

class Fibers : public LaneRunner {
 public:
  explicit Fibers(const Job& job) : LaneRunner(job), loop_(size_in_bytes(job.params, "stack")) {
    fibers::use_scheduling_algorithm<Scheduler>(loop_.reactor);
    job.workers.enter(0);  // after `loop_` has seen where this thread may run
  }
  // The thread's scheduler outlives this runner, which its own must not, and frees the stacks of fibers that
  // have ended when its dispatcher next runs.
  ~Fibers() override {
    boost::this_fiber::yield();
    fibers::use_scheduling_algorithm<fibers::algo::round_robin>();
  }

 private:
  Tally run_lanes() override {
    Tally sum;
    std::vector<fibers::fiber> lanes;
    try {
      for (std::size_t i = 0; i < std::min(lanes_, workload_.size()); ++i)
        lanes.emplace_back(fibers::launch::dispatch, std::allocator_arg, StackHandle{&loop_.stacks},
                           [this, &sum] {
                             FiberWorker worker(loop_);
                             sum += drain(workload_, cursor_, error_, worker);
                           });
    } catch (...) {  // no memory for a stack
      error_.capture();
    }
    for (fibers::fiber& lane : lanes) lane.join();
    return sum;
  }

  Loop loop_;
};

constexpr Parameter parameters[] = {
    {"stack", Parameter::size, "64KiB", "of each fiber, besides the page that guards it", 16 << 10, 64 << 20},
};

}  // namespace

extern constinit const RunnerEntry fibers_entry{
    .name = "fibers",
    .summary = "Boost.Fiber: stackful coroutines on one thread",
    .python = "gevent",
    .gives = {Need::shared_memory, Need::one_host, Need::order, Need::nesting, Need::cpp},
    .parameters = parameters,
    // Each stack and the page below it are two mappings, of which Linux allows a process 65,530.
    .most_concurrency = 30'000,
    .own_chunk = "1",
    .own_runtime = true,
    .own_stacks = true,
    .footprint = one_event_loop,
    .make = make_runner<Fibers>,
    .usual = false,
};

}  // namespace concbench
