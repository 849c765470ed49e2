// Waits by the time when they end.
#pragma once

#include <algorithm>
#include <coroutine>
#include <cstddef>
#include <vector>

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
  };

  bool empty() const { return timers_.empty(); }
  TimePoint first() const { return timers_.front().when; }  // not of an empty heap

  void push(Timer timer) {
    std::size_t place = timers_.size();
    timers_.push_back(timer);
    for (std::size_t parent; place > 0 && timer.when < timers_[parent = (place - 1) / children].when;) {
      timers_[place] = timers_[parent];
      place = parent;
    }
    timers_[place] = timer;
  }

  // The earliest. Not of an empty heap.
  Timer pop() {
    const Timer top = timers_.front(), last = timers_.back();
    timers_.pop_back();
    std::size_t place = 0;
    for (std::size_t child; (child = children * place + 1) < timers_.size();) {
      const auto begin = timers_.begin() + static_cast<std::ptrdiff_t>(child);
      const auto end = begin + static_cast<std::ptrdiff_t>(std::min(children, timers_.size() - child));
      const auto least = std::ranges::min_element(begin, end, {}, &Timer::when);
      if (least->when >= last.when) break;
      timers_[place] = *least;
      place = static_cast<std::size_t>(least - timers_.begin());
    }
    if (!timers_.empty()) timers_[place] = last;
    return top;
  }

 private:
  static constexpr std::size_t children = 4;

  std::vector<Timer> timers_;
};

}  // namespace concbench
