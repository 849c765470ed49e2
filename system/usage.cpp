#include "system/usage.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <charconv>
#include <fstream>
#include <string>
#include <string_view>

namespace concbench {
namespace {

using std::chrono::nanoseconds;

nanoseconds to_ns(const timespec& t) {
  return std::chrono::seconds(t.tv_sec) + nanoseconds(t.tv_nsec);
}
nanoseconds to_ns(const timeval& t) {
  return std::chrono::seconds(t.tv_sec) + std::chrono::microseconds(t.tv_usec);
}

// The number that follows "key:" in a file of /proc in the form of /proc/pid/status.
std::optional<std::int64_t> field(const std::string& path, std::string_view key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(key) || line.size() <= key.size() || line[key.size()] != ':') continue;
    const std::size_t digit = line.find_first_of("0123456789");
    if (digit == std::string::npos) return {};
    std::int64_t value = 0;
    std::from_chars(line.data() + digit, line.data() + line.size(), value);
    return value;
  }
  return {};
}

std::optional<std::int64_t> bytes(const std::string& path, std::string_view key) {
  const auto kibibytes = field(path, key);
  return kibibytes ? std::optional(*kibibytes * 1024) : std::nullopt;
}

Usage used_by(int who) {
  rusage usage{};
  getrusage(who, &usage);
  return {to_ns(usage.ru_utime) + to_ns(usage.ru_stime), usage.ru_nvcsw, usage.ru_nivcsw};
}

// Nothing for a process that is not our living child: it is in RUSAGE_CHILDREN, or its number was given away.
Usage used_by_worker(pid_t pid) {
  const std::string status = fmt::format("/proc/{}/status", pid);
  if (field(status, "PPid") != getpid()) return {};
  clockid_t clock{};
  timespec cpu{};
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &cpu) != 0) return {};
  return {to_ns(cpu), field(status, "voluntary_ctxt_switches").value_or(0),
          field(status, "nonvoluntary_ctxt_switches").value_or(0)};
}

}  // namespace

Usage& Usage::operator+=(const Usage& other) {
  cpu += other.cpu;
  voluntary += other.voluntary;
  involuntary += other.involuntary;
  return *this;
}

Usage Usage::operator-(const Usage& earlier) const {
  return {cpu - earlier.cpu, voluntary - earlier.voluntary, involuntary - earlier.involuntary};
}

Usage used_so_far(std::span<const pid_t> workers) {
  Usage total = used_by(RUSAGE_SELF);
  total += used_by(RUSAGE_CHILDREN);
  for (const pid_t pid : workers) total += used_by_worker(pid);
  return total;
}

Usage own_usage() {
  return used_by(RUSAGE_SELF);
}

std::optional<std::int64_t> proportional_set_size(pid_t pid) {
  return bytes(fmt::format("/proc/{}/smaps_rollup", pid), "Pss");
}

std::optional<std::int64_t> tree_proportional_set_size(pid_t pid) {
  auto total = proportional_set_size(pid);
  if (!total) return {};
  std::ifstream children(fmt::format("/proc/{0}/task/{0}/children", pid));
  for (pid_t child; children >> child;) *total += proportional_set_size(child).value_or(0);
  return total;
}

std::optional<std::int64_t> resident_set_size() {
  return bytes("/proc/self/status", "VmRSS");
}
std::optional<std::int64_t> peak_resident_set_size() {
  return bytes("/proc/self/status", "VmHWM");
}
void reset_peak_resident_set_size() {
  std::ofstream("/proc/self/clear_refs") << "5";
}

}  // namespace concbench
