// Coroutines of our own: what C++20 allows where no library asks for anything. A task is one frame from a
// free list; a wait allocates nothing, since who waits lies in the frame that waits; timers are a heap. One
// thread runs a loop.
#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>

#include "system/reactor.h"
#include "workloads/places/helpers.h"
#include "workloads/places/lean_task.h"
#include "workloads/places/timer_heap.h"
#include "workloads/worker.h"

namespace concbench {

// Resumes coroutines that wait, until none does.
class LeanLoop {
 public:
  LeanLoop() = default;  // helper threads will run where the calling thread may
  ~LeanLoop();

  // On the thread that made the loop's coroutines. Throws std::system_error.
  void run();

 private:
  friend class LeanCo;
  Reactor& reactor();

  TimerHeap timers_;
  std::unique_ptr<Reactor> reactor_;  // made for the first wait that is no sleep
  HelperThreads helpers_;
};

// Where such a coroutine runs: the words of worker.h with co_await.
class LeanCo {
 public:
  template <class T>
  using Task = LeanTask<T>;

  explicit LeanCo(LeanLoop& loop) : loop_(loop) {}

  auto sleep_until(TimePoint when) {
    struct Sleep {
      LeanLoop& loop;
      TimePoint when;
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> waiter) const { loop.timers_.push({when, waiter}); }
      void await_resume() const noexcept {}
    };
    return Sleep{loop_, when};
  }

  auto ready(int fd, short events) {
    return Wait([this, fd, events](auto& wait) { loop_.reactor().ready(fd, events, wait); }, [](auto&) {});
  }

  auto read_at(int fd, std::span<std::byte> buffer, std::uint64_t offset) {
    require_io_uring();
    return Wait([=, this](auto& wait) { loop_.reactor().read_at(fd, buffer, offset, wait); },
                [](auto& wait) { return bytes_read(wait.result); });
  }

  auto blocking(FunctionRef<void()> call) {
    return Wait(
        [this, call](auto& wait) {
          Reactor& reactor = loop_.reactor();
          reactor.expect();
          loop_.helpers_.submit(call, [&wait, &reactor](std::exception_ptr thrown) {
            wait.error = std::move(thrown);
            reactor.post(wait);
          });
        },
        [](auto& wait) {
          if (wait.error) std::rethrow_exception(wait.error);
        });
  }

  // Each part is called with a place of its own.
  using Part = FunctionRef<Task<void>(LeanCo&)>;
  Task<void> parallel_invoke(Part a, Part b);

  // For a task that has no form with co_await.
  Worker& worker() { return worker_; }

 private:
  // For what start(*this) asks of the reactor; finish(*this) is what came of it.
  template <class Start, class Finish>
  struct Wait final : Reactor::Operation {
    Wait(Start how, Finish then) : start(how), finish(then) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> who) {
      waiter = who;
      start(*this);
    }
    void done() override { waiter.resume(); }
    auto await_resume() { return finish(*this); }

    Start start;
    Finish finish;
    std::coroutine_handle<> waiter;
    std::exception_ptr error;
  };

  // The end of a part that runs beside another.
  struct Join {
    bool ended = false;
    std::coroutine_handle<> waiter;
    std::exception_ptr error;
    bool await_ready() const noexcept { return ended; }
    void await_suspend(std::coroutine_handle<> who) noexcept { waiter = who; }
    void await_resume() const noexcept {}
  };
  static LeanLane beside(Task<void> part, Join& join);

  static std::size_t bytes_read(int result);  // throws std::system_error for a negative one

  LeanLoop& loop_;
  Worker worker_;
};

}  // namespace concbench
