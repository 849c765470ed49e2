#include "workloads/places/lean_co.h"

#include "system/error.h"

namespace concbench {

LeanLoop::~LeanLoop() {
  FramePool::here().release();
}

void LeanLoop::run() {
  while (true) {
    // The clock is read once for all that are due by now: many are, where many wait.
    const TimePoint now = Clock::now();
    while (!timers_.empty() && timers_.first() <= now) timers_.pop().waiter.resume();
    const auto first = timers_.empty() ? std::nullopt : std::optional(timers_.first());
    if (reactor_ && reactor_->pending() > 0)
      reactor_->wait(first);
    else if (first)
      Worker().sleep_until(*first);
    else
      return;
  }
}

Reactor& LeanLoop::reactor() {
  if (!reactor_) reactor_ = std::make_unique<Reactor>();
  return *reactor_;
}

LeanLane LeanCo::beside(Task<void> part, Join& join) {
  try {
    co_await part;
  } catch (...) {
    join.error = std::current_exception();
  }
  join.ended = true;
  if (join.waiter) join.waiter.resume();
}

LeanCo::Task<void> LeanCo::parallel_invoke(Part a, Part b) {
  LeanCo first(loop_), second(loop_);
  Join join;
  beside(b(second), join);
  std::exception_ptr error;
  try {
    co_await a(first);
  } catch (...) {
    error = std::current_exception();
  }
  co_await join;
  if (!error) error = join.error;
  if (error) std::rethrow_exception(error);
}

std::size_t LeanCo::bytes_read(int result) {
  if (result < 0) throw_errno("read", -result);
  return static_cast<std::size_t>(result);
}

}  // namespace concbench
