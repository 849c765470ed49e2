#include "system/reactor.h"

#include <liburing.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <map>
#include <mutex>
#include <utility>

#include "system/error.h"

namespace concbench {
namespace {

constexpr int events_at_once = 128;

void watch(int epoll, int fd, std::uint32_t events, void* operation) {
  epoll_event event{.events = events, .data = {.ptr = operation}};
  checked(::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event), "cannot watch a descriptor");
}

int poll_until(std::optional<Reactor::TimePoint> until, int epoll,
               std::array<epoll_event, events_at_once>& events) {
  using namespace std::chrono;
  if (!until) return ::epoll_wait(epoll, events.data(), events_at_once, -1);
  const Reactor::TimePoint now = steady_clock::now();
  const nanoseconds left = *until > now ? *until - now : nanoseconds(0);
  const auto whole = duration_cast<seconds>(left);
  const timespec timeout{.tv_sec = whole.count(), .tv_nsec = (left - whole).count()};
  const int count = ::epoll_pwait2(epoll, events.data(), events_at_once, &timeout, nullptr);
  if (count >= 0 || errno != ENOSYS) return count;
  return ::epoll_wait(
      epoll, events.data(), events_at_once,
      static_cast<int>(std::min<milliseconds::rep>(ceil<milliseconds>(left).count(), INT_MAX)));
}

}  // namespace

struct Reactor::Ring {
  Ring() {
    if (const int error = io_uring_queue_init(ring_entries, &ring, 0); error != 0)
      throw_errno("cannot make an io_uring", -error);
  }
  ~Ring() { io_uring_queue_exit(&ring); }
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;

  io_uring ring{};
};

Reactor::Reactor()
    : epoll_(checked(::epoll_create1(EPOLL_CLOEXEC), "cannot make an epoll descriptor")),
      event_(checked(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "cannot make an eventfd")) {
  watch(epoll_.get(), event_.get(), EPOLLIN, &event_);
}

Reactor::~Reactor() = default;

void Reactor::ready(int fd, short events, Operation& operation) {
  epoll_event event{.events = static_cast<std::uint32_t>(events) | EPOLLONESHOT, .data = {.ptr = &operation}};
  operation.fd_ = fd;
  if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) != 0) {
    if (errno == EPERM) {  // a file, which is always ready
      operation.result = events;
      expect();
      return post(operation);
    }
    if (errno != EEXIST) throw_errno("cannot wait for a descriptor");
    // epoll knows a descriptor once; a second waiter gets a descriptor of its own.
    operation.duplicate_ = Descriptor(checked(::dup(fd), "cannot wait twice for a descriptor"));
    operation.fd_ = operation.duplicate_.get();
    checked(::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, operation.fd_, &event), "cannot wait for a descriptor");
  }
  ++waiting_;
}

void Reactor::read_at(int fd, std::span<std::byte> buffer, std::uint64_t offset, Operation& operation) {
  if (!ring_) {
    ring_ = std::make_unique<Ring>();
    watch(epoll_.get(), ring_->ring.ring_fd, EPOLLIN, ring_.get());
  }
  io_uring_sqe* entry = nullptr;
  // The queue is full of what has not been submitted, or the kernel has no room before results are taken.
  for (; (entry = io_uring_get_sqe(&ring_->ring)) == nullptr; take_reads()) submit_reads();
  const auto length = static_cast<unsigned>(std::min<std::size_t>(buffer.size(), INT_MAX));
  io_uring_prep_read(entry, fd, buffer.data(), length, offset);
  io_uring_sqe_set_data(entry, &operation);
  ++reading_;
}

void Reactor::post(Operation& operation) noexcept {
  Operation* last = posted_.load(std::memory_order_relaxed);
  do operation.next_ = last;
  while (
      !posted_.compare_exchange_weak(last, &operation, std::memory_order_release, std::memory_order_relaxed));
  if (!last) wake();  // otherwise it is awake, or was woken
}

void Reactor::wake() noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t ignored = ::write(event_.get(), &one, sizeof one);
}

// A kernel that is out of room, for entries or for results, takes them another time.
void Reactor::submit_reads() {
  const int result = io_uring_submit(&ring_->ring);
  if (result < 0 && result != -EBUSY && result != -EAGAIN && result != -EINTR)
    throw_errno("cannot submit reads", -result);
}

// Submits what was asked for; whether any read has ended. What lies in the page cache has by then.
bool Reactor::take_reads() {
  if (!ring_ || reading_ == 0) return false;
  if (io_uring_sq_ready(&ring_->ring) > 0) submit_reads();
  bool any = false;
  for (io_uring_cqe* entry = nullptr; io_uring_peek_cqe(&ring_->ring, &entry) == 0; any = true) {
    auto& operation = *static_cast<Operation*>(io_uring_cqe_get_data(entry));
    operation.result = entry->res;
    io_uring_cqe_seen(&ring_->ring, entry);
    --reading_;
    operation.done();
  }
  return any;
}

void Reactor::take_posted() {
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t ignored = ::read(event_.get(), &count, sizeof count);
  for (Operation* last = posted_.exchange(nullptr, std::memory_order_acquire); last;) {
    Operation& operation = *std::exchange(last, last->next_);
    --expected_;
    operation.done();
  }
}

void Reactor::take_ready(Operation& operation, std::uint32_t events) {
  // Taken out, so that the descriptor can be waited for again, or closed and its number given to another.
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, operation.fd_, nullptr);
  operation.duplicate_.close();
  operation.result = static_cast<int>(events);
  --waiting_;
  operation.done();
}

void Reactor::wait(std::optional<TimePoint> until) {
  // No waiting where there is something to do already; but nothing else may starve meanwhile.
  if (take_reads() || (ring_ && io_uring_sq_ready(&ring_->ring) > 0)) until = TimePoint::min();
  std::array<epoll_event, events_at_once> events;
  const int count = poll_until(until, epoll_.get(), events);
  if (count < 0 && errno != EINTR) throw_errno("cannot wait for events");
  for (const epoll_event& event : std::span(events.data(), static_cast<std::size_t>(std::max(count, 0)))) {
    void* const source = event.data.ptr;
    if (source == &event_)
      take_posted();
    else if (source == ring_.get())
      take_reads();
    else
      take_ready(*static_cast<Operation*>(source), event.events);
  }
}

void require_io_uring(unsigned entries) {
  static std::mutex mutex;
  static std::map<unsigned, bool> known;
  const std::lock_guard lock(mutex);
  const auto [found, is_new] = known.try_emplace(entries);
  if (is_new) {
    io_uring ring;
    found->second = io_uring_queue_init(entries, &ring, 0) == 0;
    if (found->second) io_uring_queue_exit(&ring);
  }
  if (!found->second)
    throw Unsupported(
        "io_uring is not to be had: this kernel or sandbox forbids it, or the limit of locked memory is too "
        "low ('ulimit -l'); with async=threads helper threads read instead");
}

}  // namespace concbench
