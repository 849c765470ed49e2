// What a run costs beside its time. Linux only: /proc, per-process CPU clocks, RAPL through powercap
// (Documentation/power/powercap/powercap.rst).
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

namespace concbench {

// Counters that only grow; subtract two readings.
struct Usage {
  std::chrono::nanoseconds cpu{};  // user + system
  std::int64_t voluntary = 0;      // context switches because a thread waited
  std::int64_t involuntary = 0;    // and because its time was up
  std::int64_t minor_faults = 0;   // pages that were given to a process when it first touched them
  std::int64_t major_faults = 0;   // and those that had to be read from a disk for it

  Usage& operator+=(const Usage& other);
  Usage operator-(const Usage& earlier) const;
};

// What this process has used so far, with its reaped children and those of `workers`, its own processes,
// that live: by their own CPU clocks, since RUSAGE_CHILDREN sees only the dead (getrusage(2)).
Usage used_so_far(std::span<const pid_t> workers);

// What this process alone has used.
Usage own_usage();

// Proportional set size in bytes (proc_pid_smaps(5)): each page divided by the number of processes that map
// it. Empty where the system does not tell or the process has ended.
std::optional<std::int64_t> proportional_set_size(pid_t);

// The sum over the process and its children. A page that they share counts once.
std::optional<std::int64_t> tree_proportional_set_size(pid_t);

// Resident set size of this process in bytes, and its peak since reset_peak() (proc_pid_clear_refs: 5).
std::optional<std::int64_t> resident_set_size();
std::optional<std::int64_t> peak_resident_set_size();
void reset_peak_resident_set_size();

// Energy that the processor packages use, where the system lets this user read it.
class EnergyMeter {
 public:
  // Starts to count. `root` is that of another machine in tests.
  explicit EnergyMeter(const std::filesystem::path& root = "/sys/class/powercap");

  // Microjoules of all packages together since the meter was made; everything that ran on them, not only this
  // program. Empty, not zero, where no package can be read.
  std::optional<std::int64_t> used() const;

 private:
  struct Package {
    std::filesystem::path folder;
    std::uint64_t before;
  };
  std::vector<Package> packages_;
};

}  // namespace concbench
