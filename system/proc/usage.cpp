#include "system/proc/usage.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "system/proc/proc.h"

namespace concbench {
namespace {

using std::chrono::nanoseconds;

nanoseconds to_ns(const timespec& t) {
  return std::chrono::seconds(t.tv_sec) + nanoseconds(t.tv_nsec);
}
nanoseconds to_ns(const timeval& t) {
  return std::chrono::seconds(t.tv_sec) + std::chrono::microseconds(t.tv_usec);
}

std::optional<std::int64_t> bytes(const std::string& path, std::string_view key) {
  const auto kibibytes = field(path, key);
  return kibibytes ? std::optional(static_cast<std::int64_t>(*kibibytes * 1024)) : std::nullopt;
}

std::int64_t count(const std::string& path, std::string_view key) {
  return static_cast<std::int64_t>(field(path, key).value_or(0));
}

Usage used_by(int who) {
  rusage usage{};
  getrusage(who, &usage);
  return {to_ns(usage.ru_utime) + to_ns(usage.ru_stime), usage.ru_nvcsw, usage.ru_nivcsw, usage.ru_minflt,
          usage.ru_majflt};
}

// Minor and major faults: fields 10 and 12 of its line (proc_pid_stat(5)), which begins "PID (NAME) STATE",
// and the name may hold anything.
std::pair<std::int64_t, std::int64_t> faults_of(pid_t pid) {
  const std::string line = first_line(fmt::format("/proc/{}/stat", pid));
  std::istringstream fields(line.substr(std::min(line.rfind(')'), line.size())));
  std::string skipped;
  for (int field = 2; field < 10; ++field) fields >> skipped;
  std::int64_t minor = 0, of_its_children = 0, major = 0;
  fields >> minor >> of_its_children >> major;
  return {minor, major};
}

// Nothing for a process that is not our living child: it is in RUSAGE_CHILDREN, or its number was given away.
Usage used_by_worker(pid_t pid) {
  const std::string status = fmt::format("/proc/{}/status", pid);
  if (count(status, "PPid") != getpid()) return {};
  clockid_t clock{};
  timespec cpu{};
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &cpu) != 0) return {};
  const auto [minor, major] = faults_of(pid);
  return {to_ns(cpu), count(status, "voluntary_ctxt_switches"), count(status, "nonvoluntary_ctxt_switches"),
          minor, major};
}

}  // namespace

Usage& Usage::operator+=(const Usage& other) {
  cpu += other.cpu;
  voluntary += other.voluntary;
  involuntary += other.involuntary;
  minor_faults += other.minor_faults;
  major_faults += other.major_faults;
  return *this;
}

Usage Usage::operator-(const Usage& earlier) const {
  return {cpu - earlier.cpu, voluntary - earlier.voluntary, involuntary - earlier.involuntary,
          minor_faults - earlier.minor_faults, major_faults - earlier.major_faults};
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
  std::istringstream children(first_line(fmt::format("/proc/{0}/task/{0}/children", pid)));
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

EnergyMeter::EnergyMeter(const std::filesystem::path& root) {
  std::error_code error;
  std::set<std::string> names;  // a package may have two interfaces, intel-rapl:0 and intel-rapl-mmio:0
  for (const auto& entry : std::filesystem::directory_iterator(root, error)) {
    // The zones of its parts (core, dram) and of the whole system (psys) would count the same energy again.
    const std::string name = first_line(entry.path() / "name");
    const auto before = number_in(entry.path() / "energy_uj");
    if (name.starts_with("package") && before && names.insert(name).second)
      packages_.push_back({entry.path(), *before});
  }
}

std::optional<std::int64_t> EnergyMeter::used() const {
  if (packages_.empty()) return {};
  std::int64_t sum = 0;
  for (const auto& [folder, before] : packages_) {
    const auto now = number_in(folder / "energy_uj");
    if (!now) return {};
    sum += static_cast<std::int64_t>(*now - before);
    if (*now >= before) continue;
    // The counter has started again from 0 after its range; that takes minutes at full power.
    const auto range = number_in(folder / "max_energy_range_uj");
    if (!range) return {};
    sum += static_cast<std::int64_t>(*range);
  }
  return sum;
}

}  // namespace concbench
