#include "runners/coroutines/event_loop.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

namespace concbench {

namespace asio = boost::asio;

EventLoop::EventLoop(const Workload& workload, Cursor& cursor, FirstError& error)
    : tasks_(workload), cursor_(cursor), error_(error) {
  prepare_helpers(context_);
}

Tally EventLoop::run(std::size_t lanes) noexcept {
  tally_ = {};
  context_.restart();
  try {
    // From within the loop: there a new lane runs at once up to where it first waits. Spawned from outside,
    // each would first be queued, and all of them held in memory before the first runs.
    asio::post(context_, [this, lanes] {
      for (std::size_t i = 0; i < lanes && !cursor_.exhausted() && !error_.any(); ++i)
        asio::co_spawn(context_, lane(), asio::detached);
    });
  } catch (...) {
    error_.capture();
  }
  // Returns when no lane is left. Lanes let no exception out, but starting one may, and a handler that a
  // workload left behind.
  for (bool ended = false; !ended;) {
    try {
      context_.run();
      ended = true;
    } catch (...) {
      error_.capture();
    }
  }
  return tally_;
}

AsioCo::Task<void> EventLoop::lane() {
  AsioCo place(context_);
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

}  // namespace concbench
