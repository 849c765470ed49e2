#include "bench/supervisor/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <utility>

#include "bench/child/child.h"
#include "system/error.h"

extern char** environ;

namespace concbench::bench {
namespace {

std::vector<char*> clean_environment() {
  std::vector<char*> variables;
  for (char** variable = environ; *variable; ++variable)
    if (!std::string_view(*variable).starts_with("BENCHMARK_")) variables.push_back(*variable);
  variables.push_back(nullptr);
  return variables;
}

// Between fork and exec: async-signal-safe calls only (signal-safety(7)).
[[noreturn]] void become_child(pid_t parent, int null, int errors, int report, int control,
                               const char* program, char** arguments, char** environment) {
  ::setpgid(0, 0);
  // Survives exec. A parent that died before it was set is noticed by its number.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  ::signal(SIGXFSZ, SIG_DFL);
  // Out of the way first: a pipe's own number may be one of the targets. dup2 clears close-on-exec.
  constexpr int above = 10;
  report = ::fcntl(report, F_DUPFD_CLOEXEC, above);
  control = ::fcntl(control, F_DUPFD_CLOEXEC, above);
  errors = ::fcntl(errors, F_DUPFD_CLOEXEC, above);
  ::dup2(null, STDIN_FILENO);
  ::dup2(null, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  ::dup2(report, report_fd);
  ::dup2(control, control_fd);
  ::execve(program, arguments, environment);
  ::_exit(127);
}

}  // namespace

ChildProcess::ChildProcess(const std::string& program, const std::vector<std::string>& arguments) {
  std::vector<char*> words{const_cast<char*>("concbench")};
  for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  std::vector<char*> environment = clean_environment();
  const Descriptor null(checked(::open("/dev/null", O_RDWR | O_CLOEXEC), "open '/dev/null'"));

  const pid_t parent = ::getpid();
  pid_ = checked(::fork(), "fork");
  if (pid_ == 0)
    become_child(parent, null.get(), errors_.write_end.get(), report_.write_end.get(),
                 control_.read_end.get(), program.empty() ? "/proc/self/exe" : program.c_str(), words.data(),
                 environment.data());
  ::setpgid(pid_, pid_);  // here too: whichever comes first, the group exists when it is killed
  report_.write_end.close();
  errors_.write_end.close();
  control_.read_end.close();
  ::fcntl(report(), F_SETFL, O_NONBLOCK);
  ::fcntl(errors(), F_SETFL, O_NONBLOCK);
  pidfd_ = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
  if (pidfd_.get() < 0) {
    const int error = errno;
    kill_rest();
    throw_errno("pidfd_open", error);
  }
}

ChildProcess::~ChildProcess() {
  kill_rest();
}

ChildProcess::End ChildProcess::wait() {
  int how = 0;
  rusage usage{};
  retried([&] { return ::wait4(pid_, &how, 0, &usage); });
  const auto cpu = std::chrono::seconds(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                   std::chrono::microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
  if (!WIFEXITED(how))
    return {-1, fmt::format("killed by signal {} ({})", WTERMSIG(how), ::strsignal(WTERMSIG(how))), cpu};
  const int status = WEXITSTATUS(how);
  return {status, status == 0 ? "" : fmt::format("exited with status {}", status), cpu};
}

int ChildProcess::kill_rest() {
  if (over_) return 0;
  int rest = 0;
  // What has ended already was merely not waited for; what can still be killed was left behind.
  while (::waitpid(-pid_, nullptr, WNOHANG) > 0) {
  }
  while (::kill(-pid_, SIGKILL) == 0) {
    if (retried([&] { return ::waitpid(-pid_, nullptr, 0); }) <= 0) break;
    ++rest;
  }
  over_ = true;
  return rest;
}

void become_supervisor() {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
}

}  // namespace concbench::bench
