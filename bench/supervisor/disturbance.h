// What else went on in the machine while a sample was taken. Linux only: /proc/stat, cgroups, cpufreq.
#pragma once

#include <sched.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace concbench::bench {

// Counters and states at one moment; what the system does not tell is empty.
struct Surroundings {
  std::chrono::steady_clock::time_point when;
  std::vector<std::int64_t> cpus;             // that this process may use
  std::chrono::nanoseconds busy{}, stolen{};  // of these CPUs together, in ticks of 10 ms (proc_stat(5))
  std::optional<std::uint64_t> throttled;     // times that the control group ran out of its quota
  std::optional<double> frequency;            // mean of these CPUs, in kHz
  std::size_t instances = 0;                  // of this program on the host, this one included
};
// `only`: the CPUs to watch, where a sample may not use all of them.
Surroundings look_around(const std::optional<std::vector<std::int64_t>>& only = {});

// What may have disturbed a sample taken between the two, a short name and the measure: "stolen: 4.1 % of the
// CPUs' time". `own` is the CPU time of the sample itself.
std::vector<std::string> taints(const Surroundings& before, const Surroundings& after,
                                std::chrono::nanoseconds own);

// Whether a taint says that something outside the sample disturbed it for a time, so that another attempt may
// be spared. A quota that ran out and a clock that changed do not: a model that keeps all CPUs busy does both
// itself, and would be measured until it was lucky.
bool passes(const std::string& taint);

// Makes this process one of the instances that look_around() counts, for as long as the object lives.
class Presence {
 public:
  Presence();
  ~Presence();
  Presence(const Presence&) = delete;
  Presence& operator=(const Presence&) = delete;

  // How many of them this process has.
  static std::size_t mine();

 private:
  int socket_;
};

}  // namespace concbench::bench
