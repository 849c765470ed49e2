// The place where a task runs, and what it may ask of it: a task that waits asks its worker, never the
// system. So the same task blocks a thread, parks a fiber, or suspends a coroutine (awaited.h). Linux only:
// poll(2), clock_nanosleep.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "system/function_ref.h"

namespace concbench {

using Clock = std::chrono::steady_clock;  // CLOCK_MONOTONIC: the same in every process
using TimePoint = Clock::time_point;

// The defaults block the calling thread. Models that have something better override them. Used by one task at
// a time, on whatever thread that is.
class Worker {
 public:
  Worker() = default;
  virtual ~Worker() = default;
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Returns at that time, never before.
  virtual void sleep_until(TimePoint);

  // Returns when poll(2) would report one of `events` (POLLIN, POLLOUT), an error or a hang-up. The
  // descriptor does not block (O_NONBLOCK). Throws std::system_error.
  virtual void ready(int fd, short events);

  // As pread(2): how many bytes were read, 0 at the end of the file. Throws std::system_error, and
  // Unsupported where the model reads by io_uring and the kernel forbids that.
  virtual std::size_t read_at(int fd, std::span<std::byte> buffer, std::uint64_t offset);

  // A call that cannot suspend: here, or on a helper thread while this one goes on with other tasks. Throws
  // what the call throws.
  virtual void blocking(FunctionRef<void()> call);

  // A part of a task, given the worker that it runs on.
  using Part = FunctionRef<void(Worker&)>;

  // Both parts, perhaps at once; returns when neither is in progress. Throws what one of them threw, and then
  // the other may have been cut short. Here: a, then b.
  virtual void parallel_invoke(Part a, Part b);

  // An object of this worker's own (a connection, a buffer), made by make() when it is first asked for and
  // kept as long as the worker: that of a thread or process as long as it lives, of a coroutine or fiber for
  // a run. One for each type.
  template <class T, class Make>
  T& local(Make make) {
    static constexpr char key = 0;
    for (const auto& [known, object] : locals_)
      if (known == &key) return *static_cast<T*>(object.get());
    return *static_cast<T*>(locals_.emplace_back(&key, std::make_shared<T>(make())).second.get());
  }

 private:
  std::vector<std::pair<const void*, std::shared_ptr<void>>> locals_;
};

}  // namespace concbench
