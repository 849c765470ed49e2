// What an event loop waits with: descriptors (epoll), reads of files (io_uring), calls that end on other
// threads (eventfd), and time, all on one thread. Linux only (before 5.11 and epoll_pwait2 in milliseconds).
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "system/descriptor.h"

namespace concbench {

inline constexpr unsigned ring_entries = 256;  // reads submitted at once; more go in turns

class Reactor {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  // Something that is waited for. It stays where it is until wait(), on its thread, calls done() once.
  class Operation {
   public:
    // What came of it: as poll(2)'s revents, or as pread(2) returns, with -errno for an error.
    int result = 0;

   protected:
    ~Operation() = default;

   private:
    friend class Reactor;
    virtual void done() = 0;
    Descriptor duplicate_{-1};  // of a descriptor that another operation waits for already
    int fd_ = -1;
    Operation* next_ = nullptr;  // of those that are posted
  };

  Reactor();  // throws std::system_error
  ~Reactor();

  // Until poll(2) would report `events` (POLLIN, POLLOUT), an error or a hang-up. Throws std::system_error.
  void ready(int fd, short events, Operation&);

  // As pread(2), by io_uring. The buffer stays where it is until then. Throws std::system_error where the
  // kernel has no io_uring or forbids it.
  void read_at(int fd, std::span<std::byte> buffer, std::uint64_t offset, Operation&);

  // From any thread: the operation is done. Each that will come this way is announced by expect() before.
  void expect() { ++expected_; }
  void post(Operation&) noexcept;

  // Makes wait() return, from any thread.
  void wake() noexcept;

  // Operations that are not done.
  std::size_t pending() const { return waiting_ + reading_ + expected_; }

  // Waits until something is done, wake() is called or that time has come, and calls done() of all that are.
  void wait(std::optional<TimePoint> until);

 private:
  struct Ring;

  void submit_reads();
  bool take_reads();
  void take_posted();
  void take_ready(Operation&, std::uint32_t events);

  Descriptor epoll_, event_;
  std::unique_ptr<Ring> ring_;  // made for the first read
  std::size_t waiting_ = 0, reading_ = 0, expected_ = 0;
  std::atomic<Operation*> posted_ = nullptr;  // the last, which leads to those before
};

// Throws Unsupported where the kernel has no io_uring, a sandbox forbids it, or locked memory is too little
// for so large a ring. No silent fallback: reading on a helper thread is another thing to measure.
void require_io_uring(unsigned entries = ring_entries);

}  // namespace concbench
