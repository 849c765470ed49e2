// What makes the numbers of this machine noisy: see machine.h.

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "bench/machine/machine.h"
#include "bench/supervisor/disturbance.h"
#include "system/proc/cgroup.h"
#include "system/proc/proc.h"

namespace concbench::bench {
namespace {

using State = Check::State;

// Of what the machine says of itself.
State good_if(bool good, const std::string& found = {}) {
  if (found == "unknown") return State::unknown;
  return good ? State::good : State::bad;
}

Check unknown(const char* name) {
  return {name, State::unknown, "unknown", "", ""};
}

Check load() {
  double one_minute = 0;
  if (::getloadavg(&one_minute, 1) != 1) return unknown("load");
  constexpr double quiet = 0.5;
  return {"load", good_if(one_minute < quiet),
          fmt::format("{:.2f} on average over the last minute", one_minute),
          "other programs take CPU time from the runners", "close them, or wait"};
}

// Since the machine started.
Check steal(const Surroundings& now) {
  const auto total = now.busy + now.stolen;
  const double share =
      total.count() > 0 ? static_cast<double>(now.stolen.count()) / static_cast<double>(total.count()) : 0;
  constexpr double much = 0.01;
  return {"steal", good_if(share < much),
          fmt::format("{:.1f} % of the CPUs' time since the start of the machine", 100 * share),
          "the host gave this machine's time to others",
          "samples that lose time are marked; repeat the run when the host is quieter"};
}

Check quota(const Machine& m) {
  if (!m.quota_cpus && !cgroup_known()) return unknown("CPU quota");
  if (!m.quota_cpus) return {"CPU quota", State::good, "none", "", ""};
  return {"CPU quota", State::bad,
          fmt::format("{:.2f} CPUs, used up {} time(s) so far", *m.quota_cpus,
                      cgroup_times_throttled().value_or(0)),
          "a group that has used up its quota is stopped for the rest of each period, so times come in steps",
          "raise or lift the container's CPU limit"};
}

Check battery() {
  std::error_code error;
  for (const auto& supply : std::filesystem::directory_iterator("/sys/class/power_supply", error))
    if (first_line(supply.path() / "type") == "Battery" &&
        first_line(supply.path() / "status") == "Discharging")
      return {"power", State::bad, "on battery", "the CPUs save energy, and more so as the run goes on",
              "plug it in"};
  return {"power", State::good, "not on battery", "", ""};
}

Check swap() {
  const auto total = field("/proc/meminfo", "SwapTotal"), available = field("/proc/meminfo", "SwapFree");
  if (!total || !available) return unknown("swap");
  const std::uint64_t used = *total - *available;
  return {"swap", good_if(used < 1024), fmt::format("{} MiB in use", used / 1024),
          "pages that were swapped out come back during a run",
          "free memory, then: sudo swapoff -a && sudo swapon -a"};
}

// On is good here: fresh processes sample the layouts instead of repeating one by accident.
std::string aslr() {
  const std::string value = first_line("/proc/sys/kernel/randomize_va_space");
  return value.empty() ? "unknown" : value == "0" ? "off" : "on";
}

Check build(const Tool& tool) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return {"build", State::bad, "with a sanitizer", "code and allocator are several times slower, unevenly",
          "build without -fsanitize"};
#else
  return {"build", good_if(tool.build_type == "Release"),
          tool.build_type.empty() ? "no build type" : tool.build_type,
          "the compiler optimised less than for a Release build", "cmake -DCMAKE_BUILD_TYPE=Release"};
#endif
}

}  // namespace

std::vector<Check> honesty_checks(const Machine& m, const Tool& tool, bool reads_files) {
  const Surroundings now = look_around();
  const std::size_t others = now.instances - Presence::mine();
  std::vector<Check> checks{
      {"governor", good_if(m.governor == "performance", m.governor), m.governor,
       "short runs are timed at a lower clock than long ones", "sudo cpupower frequency-set -g performance"},
      {"boost", good_if(m.boost == "off", m.boost), m.boost,
       "one busy core clocks higher than all together, so speedups look smaller than the models' own",
       "leave it on to see what users see, or turn it off in the firmware or in "
       "/sys/devices/system/cpu/cpufreq/boost"},
      {"SMT", good_if(m.smt == "off", m.smt), m.smt,
       "two CPUs share one core, so twice the CPUs is not twice the machine",
       "keep it in mind, or turn it off in /sys/devices/system/cpu/smt/control"},
      {"virtualised", good_if(m.virtualized == "no", m.virtualized), m.virtualized,
       "neighbours on the host take time and caches that cannot be seen from inside",
       "repeat the run at another time of day, or use a machine of your own"},
      load(),
      steal(now),
      quota(m),
      battery(),
      swap(),
      {"ASLR", good_if(aslr() == "on", aslr()), aslr(),
       "every process has the same memory layout, whose luck good or bad then looks like a property of the "
       "model",
       "sudo sysctl kernel.randomize_va_space=2"},
      build(tool),
      {"other instances", good_if(others == 0), std::to_string(others), "two runs measure each other",
       "let one end first"}};
  if (reads_files)
    checks.push_back({"filesystem", good_if(m.filesystem != "tmpfs" && m.filesystem != "ramfs", m.filesystem),
                      m.filesystem, "file_read reads from memory, whatever 'cache' says",
                      "point XDG_CACHE_HOME or --files at a disk"});
  return checks;
}

std::vector<std::string> warnings(const std::vector<Check>& checks) {
  std::vector<std::string> texts;
  for (const Check& c : checks)
    if (c.state == State::bad)
      texts.push_back(
          fmt::format("{}: {}. What it does: {}. What mends it: {}.", c.name, c.found, c.effect, c.remedy));
  return texts;
}

std::string checks_text(const std::vector<Check>& checks) {
  std::string text;
  for (const Check& c : checks) {
    const char* mark = c.state == State::good ? "ok" : c.state == State::bad ? "!" : "?";
    text += fmt::format("{:<3}{:<16}{}\n", mark, c.name, c.found);
    if (c.state == State::bad) text += fmt::format("{0:<19}{1}\n{0:<19}{2}\n", "", c.effect, c.remedy);
  }
  return text;
}

}  // namespace concbench::bench
