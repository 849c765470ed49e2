#include "tools/bars/bar_rows.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>

namespace concbench::bench {
namespace {

// Added to the worst row by a process that came to its end: no exit() on the way there looks like it.
constexpr int came_to_its_end = 100;

}  // namespace

void Bars::count(Exit exit) {
  worst_ = std::max(worst_, exit);
  any_ = true;
  std::fflush(stdout);
}

void Bars::row(std::string_view what, double value, std::string_view unit, double target) {
  const bool is_met = value <= target;
  fmt::print("{:<62} {:>9.3f} {:<8} <= {:<8} {}\n", what, value, unit, target, is_met ? "ok" : "MISSED");
  count(is_met ? met : missed);
}

void Bars::fail(std::string_view what, std::string_view reason) {
  fmt::print("{:<62} FAILED: {}\n", what, reason);
  count(failed);
}

void Bars::apart(std::string_view what, const std::function<void(Bars&)>& compare) {
  std::fflush(stdout);
  const pid_t pid = ::fork();
  if (pid == 0) {
    Bars own;
    try {
      compare(own);
      if (!own.any_) own.fail(what, "nothing was compared");
    } catch (const std::exception& error) {
      own.fail(what, error.what());
    } catch (...) {
      own.fail(what, "no exception of the standard's");
    }
    ::_exit(came_to_its_end + own.worst_);
  }
  int status = 0;
  if (pid < 0 || ::waitpid(pid, &status, 0) != pid) return fail(what, std::strerror(errno));
  if (WIFSIGNALED(status)) return fail(what, fmt::format("killed by signal {}", WTERMSIG(status)));
  const int row = WEXITSTATUS(status) - came_to_its_end;
  if (row < met || row > failed) return fail(what, fmt::format("exited with status {}", WEXITSTATUS(status)));
  count(static_cast<Exit>(row));
}

}  // namespace concbench::bench
