// Waits by the time when they end.
#pragma once

#include <boost/heap/d_ary_heap.hpp>
#include <coroutine>

#include "workloads/worker.h"

namespace concbench {

// A heap of which every node has four children: they share a cache line or two, so that to take the earliest
// of a million waits meets half as many lines as in a binary heap (A. LaMarca and R. Ladner, "The Influence
// of Caches on the Performance of Heaps", ACM Journal of Experimental Algorithmics 1, 1996).
class TimerHeap {
 public:
  struct Timer {
    TimePoint when;
    std::coroutine_handle<> waiter;

    bool operator<(const Timer& other) const { return when > other.when; }  // the largest is taken first
  };

  bool empty() const { return timers_.empty(); }
  TimePoint first() const { return timers_.top().when; }  // not of an empty heap
  void push(Timer timer) { timers_.push(timer); }

  // The earliest. Not of an empty heap.
  Timer pop() {
    const Timer top = timers_.top();
    timers_.pop();
    return top;
  }

 private:
  boost::heap::d_ary_heap<Timer, boost::heap::arity<4>> timers_;
};

}  // namespace concbench
