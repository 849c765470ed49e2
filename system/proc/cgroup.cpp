#include "system/proc/cgroup.h"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "system/proc/proc.h"

namespace concbench {
namespace {

namespace fs = std::filesystem;

bool lists(const std::string& comma_separated, const std::string& word) {
  std::istringstream words(comma_separated);
  for (std::string w; std::getline(words, w, ',');)
    if (w == word) return true;
  return false;
}

// The folders of this process's group and its ancestors in a hierarchy, innermost first: of the v1
// `controller`, or of v2 where that is empty. Inside a container the path in /proc/self/cgroup may name a
// folder of the host that is not mounted; the mount's root is then the group's own folder.
std::vector<fs::path> group_folders(const std::string& controller) {
  std::string group, mount;
  for (const std::string& line : lines_of("/proc/self/cgroup")) {  // hierarchy:controllers:path
    const std::size_t first = line.find(':'), second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (controller.empty() ? controllers.empty() : lists(controllers, controller))
      group = line.substr(second + 1);
  }
  for (const Mount& one : mounts())
    if (controller.empty() ? one.type == "cgroup2" : one.type == "cgroup" && lists(one.options, controller))
      mount = one.folder;
  if (group.empty() || mount.empty()) return {};
  std::vector<fs::path> folders;
  for (fs::path path = group;; path = path.parent_path()) {
    const fs::path folder = fs::path(mount) / path.relative_path();
    std::error_code ignored;
    if (fs::is_directory(folder, ignored)) folders.push_back(folder);
    if (path == path.root_path() || path.empty()) return folders;
  }
}

std::optional<double> quota_of(std::optional<std::uint64_t> time, std::optional<std::uint64_t> period) {
  return time && period && *period > 0
             ? std::optional(static_cast<double>(*time) / static_cast<double>(*period))
             : std::nullopt;
}

// "max 100000" or "150000 100000": quota and period in microseconds.
std::optional<double> v2_quota(const fs::path& folder) {
  const std::string line = first_line(folder / "cpu.max");
  return quota_of(leading_number(line), leading_number(std::string_view(line).substr(line.find(' ') + 1)));
}

std::optional<double> v1_quota(const fs::path& folder) {
  return quota_of(number_in(folder / "cpu.cfs_quota_us"), number_in(folder / "cpu.cfs_period_us"));
}

}  // namespace

std::optional<double> cgroup_cpu_quota() {
  std::optional<double> smallest;
  const auto consider = [&](std::optional<double> quota) {
    if (quota) smallest = std::min(smallest.value_or(*quota), *quota);
  };
  for (const fs::path& folder : group_folders("")) consider(v2_quota(folder));
  for (const fs::path& folder : group_folders("cpu")) consider(v1_quota(folder));
  return smallest;
}

// "nr_throttled N" in cpu.stat, alike in v1 and v2.
std::optional<std::uint64_t> cgroup_times_throttled() {
  std::optional<std::uint64_t> times;  // of the group and its ancestors together: any of them stops it
  for (const char* controller : {"", "cpu"})
    for (const fs::path& folder : group_folders(controller))
      if (const auto count = field(folder / "cpu.stat", "nr_throttled", ' '))
        times = times.value_or(0) + *count;
  return times;
}

namespace {

// The least that a limit leaves along the path to the root.
std::optional<std::uint64_t> left_of(const std::string& controller, const char* limit, const char* used) {
  std::optional<std::uint64_t> smallest;
  for (const fs::path& folder : group_folders(controller)) {
    const auto max = number_in(folder / limit), current = number_in(folder / used);
    if (!max || !current) continue;
    const std::uint64_t left = *max > *current ? *max - *current : 0;
    smallest = std::min(smallest.value_or(left), left);
  }
  return smallest;
}

std::optional<std::uint64_t> smaller(std::optional<std::uint64_t> a, std::optional<std::uint64_t> b) {
  return a && b ? std::min(a, b) : a ? a : b;
}

}  // namespace

std::optional<std::uint64_t> cgroup_pids_left() {
  return smaller(left_of("", "pids.max", "pids.current"), left_of("pids", "pids.max", "pids.current"));
}

std::optional<std::uint64_t> cgroup_memory_left() {
  return smaller(left_of("", "memory.max", "memory.current"),
                 left_of("memory", "memory.limit_in_bytes", "memory.usage_in_bytes"));
}

bool cgroup_known() {
  return !group_folders("").empty() || !group_folders("cpu").empty();
}

}  // namespace concbench
