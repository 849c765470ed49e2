// Forked workers and how they end. Linux only (5.3 or later): pidfd_open, epoll, PR_SET_PDEATHSIG.
//
// All of this presumes a process of one thread: fork() copies only the thread that calls it, and the workers
// are told to die with the thread, not the process, that forked them.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "system/descriptor.h"

namespace concbench {

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};
// Which ends of a pipe never make a process wait.
enum class Nonblocking { none, read_end, both_ends };
Pipe make_pipe(Nonblocking = Nonblocking::none);  // throws std::system_error

// Read or write the whole object; messages of at most PIPE_BUF bytes are never torn apart or mixed, even
// where several processes share an end. Both go on after a signal. read_message returns false at end of file;
// they throw std::system_error otherwise.
bool read_message(int fd, void* message, std::size_t size);
void write_message(int fd, const void* message, std::size_t size);

// Workers by slot, at most one at a time in each.
class Children {
 public:
  explicit Children(std::size_t slots) : pids_(slots) {}
  // Leaves no child behind: see kill_all().
  ~Children() { kill_all(); }
  Children(const Children&) = delete;
  Children& operator=(const Children&) = delete;

  // Forks a worker that runs body() and leaves by _exit(0), past all destructors and buffers, which are its
  // parent's. Throws std::system_error.
  void fork(std::size_t slot, const std::function<void()>& body);

  struct Ended {
    std::size_t slot;
    pid_t pid;
    int status;  // as of waitpid

    // "worker 1 (pid 123) was killed by signal 9 (Killed)"
    std::string describe() const;
  };
  // Waits for the end of some worker, of which at least one must be there, and frees its slot.
  Ended next_ended();

  // Returns when no worker is left.
  void kill_all() noexcept;

  pid_t pid(std::size_t slot) const { return pids_[slot]; }

 private:
  std::vector<pid_t> pids_;  // 0: the slot is free
};

// Workers that all live from constructor to destructor, so that the end of any is an error.
class ProcessTeam {
 public:
  // Forks `size` workers that run body(index). Throws std::system_error that names the one refused.
  ProcessTeam(std::size_t size, const std::function<void(std::size_t)>& body);
  // Gives the workers, who must have been told to leave, a short time to do so: a stuck one is killed.
  ~ProcessTeam();

  // Throws std::runtime_error that describes a worker that has ended, after taking down all others.
  void check();

  // Waits until this descriptor can be read, or a worker has ended: then as check().
  void wait(int readable);

 private:
  Children children_;
  Descriptor ended_;  // epoll of all pidfds: readable once a worker has ended
  std::vector<Descriptor> pidfds_;
};

}  // namespace concbench
