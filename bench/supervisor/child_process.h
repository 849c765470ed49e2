// One child of the supervisor and all that it starts. Linux only: pidfd, PR_SET_PDEATHSIG.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "system/children.h"

namespace concbench::bench {

// A program, as the leader of its own process group, with /dev/null for stdin and stdout and without
// BENCHMARK_* in its environment. It dies with the process that made it. Everything in its group is killed
// and reaped by the destructor.
class ChildProcess {
 public:
  // `program`: its path; empty: this one again. Throws std::system_error where no process can be made. One
  // that cannot become the program exits with status 127.
  ChildProcess(const std::string& program, const std::vector<std::string>& arguments);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t pid() const { return pid_; }
  int exited() const { return pidfd_.get(); }  // readable once the process has ended
  int report() const {
    return report_.read_end.get();
  }  // non-blocking; reads what the child writes to report_fd
  int errors() const { return errors_.read_end.get(); }     // non-blocking; reads its stderr
  int control() const { return control_.write_end.get(); }  // writes what the child reads from control_fd

  // How the process ended.
  struct End {
    int status;         // its exit status, or -1 where a signal killed it
    std::string words;  // "killed by signal 9 (Killed)", "exited with status 3"; empty for status 0
    std::chrono::nanoseconds cpu;  // what it and the children it waited for used
  };
  End wait();

  // Kills whatever is left of the group and reaps it; returns how many processes that were.
  int kill_rest();

 private:
  pid_t pid_ = -1;
  bool over_ = false;  // the group is gone, and its number may be another's
  Pipe report_ = make_pipe(), errors_ = make_pipe(), control_ = make_pipe();
  Descriptor pidfd_{-1};
};

// Once, before the first child: orphans of a child become children of this process, to be reaped by it; no
// core dumps; as many descriptors as the system lets the user have.
void become_supervisor();

}  // namespace concbench::bench
