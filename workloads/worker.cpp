#include "workloads/worker.h"

#include <poll.h>
#include <time.h>
#include <unistd.h>

#include "system/error.h"

namespace concbench {

// std::this_thread::sleep_until promises no clock of the system's.
void Worker::sleep_until(TimePoint when) {
  const std::chrono::nanoseconds since_boot = when.time_since_epoch();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since_boot);
  const timespec deadline{.tv_sec = seconds.count(), .tv_nsec = (since_boot - seconds).count()};
  int error = 0;
  while ((error = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, nullptr)) == EINTR) {
  }
  if (error != 0) throw_errno("clock_nanosleep", error);
}

void Worker::ready(int fd, short events) {
  pollfd descriptor{.fd = fd, .events = events, .revents = 0};
  checked(retried([&] { return poll(&descriptor, 1, -1); }), "poll");
}

std::size_t Worker::read_at(int fd, std::span<std::byte> buffer, std::uint64_t offset) {
  return static_cast<std::size_t>(checked(
      retried([&] { return pread(fd, buffer.data(), buffer.size(), static_cast<off_t>(offset)); }), "read"));
}

void Worker::blocking(FunctionRef<void()> call) {
  call();
}

void Worker::parallel_invoke(Part a, Part b) {
  a(*this);
  b(*this);
}

}  // namespace concbench
