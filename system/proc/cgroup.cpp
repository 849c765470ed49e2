#include "system/proc/cgroup.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "system/proc/proc.h"

namespace concbench {
namespace {

namespace fs = std::filesystem;

bool lists(const std::string& comma_separated, const std::string& word) {
  return ("," + comma_separated + ",").find("," + word + ",") != std::string::npos;
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

auto left_of(const char* limit, const char* used) {
  return [=](const fs::path& folder) -> std::optional<std::uint64_t> {
    const auto max = number_in(folder / limit), current = number_in(folder / used);
    if (!max || !current) return {};
    return *max - std::min(*max, *current);
  };
}

// The least along the path to the root, of v2 and of the v1 controller.
template <class OfFolder, class OfFolderV1>
auto least(OfFolder of_folder, const char* controller, OfFolderV1 of_folder_v1) {
  decltype(of_folder(fs::path())) smallest;
  const auto consider = [&](const auto& value) {
    if (value) smallest = std::min(smallest.value_or(*value), *value);
  };
  for (const fs::path& folder : group_folders("")) consider(of_folder(folder));
  for (const fs::path& folder : group_folders(controller)) consider(of_folder_v1(folder));
  return smallest;
}

}  // namespace

std::optional<double> cgroup_cpu_quota() {
  return least(v2_quota, "cpu", v1_quota);
}

std::optional<std::uint64_t> cgroup_pids_left() {
  const auto left = left_of("pids.max", "pids.current");
  return least(left, "pids", left);
}

std::optional<std::uint64_t> cgroup_memory_left() {
  return least(left_of("memory.max", "memory.current"), "memory",
               left_of("memory.limit_in_bytes", "memory.usage_in_bytes"));
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

bool cgroup_known() {
  return !group_folders("").empty() || !group_folders("cpu").empty();
}

}  // namespace concbench
