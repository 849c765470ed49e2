#include "system/proc/proc.h"

#include <mntent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <fstream>
#include <memory>
#include <sstream>
#include <system_error>

namespace concbench {
namespace {

namespace fs = std::filesystem;
using std::chrono::nanoseconds;

nanoseconds ticks(std::int64_t count) {
  static const std::int64_t per_second = ::sysconf(_SC_CLK_TCK);
  return nanoseconds(std::chrono::seconds(count)) / per_second;
}

}  // namespace

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::string first_line(const fs::path& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

std::optional<std::uint64_t> leading_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = end == text.data() + text.size() || *end == ' ' || *end == '\t';
  return error == std::errc{} && whole ? std::optional(value) : std::nullopt;
}

std::optional<std::uint64_t> number_in(const fs::path& path) {
  return leading_number(first_line(path));
}

std::string text_field(const fs::path& path, std::string_view key, char separator) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(key)) continue;
    const std::size_t at = line.find(separator, key.size());
    if (at == std::string::npos || line.find_first_not_of(" \t", key.size()) < at) continue;
    const std::size_t begin = line.find_first_not_of(" \t", at + 1);
    std::string text = begin == std::string::npos ? std::string() : line.substr(begin);
    std::erase(text, '"');
    return text;
  }
  return {};
}

std::optional<std::uint64_t> field(const fs::path& path, std::string_view key, char separator) {
  return leading_number(text_field(path, key, separator));
}

// "cpu0 user nice system idle iowait irq softirq steal guest guest_nice"; guests are in user already. The
// line "cpu" is the sum of all.
std::vector<CpuTime> cpu_times(const fs::path& stat) {
  std::ifstream file(stat);
  std::vector<CpuTime> times;
  for (std::string line; std::getline(file, line) && line.starts_with("cpu");) {
    std::int64_t cpu = 0, user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0,
                 steal = 0;
    std::istringstream words(line.substr(3));
    if (line[3] != ' ' && words >> cpu >> user >> nice >> system >> idle >> iowait >> irq >> softirq >> steal)
      times.push_back({cpu, ticks(user + nice + system + irq + softirq), ticks(steal)});
  }
  return times;
}

std::vector<Mount> mounts(const fs::path& list) {
  const std::unique_ptr<FILE, int (*)(FILE*)> file(::setmntent(list.c_str(), "re"), ::endmntent);
  std::vector<Mount> mounts;
  while (const mntent* mount = file ? ::getmntent(file.get()) : nullptr)
    if (*mount->mnt_type) mounts.push_back({mount->mnt_dir, mount->mnt_type, mount->mnt_opts});
  return mounts;
}

std::optional<std::uint64_t> threads_of_user(const fs::path& proc) {
  std::error_code error;
  std::uint64_t threads = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(proc, error)) {
    struct stat status {};
    if (!leading_number(entry.path().filename().native())) continue;
    if (::stat(entry.path().c_str(), &status) != 0 || status.st_uid != ::getuid()) continue;
    // A folder has a link for itself, for its name and for each folder in it: here one for each thread.
    const bool known = ::stat((entry.path() / "task").c_str(), &status) == 0;
    threads += known && status.st_nlink > 3 ? status.st_nlink - 2 : 1;
  }
  return error ? std::nullopt : std::optional(threads);
}

}  // namespace concbench
