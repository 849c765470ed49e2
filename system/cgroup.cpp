#include "system/cgroup.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace concbench {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> first_line(const fs::path& path) {
  std::ifstream file(path);
  std::string line;
  return std::getline(file, line) ? std::optional(line) : std::nullopt;
}

// A whole number; empty for "max", "-1" and everything else.
std::optional<std::uint64_t> number(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<std::uint64_t> number_in(const fs::path& path) {
  const auto line = first_line(path);
  return line ? number(*line) : std::nullopt;
}

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
  std::ifstream groups("/proc/self/cgroup");  // hierarchy:controllers:path
  for (std::string line; std::getline(groups, line);) {
    const std::size_t first = line.find(':'), second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (controller.empty() ? controllers.empty() : lists(controllers, controller))
      group = line.substr(second + 1);
  }
  std::ifstream mounts("/proc/self/mounts");  // device folder type options …
  for (std::string line; std::getline(mounts, line);) {
    std::istringstream words(line);
    std::string device, folder, type, options;
    words >> device >> folder >> type >> options;
    if (controller.empty() ? type == "cgroup2" : type == "cgroup" && lists(options, controller))
      mount = folder;
  }
  if (group.empty() || mount.empty()) return {};
  std::vector<fs::path> folders;
  for (fs::path path = group;; path = path.parent_path()) {
    const fs::path folder = fs::path(mount) / path.relative_path();
    std::error_code ignored;
    if (fs::is_directory(folder, ignored)) folders.push_back(folder);
    if (path == path.root_path() || path.empty()) return folders;
  }
}

// "max 100000" or "150000 100000": quota and period in microseconds.
std::optional<double> v2_quota(const fs::path& folder) {
  const auto line = first_line(folder / "cpu.max");
  if (!line) return {};
  std::istringstream words(*line);
  std::string quota, period;
  words >> quota >> period;
  const auto q = number(quota), p = number(period);
  return q && p && *p > 0 ? std::optional(static_cast<double>(*q) / static_cast<double>(*p)) : std::nullopt;
}

std::optional<double> v1_quota(const fs::path& folder) {
  const auto q = number_in(folder / "cpu.cfs_quota_us"), p = number_in(folder / "cpu.cfs_period_us");
  return q && p && *p > 0 ? std::optional(static_cast<double>(*q) / static_cast<double>(*p)) : std::nullopt;
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
    for (const fs::path& folder : group_folders(controller)) {
      std::ifstream file(folder / "cpu.stat");
      std::string key;
      for (std::uint64_t value = 0; file >> key >> value;)
        if (key == "nr_throttled") times = times.value_or(0) + value;
    }
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
