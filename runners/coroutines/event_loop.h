// An event loop and the coroutines that drain a cursor on it.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstddef>

#include "runners/lane.h"
#include "workloads/awaited.h"

namespace concbench {

class EventLoop {
 public:
  EventLoop(const Workload& workload, Cursor& cursor, FirstError& error);

  // On the calling thread: `lanes` coroutines, each with one task in flight, until the cursor is exhausted
  // and the last of them is gone. Never throws; what a task throws is in `error`.
  Tally run(std::size_t lanes) noexcept;

 private:
  AsioCo::Task<void> lane();

  AsCoroutines<AsioCo> tasks_;
  Cursor& cursor_;
  FirstError& error_;
  Tally tally_;  // of all lanes: they run on one thread
  // 1: only one thread runs the loop, so that it need not wake others. Tasks may still complete from other
  // threads.
  boost::asio::io_context context_{1};
};

}  // namespace concbench
