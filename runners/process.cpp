#include "runners/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace concbench {
namespace {

using namespace std::chrono_literals;

// How long workers that were told to leave may take. They only have to notice the end of a pipe; but there
// may be a thousand of them on one CPU.
constexpr auto leaving_time = 2s;

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::system_category(), what);
}

// Calls a function again that a signal has interrupted.
template <class Call>
auto retry(Call call) {
  decltype(call()) result;
  do result = call();
  while (result < 0 && errno == EINTR);
  return result;
}

// Every watched worker takes a descriptor, and the usual soft limit of 1024 is one for programs that use
// select().
void allow_descriptors(std::size_t count) {
  constexpr std::size_t spare = 256;  // what the rest of the program may have open
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= count + spare) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, count + spare);
  setrlimit(RLIMIT_NOFILE, &limit);  // where that is not enough, opening fails and says so
}

// Handlers belong to the parent's way of ending: they would tell it things that happened to a worker.
void reset_signal_handlers() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD, SIGALRM, SIGUSR1, SIGUSR2}) {
    struct sigaction action {};
    if (sigaction(signal, nullptr, &action) == 0 && action.sa_handler != SIG_IGN)
      std::signal(signal, SIG_DFL);
  }
  std::signal(SIGPIPE, SIG_DFL);  // who still writes when the parent is gone has nothing more to do
}

[[noreturn]] void live_as_worker(pid_t parent, const std::function<void()>& body) {
  // A worker must not outlive its parent. The parent may have died before the request took effect.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(EXIT_FAILURE);
  reset_signal_handlers();
  try {
    body();
  } catch (...) {
    _exit(EXIT_FAILURE);
  }
  _exit(EXIT_SUCCESS);
}

}  // namespace

Pipe make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) fail("cannot make a pipe");
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

bool read_message(int fd, void* message, std::size_t size) {
  const auto got = retry([&] { return read(fd, message, size); });
  if (got < 0) fail("cannot read from a pipe");
  return static_cast<std::size_t>(got) == size;
}

void write_message(int fd, const void* message, std::size_t size) {
  if (retry([&] { return write(fd, message, size); }) < 0) fail("cannot write to a pipe");
}

Children::Children(std::size_t slots) : ended_(epoll_create1(EPOLL_CLOEXEC)), children_(slots) {
  allow_descriptors(slots);
  if (ended_.get() < 0) fail("cannot make an epoll descriptor");
}

Children::~Children() {
  reap(0ms);
}

void Children::fork(std::size_t slot, const std::function<void()>& body) {
  const pid_t parent = getpid();
  const pid_t pid = ::fork();
  if (pid < 0) fail("cannot fork");
  if (pid == 0) live_as_worker(parent, body);
  children_[slot].pid = pid;
}

void Children::watch(std::size_t slot) {
  Child& child = children_[slot];
  child.pidfd.emplace(static_cast<int>(syscall(SYS_pidfd_open, child.pid, 0)));
  if (child.pidfd->get() < 0) fail("cannot open a pidfd");
  epoll_event event{.events = EPOLLIN, .data = {.u64 = slot}};
  if (epoll_ctl(ended_.get(), EPOLL_CTL_ADD, child.pidfd->get(), &event) != 0) fail("cannot watch a pidfd");
}

Children::Ended Children::next_ended() {
  epoll_event event{};
  if (retry([&] { return epoll_wait(ended_.get(), &event, 1, -1); }) < 0) fail("cannot wait for a worker");
  const std::size_t slot = event.data.u64;
  const pid_t pid = children_[slot].pid;
  return {slot, pid, collect(children_[slot])};
}

// The status; that of a normal exit where someone else has collected the child.
int Children::collect(Child& child) noexcept {
  int status = 0;
  retry([&] { return waitpid(child.pid, &status, 0); });
  // Closing alone is not enough: epoll goes on reporting a pidfd of which a sibling has inherited a
  // duplicate.
  if (child.pidfd) epoll_ctl(ended_.get(), EPOLL_CTL_DEL, child.pidfd->get(), nullptr);
  child.pidfd.reset();
  child.pid = 0;
  return status;
}

void Children::reap(std::chrono::milliseconds grace) noexcept {
  const auto deadline = std::chrono::steady_clock::now() + grace;
  for (const Child& child : children_) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left <= 0ms) break;
    pollfd ended{.fd = child.pidfd ? child.pidfd->get() : -1, .events = POLLIN, .revents = 0};
    if (ended.fd >= 0) retry([&] { return poll(&ended, 1, static_cast<int>(left.count())); });
  }
  // All before the first is waited for, so that they end at the same time. Those that have ended do not mind.
  for (const Child& child : children_)
    if (child.pid != 0) kill(child.pid, SIGKILL);
  for (Child& child : children_)
    if (child.pid != 0) collect(child);
}

std::string Children::Ended::describe() const {
  const std::string who = fmt::format("worker {} (pid {})", slot, pid);
  if (WIFSIGNALED(status))
    return fmt::format("{} was killed by signal {} ({})", who, WTERMSIG(status), strsignal(WTERMSIG(status)));
  return fmt::format("{} exited with status {}", who, WEXITSTATUS(status));
}

ProcessTeam::ProcessTeam(std::size_t size, const std::function<void(std::size_t)>& body) : children_(size) {
  for (std::size_t index = 0; index < size; ++index) {
    try {
      children_.fork(index, [&] { body(index); });
    } catch (const std::system_error& error) {
      throw std::system_error(error.code(), fmt::format("cannot start process {} of {}", index + 1, size));
    }
  }
  for (std::size_t index = 0; index < size; ++index) children_.watch(index);
}

ProcessTeam::~ProcessTeam() {
  children_.reap(leaving_time);
}

void ProcessTeam::wait(int readable, int writable) {
  std::array<pollfd, 3> fds{pollfd{children_.descriptor(), POLLIN, 0}, pollfd{readable, POLLIN, 0},
                            pollfd{writable, POLLOUT, 0}};
  if (retry([&] { return poll(fds.data(), fds.size(), -1); }) < 0) fail("cannot wait for the workers");
  if (fds[0].revents == 0) return;
  const Children::Ended ended = children_.next_ended();
  children_.reap(0ms);
  throw std::runtime_error(ended.describe());
}

}  // namespace concbench
