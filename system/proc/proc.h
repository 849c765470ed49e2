// The one reader of the text files in /proc and /sys. Linux only. What cannot be read is empty, never a
// guess. The files are those of another machine in tests.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concbench {

// All lines, without their ends.
std::vector<std::string> lines_of(const std::filesystem::path&);

std::string first_line(const std::filesystem::path&);

// The whole number that a text begins with, up to its end or a blank; empty for "max", "-1" and all else.
std::optional<std::uint64_t> leading_number(std::string_view);

// The one that a file begins with.
std::optional<std::uint64_t> number_in(const std::filesystem::path&);

// What stands behind "key:" in the first line that has it, without quotes: "key  : text" (/proc/cpuinfo),
// "KEY=text" (os-release), "key text" (cpu.stat).
std::string text_field(const std::filesystem::path&, std::string_view key, char separator = ':');

// The number there: 12 of "VmRSS:     12 kB" (/proc/self/status, /proc/meminfo).
std::optional<std::uint64_t> field(const std::filesystem::path&, std::string_view key, char separator = ':');

// What a CPU has done since the machine started (proc_stat(5)), in ticks of 10 ms.
struct CpuTime {
  std::int64_t cpu = 0;
  std::chrono::nanoseconds busy{}, stolen{};
};
std::vector<CpuTime> cpu_times(const std::filesystem::path& stat = "/proc/stat");

// What is mounted where (proc_pid_mounts(5)), the later over the earlier.
struct Mount {
  std::string folder, type, options;
};
std::vector<Mount> mounts(const std::filesystem::path& list = "/proc/self/mounts");

// Threads that belong to the user, which RLIMIT_NPROC counts (setrlimit(2)).
std::optional<std::uint64_t> threads_of_user(const std::filesystem::path& proc = "/proc");

}  // namespace concbench
