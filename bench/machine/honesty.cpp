#include "bench/machine/honesty.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "bench/machine/machine.h"
#include "bench/supervisor/disturbance.h"
#include "system/proc/cgroup.h"
#include "system/proc/proc.h"

namespace concbench::bench {
namespace {

namespace fs = std::filesystem;
using State = Check::State;

State good_if(bool good) {
  return good ? State::good : State::bad;
}

Check governor(const Machine& m) {
  const State state = m.governor == "unknown" ? State::unknown : good_if(m.governor == "performance");
  return {"governor", state, m.governor, "short runs are timed at a lower clock than long ones",
          "sudo cpupower frequency-set -g performance"};
}

Check boost(const Machine& m) {
  const State state = m.boost == "unknown" ? State::unknown : good_if(m.boost == "off");
  return {"boost", state, m.boost,
          "one busy core clocks higher than all together, so speedups look smaller than the models' own",
          "leave it on to see what users see, or turn it off in the firmware or in "
          "/sys/devices/system/cpu/cpufreq/boost"};
}

Check smt(const Machine& m) {
  const State state = m.smt == "unknown" ? State::unknown : good_if(m.smt == "off");
  return {"SMT", state, m.smt, "two CPUs share one core, so twice the CPUs is not twice the machine",
          "keep it in mind, or turn it off in /sys/devices/system/cpu/smt/control"};
}

Check virtualisation(const Machine& m) {
  const State state = m.virtualized == "unknown" ? State::unknown : good_if(m.virtualized == "no");
  return {"virtualised", state, m.virtualized,
          "neighbours on the host take time and caches that cannot be seen from inside",
          "repeat the run at another time of day, or use a machine of your own"};
}

Check load() {
  double one_minute = 0;
  if (::getloadavg(&one_minute, 1) != 1) return {"load", State::unknown, "unknown", "", ""};
  constexpr double quiet = 0.5;
  return {"load", good_if(one_minute < quiet),
          fmt::format("{:.2f} on average over the last minute", one_minute),
          "other programs take CPU time from the runners", "close them, or wait"};
}

// Since the machine started.
Check steal() {
  const Surroundings now = look_around();
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
  const auto throttled = cgroup_times_throttled();
  if (!m.quota_cpus && !cgroup_known()) return {"CPU quota", State::unknown, "unknown", "", ""};
  if (!m.quota_cpus) return {"CPU quota", State::good, "none", "", ""};
  return {"CPU quota", State::bad,
          fmt::format("{:.2f} CPUs, used up {} time(s) so far", *m.quota_cpus, throttled.value_or(0)),
          "a group that has used up its quota is stopped for the rest of each period, so times come in steps",
          "raise or lift the container's CPU limit"};
}

Check battery() {
  std::error_code error;
  for (const auto& supply : fs::directory_iterator("/sys/class/power_supply", error))
    if (first_line(supply.path() / "type") == "Battery" &&
        first_line(supply.path() / "status") == "Discharging")
      return {"power", State::bad, "on battery", "the CPUs save energy, and more so as the run goes on",
              "plug it in"};
  return {"power", State::good, "not on battery", "", ""};
}

Check swap() {
  const auto total = field("/proc/meminfo", "SwapTotal"), available = field("/proc/meminfo", "SwapFree");
  if (!total || !available) return {"swap", State::unknown, "unknown", "", ""};
  const std::uint64_t used = *total - *available;
  return {"swap", good_if(used < 1024), fmt::format("{} MiB in use", used / 1024),
          "pages that were swapped out come back during a run",
          "free memory, then: sudo swapoff -a && sudo swapon -a"};
}

Check aslr() {
  const std::string value = first_line("/proc/sys/kernel/randomize_va_space");
  // Wanted here: fresh processes sample the layouts instead of repeating one by accident.
  return {"ASLR", value.empty() ? State::unknown : good_if(value != "0"),
          value.empty()  ? "unknown"
          : value == "0" ? "off"
                         : "on",
          "every process has the same memory layout, whose luck good or bad then looks like a property of "
          "the model",
          "sudo sysctl kernel.randomize_va_space=2"};
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

Check filesystem(const Machine& m) {
  const bool memory = m.filesystem == "tmpfs" || m.filesystem == "ramfs";
  return {"filesystem", m.filesystem == "unknown" ? State::unknown : good_if(!memory), m.filesystem,
          "file_read reads from memory, whatever 'cache' says", "point XDG_CACHE_HOME or --files at a disk"};
}

Check alone() {
  const std::size_t others = look_around().instances - Presence::mine();
  return {"other instances", good_if(others == 0), std::to_string(others), "two runs measure each other",
          "let one end first"};
}

}  // namespace

std::vector<Check> honesty_checks(const Machine& machine, const Tool& tool, bool reads_files) {
  std::vector<Check> checks{governor(machine),
                            boost(machine),
                            smt(machine),
                            virtualisation(machine),
                            load(),
                            steal(),
                            quota(machine),
                            battery(),
                            swap(),
                            aslr(),
                            build(tool),
                            alone()};
  if (reads_files) checks.push_back(filesystem(machine));
  return checks;
}

std::vector<std::string> warnings(const std::vector<Check>& checks) {
  std::vector<std::string> texts;
  for (const Check& c : checks)
    if (c.state == State::bad)
      texts.push_back(fmt::format("{}: {}. What it does: {}.{}", c.name, c.found, c.effect,
                                  c.remedy.empty() ? "" : fmt::format(" What mends it: {}.", c.remedy)));
  return texts;
}

std::string checks_text(const std::vector<Check>& checks) {
  std::string text;
  for (const Check& c : checks) {
    const char* mark = c.state == State::good ? "ok" : c.state == State::bad ? "!" : "?";
    text += fmt::format("{:<3}{:<16}{}\n", mark, c.name, c.found);
    if (c.state != State::bad) continue;
    text += fmt::format("{:<19}{}\n", "", c.effect);
    if (!c.remedy.empty()) text += fmt::format("{:<19}{}\n", "", c.remedy);
  }
  return text;
}

}  // namespace concbench::bench
