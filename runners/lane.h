// What lanes share: the cursor they claim tasks from, and the first error, which stops them all.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <stdexcept>

#include "workloads/workload.h"

namespace concbench {

// Two variables that different cores write must not lie in one line. (The constant of <new> depends on
// compiler flags.)
inline constexpr std::size_t cache_line = 64;

// Tasks [begin, end).
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool empty() const { return begin >= end; }
};

// A chunk of this size shrinks with what remains, so that lanes meet rarely at first and end together
// (Polychronopoulos and Kuck 1987, a quarter of their share at a time).
inline constexpr std::size_t guided = 0;

// Deals out the tasks [0, size), each to one claim. Lies in private or in MAP_SHARED memory: atomics of this
// size are lock-free, hence address-free. Claims order nothing but themselves (relaxed): what tasks wrote
// becomes visible by whatever tells the caller that all lanes are done.
class Cursor {
 public:
  // Before a run, while no lane claims.
  void restart(std::size_t size, std::size_t chunk, std::size_t lanes) {
    size_ = size;
    // At most the size, so that the claims of all lanes past the end cannot wrap around.
    chunk_ = std::min(chunk, size);
    share_ = 4 * lanes;
    next_.store(0, std::memory_order_relaxed);
  }

  // Empty once no task remains; a lane that got an empty range does not ask again.
  Range claim() {
    if (chunk_ == guided) return claim_guided();
    const std::size_t begin = next_.fetch_add(chunk_, std::memory_order_relaxed);
    return begin < size_ ? Range{begin, begin + std::min(chunk_, size_ - begin)} : Range{};
  }

  bool exhausted() const { return next_.load(std::memory_order_relaxed) >= size_; }

 private:
  Range claim_guided() {
    std::size_t begin = next_.load(std::memory_order_relaxed);
    while (begin < size_) {
      const std::size_t end = begin + std::max<std::size_t>(1, (size_ - begin) / share_);
      if (next_.compare_exchange_weak(begin, end, std::memory_order_relaxed)) return {begin, end};
    }
    return {};
  }

  std::size_t size_ = 0;
  std::size_t chunk_ = 0;
  std::size_t share_ = 1;
  alignas(cache_line) std::atomic<std::size_t> next_ = 0;
};

// The first exception of a run, for lanes in one process.
class FirstError {
 public:
  // In a catch block.
  void capture() noexcept {
    if (!any_.exchange(true, std::memory_order_relaxed)) error_ = std::current_exception();
  }

  // Once true, lanes finish the task they hold and claim no more.
  bool any() const { return any_.load(std::memory_order_relaxed); }

  // After all lanes are done.
  void rethrow_if_any() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::atomic<bool> any_ = false;
  std::exception_ptr error_;
};

// The first exception of a run, for lanes in several processes: its message, as the object itself cannot
// leave its process. Lies in shared memory.
class SharedError {
 public:
  // In a catch block.
  void capture() noexcept {
    if (any_.exchange(true, std::memory_order_relaxed)) return;
    try {
      throw;
    } catch (const std::exception& error) {
      std::strncpy(message_, error.what(), sizeof message_ - 1);
    } catch (...) {
      std::strncpy(message_, "a task threw something that is no std::exception", sizeof message_ - 1);
    }
  }

  // Once true, lanes finish the task they hold and claim no more.
  bool any() const { return any_.load(std::memory_order_relaxed); }

  // After all lanes are done.
  void rethrow_if_any() const {
    if (any()) throw std::runtime_error(message_);
  }

 private:
  std::atomic<bool> any_ = false;
  char message_[1000] = {};  // longer ones are cut off
};

// Runs the tasks of one range, until an error anywhere. The tally is a local: summing into memory that lanes
// share would make them fight for its line.
template <class Error>
Tally run_range(const Workload& workload, Range range, Error& error, Worker& worker) noexcept {
  Tally tally;
  try {
    for (std::size_t task = range.begin; task < range.end && !error.any(); ++task)
      tally.add(workload.run(task, worker));
  } catch (...) {
    error.capture();
  }
  return tally;
}

// A lane: runs tasks until none remain or an error stops it.
template <class Error>
Tally drain(const Workload& workload, Cursor& cursor, Error& error, Worker& worker) noexcept {
  Tally tally;
  for (Range range = cursor.claim(); !range.empty() && !error.any(); range = cursor.claim())
    tally += run_range(workload, range, error, worker);
  return tally;
}

}  // namespace concbench
