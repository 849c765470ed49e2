// The first error of lanes in several processes.
#pragma once

#include <atomic>
#include <cstring>
#include <exception>
#include <stdexcept>

namespace concbench {

// The first exception of a run, for lanes in several processes: its message, as the object itself cannot
// leave its process. Lies in shared memory. (FirstError in lane.h is the same within one process.)
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

}  // namespace concbench
