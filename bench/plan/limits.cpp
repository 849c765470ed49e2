#include "bench/plan/limits.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "system/proc/cgroup.h"
#include "system/proc/proc.h"

namespace concbench::bench {
namespace {

// What the program itself needs beside the workers: the supervisor, the child, pipes, libraries' own threads
// and files.
constexpr std::size_t own_tasks = 8;
constexpr std::size_t own_descriptors = 64;

std::string over(std::string_view what, std::uint64_t needed, std::string_view limit, std::uint64_t value,
                 std::string_view remedy) {
  return fmt::format("needs {} {}, and {} leaves {}; {}", needed, what, limit, value, remedy);
}

// Threads and processes are one thing to the kernel.
std::string exceeded_tasks(std::uint64_t needed) {
  constexpr std::string_view what = "threads or processes";
  rlimit processes{};
  // The superuser is exempt.
  if (::geteuid() != 0 && ::getrlimit(RLIMIT_NPROC, &processes) == 0 && processes.rlim_cur != RLIM_INFINITY) {
    const std::uint64_t used = threads_of_user().value_or(0);
    const std::uint64_t left = processes.rlim_cur > used ? processes.rlim_cur - used : 0;
    if (needed > left)
      return over(what, needed, "the user's process limit", left, "lower --concurrency or raise 'ulimit -u'");
  }
  if (const auto left = cgroup_pids_left(); left && needed > *left)
    return over(what, needed, "the cgroup's pids.max", *left,
                "lower --concurrency or raise the container's pids limit");
  for (const char* name : {"threads-max", "pid_max"})
    if (const auto value = number_in(fmt::format("/proc/sys/kernel/{}", name)); value && needed > *value)
      return over(what, needed, fmt::format("the kernel's {}", name), *value, "lower --concurrency");
  return {};
}

std::string exceeded_descriptors(std::uint64_t needed) {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_max == RLIM_INFINITY) return {};
  if (needed <= files.rlim_max) return {};
  return over("open files", needed, "the limit of open files", files.rlim_max,
              "lower --concurrency or raise 'ulimit -Hn'");
}

std::string text(std::optional<std::uint64_t> value) {
  return value ? std::to_string(*value) : "unknown";
}

std::string text(rlim_t value) {
  return value == RLIM_INFINITY ? "unlimited" : std::to_string(value);
}

}  // namespace

std::string describe_limits() {
  rlimit processes{}, files{};
  ::getrlimit(RLIMIT_NPROC, &processes);
  ::getrlimit(RLIMIT_NOFILE, &files);
  const auto pids = cgroup_pids_left();
  return fmt::format(
      "{:<16}{}{} for the user, {} in the cgroup, {} in the kernel (threads-max {})\n{:<16}{} (hard limit)\n",
      "processes", text(processes.rlim_cur), ::geteuid() == 0 ? " (the superuser is exempt)" : "",
      pids ? fmt::format("{} left", *pids) : "no limit known", text(number_in("/proc/sys/kernel/pid_max")),
      text(number_in("/proc/sys/kernel/threads-max")), "open files", text(files.rlim_max));
}

std::string exceeded_limit(const WorkloadEntry& workload, const RunnerEntry& runner, const JobSize& job) {
  const Footprint footprint = runner.footprint(job);
  if (const std::size_t needed = footprint.threads + footprint.processes; needed > 0)
    if (std::string reason = exceeded_tasks(needed + own_tasks); !reason.empty()) return reason;
  // A worker process has its own table of files.
  const std::size_t at_once = footprint.processes > 0 ? 0 : std::min(job.concurrency, job.tasks);
  return exceeded_descriptors(footprint.descriptors + at_once * workload.descriptors + own_descriptors);
}

}  // namespace concbench::bench
