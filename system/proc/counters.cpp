#include "system/proc/counters.h"

#include <fmt/format.h>
#include <linux/perf_event.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <filesystem>
#include <system_error>

#include "system/proc/proc.h"

namespace concbench {
namespace {

namespace fs = std::filesystem;

struct Kind {
  std::uint32_t type;
  std::uint64_t config;
};

constexpr std::array<Kind, 4> kinds{{{PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CPU_MIGRATIONS},
                                     {PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS},
                                     {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES},
                                     {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_MISSES}}};

void add_threads(pid_t process, std::vector<pid_t>& threads) {
  std::error_code error;
  fs::directory_iterator task(fmt::format("/proc/{}/task", process), error);
  for (; !error && task != fs::directory_iterator(); task.increment(error))
    if (const auto thread = leading_number(task->path().filename().native()))
      threads.push_back(static_cast<pid_t>(*thread));
}

bool is_child(pid_t process) {
  return field(fmt::format("/proc/{}/status", process), "PPid") == static_cast<std::uint64_t>(getpid());
}

Descriptor open_event(const Kind& kind, pid_t thread) {
  perf_event_attr attributes{};
  attributes.size = sizeof attributes;
  attributes.type = kind.type;
  attributes.config = kind.config;
  attributes.inherit = 1;
  attributes.exclude_kernel = kind.type == PERF_TYPE_HARDWARE;  // threads are moved by the kernel
  attributes.exclude_hv = 1;
  attributes.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
  constexpr int any_cpu = -1, no_group = -1;
  return Descriptor(static_cast<int>(
      syscall(SYS_perf_event_open, &attributes, thread, any_cpu, no_group, PERF_FLAG_FD_CLOEXEC)));
}

// Of what the thread and all that it started did, whether they live or not. A processor with fewer counters
// than events lets them take turns; the share of the time that each had stands for all of it.
std::optional<double> count_of(const Descriptor& event) {
  struct {
    std::uint64_t value, enabled, running;
  } read{};
  if (::read(event.get(), &read, sizeof read) != sizeof read) return {};
  if (read.running == 0) return read.enabled == 0 ? std::optional(0.0) : std::nullopt;
  return static_cast<double>(read.value) * static_cast<double>(read.enabled) /
         static_cast<double>(read.running);
}

std::optional<std::int64_t> sum_of(std::span<const Descriptor> events) {
  if (events.empty()) return {};
  double sum = 0;
  for (const Descriptor& event : events) {
    const auto count = count_of(event);
    if (!count) return {};
    sum += *count;
  }
  return std::llround(sum);
}

}  // namespace

EventCounters::EventCounters(std::span<const pid_t> workers) {
  std::vector<pid_t> threads;
  add_threads(getpid(), threads);
  for (const pid_t worker : workers)
    if (is_child(worker)) add_threads(worker, threads);
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || threads.size() * kinds.size() > files.rlim_cur / 4) return;
  for (std::size_t kind = 0; kind < kinds.size(); ++kind)
    for (const pid_t thread : threads) {
      Descriptor event = open_event(kinds[kind], thread);
      if (event.get() < 0 && errno == ESRCH) continue;  // it has ended
      if (event.get() < 0) {
        events_[kind].clear();  // without one of them the sum would be a guess
        break;
      }
      events_[kind].push_back(std::move(event));
    }
}

EventCounts EventCounters::so_far() const {
  return {sum_of(events_[0]), sum_of(events_[1]), sum_of(events_[2]), sum_of(events_[3])};
}

}  // namespace concbench
