#include "system/children.h"

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
#include <chrono>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

#include "system/error.h"

namespace concbench {
namespace {

using namespace std::chrono_literals;

// How long workers that were told to leave may take. They only have to notice the end of a pipe; but there
// may be a thousand of them on one CPU.
constexpr auto leaving_time = 2s;

// Every watched worker takes a descriptor; the usual soft limit of 1024 is for programs that use select().
void allow_descriptors(std::size_t count) {
  constexpr std::size_t spare = 256;  // what the rest of the program may have open
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= count + spare) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, count + spare);
  setrlimit(RLIMIT_NOFILE, &limit);  // where that is not enough, opening fails and says so
}

[[noreturn]] void live_as_worker(pid_t parent, const std::function<void()>& body) {
  // A worker must not outlive its parent. The parent may have died before the request took effect.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(EXIT_FAILURE);
  try {
    body();
  } catch (...) {
    _exit(EXIT_FAILURE);
  }
  _exit(EXIT_SUCCESS);
}

}  // namespace

Pipe make_pipe(Nonblocking nonblocking) {
  int ends[2];
  const int both = nonblocking == Nonblocking::both_ends ? O_NONBLOCK : 0;
  checked(pipe2(ends, O_CLOEXEC | both), "cannot make a pipe");
  Pipe pipe{Descriptor(ends[0]), Descriptor(ends[1])};
  if (nonblocking == Nonblocking::read_end)
    checked(fcntl(ends[0], F_SETFL, O_NONBLOCK), "cannot keep a pipe from blocking");
  return pipe;
}

bool read_message(int fd, void* message, std::size_t size) {
  const auto got = checked(retried([&] { return read(fd, message, size); }), "cannot read from a pipe");
  return static_cast<std::size_t>(got) == size;
}

void write_message(int fd, const void* message, std::size_t size) {
  checked(retried([&] { return write(fd, message, size); }), "cannot write to a pipe");
}

void Children::fork(std::size_t slot, const std::function<void()>& body) {
  const pid_t parent = getpid();
  const pid_t pid = checked(::fork(), "cannot fork");
  if (pid == 0) live_as_worker(parent, body);
  pids_[slot] = pid;
}

Children::Ended Children::next_ended() {
  // Cheaper for a worker that lives for one task than a pidfd of its own. WNOWAIT only looks: the child that
  // has ended may be somebody else's.
  for (siginfo_t info{};; std::this_thread::sleep_for(1ms)) {
    checked(retried([&] { return waitid(P_ALL, 0, &info, WEXITED | WNOWAIT); }), "cannot wait for a worker");
    auto ended = std::ranges::find(pids_, info.si_pid);
    int status = 0;
    // A stranger hides ours until it is collected by whoever waits for it.
    if (ended == pids_.end())
      ended = std::ranges::find_if(
          pids_, [&](pid_t pid) { return pid != 0 && waitpid(pid, &status, WNOHANG) == pid; });
    else
      retried([&] { return waitpid(*ended, &status, 0); });
    if (ended != pids_.end()) {
      const auto slot = static_cast<std::size_t>(ended - pids_.begin());
      return {slot, std::exchange(*ended, 0), status};
    }
  }
}

void Children::kill_all() noexcept {
  // All before the first is waited for, so that they end at the same time. Those that have ended do not mind.
  for (const pid_t pid : pids_)
    if (pid != 0) kill(pid, SIGKILL);
  for (const pid_t pid : pids_)
    if (pid != 0) retried([&] { return waitpid(pid, nullptr, 0); });
  std::ranges::fill(pids_, 0);
}

std::string Children::Ended::describe() const {
  const std::string who = fmt::format("worker {} (pid {})", slot, pid);
  if (WIFSIGNALED(status))
    return fmt::format("{} was killed by signal {} ({})", who, WTERMSIG(status), strsignal(WTERMSIG(status)));
  return fmt::format("{} exited with status {}", who, WEXITSTATUS(status));
}

ProcessTeam::ProcessTeam(std::size_t size, const std::function<void(std::size_t)>& body)
    : children_(size), ended_(checked(epoll_create1(EPOLL_CLOEXEC), "cannot make an epoll descriptor")) {
  for (std::size_t index = 0; index < size; ++index) {
    try {
      children_.fork(index, [&] { body(index); });
    } catch (const std::system_error& error) {
      throw std::system_error(error.code(), fmt::format("cannot start process {} of {}", index + 1, size));
    }
  }
  // After the last fork, else each worker would inherit those of all its elder siblings.
  allow_descriptors(size);
  pidfds_.reserve(size);
  for (std::size_t index = 0; index < size; ++index) {
    const Descriptor& pidfd =
        pidfds_.emplace_back(static_cast<int>(syscall(SYS_pidfd_open, children_.pid(index), 0)));
    epoll_event event{.events = EPOLLIN, .data = {}};
    if (pidfd.get() < 0 || epoll_ctl(ended_.get(), EPOLL_CTL_ADD, pidfd.get(), &event) != 0)
      throw_errno(fmt::format("cannot watch process {} of {}", index + 1, size));
  }
}

ProcessTeam::~ProcessTeam() {
  const auto deadline = std::chrono::steady_clock::now() + leaving_time;
  for (const Descriptor& pidfd : pidfds_) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd ended{.fd = pidfd.get(), .events = POLLIN, .revents = 0};
    retried([&] { return poll(&ended, 1, static_cast<int>(std::max(left, 0ms).count())); });
  }
}

void ProcessTeam::check() {
  pollfd ended{.fd = ended_.get(), .events = POLLIN, .revents = 0};
  if (poll(&ended, 1, 0) <= 0) return;
  const Children::Ended worker = children_.next_ended();
  children_.kill_all();
  throw std::runtime_error(worker.describe());
}

void ProcessTeam::wait(int readable) {
  std::array<pollfd, 2> fds{pollfd{ended_.get(), POLLIN, 0}, pollfd{readable, POLLIN, 0}};
  checked(retried([&] { return poll(fds.data(), fds.size(), -1); }), "cannot wait for the workers");
  if (fds[0].revents != 0) check();
}

}  // namespace concbench
