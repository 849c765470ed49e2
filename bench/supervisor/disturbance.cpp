#include "bench/supervisor/disturbance.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <string_view>

#include "system/affinity.h"
#include "system/proc/cgroup.h"
#include "system/proc/proc.h"

namespace concbench::bench {
namespace {

using std::chrono::nanoseconds;

// Below these a disturbance is lost in the grain of the counters, which tick every 10 ms.
constexpr double stolen_share = 0.02;
constexpr double busy_share = 0.10;
constexpr double frequency_drift = 0.05;
constexpr nanoseconds fewest_ticks = std::chrono::milliseconds(30);
constexpr nanoseconds shortest_judged = std::chrono::milliseconds(100);  // of all CPUs together

constexpr std::string_view presence = "concbench-instance-";
std::size_t presences = 0;

std::optional<double> mean_frequency(const std::vector<std::int64_t>& cpus) {
  double sum = 0;
  for (const std::int64_t cpu : cpus) {
    const auto khz = number_in(fmt::format("/sys/devices/system/cpu/cpu{}/cpufreq/scaling_cur_freq", cpu));
    if (!khz) return {};
    sum += static_cast<double>(*khz);
  }
  return cpus.empty() ? std::nullopt : std::optional(sum / static_cast<double>(cpus.size()));
}

std::size_t count_instances() {
  const std::string mark = "@" + std::string(presence);
  return static_cast<std::size_t>(
      std::ranges::count_if(lines_of("/proc/net/unix"),
                            [&](const std::string& line) { return line.find(mark) != std::string::npos; }));
}

}  // namespace

Surroundings look_around(const std::optional<std::vector<std::int64_t>>& only) {
  Surroundings around;
  around.when = std::chrono::steady_clock::now();
  around.cpus = allowed_cpus();
  if (only)
    std::erase_if(around.cpus,
                  [&](std::int64_t cpu) { return std::ranges::find(*only, cpu) == only->end(); });
  for (const CpuTime& time : cpu_times())
    if (std::ranges::binary_search(around.cpus, time.cpu)) {
      around.busy += time.busy;
      around.stolen += time.stolen;
    }
  around.throttled = cgroup_times_throttled();
  around.frequency = mean_frequency(around.cpus);
  around.instances = count_instances();
  return around;
}

std::vector<std::string> taints(const Surroundings& before, const Surroundings& after, nanoseconds own) {
  std::vector<std::string> found;
  const nanoseconds all =
      (after.when - before.when) * static_cast<std::int64_t>(std::max<std::size_t>(after.cpus.size(), 1));
  const auto share = [&](nanoseconds part) {
    return std::min(static_cast<double>(part.count()) / static_cast<double>(all.count()), 1.0);
  };
  const nanoseconds stolen = after.stolen - before.stolen, elsewhere = after.busy - before.busy - own;
  const bool long_enough = all >= shortest_judged;
  if (long_enough && stolen >= fewest_ticks && share(stolen) > stolen_share)
    found.push_back(fmt::format("stolen: {:.0f} % of the CPUs' time went to other virtual machines",
                                100 * share(stolen)));
  if (long_enough && elsewhere >= fewest_ticks && share(elsewhere) > busy_share)
    found.push_back(
        fmt::format("busy: other processes used {:.0f} % of the CPUs' time", 100 * share(elsewhere)));
  if (before.throttled && after.throttled && *after.throttled > *before.throttled)
    found.push_back(fmt::format("throttled: the control group's quota ran out {} time(s)",
                                *after.throttled - *before.throttled));
  if (before.frequency && after.frequency &&
      std::abs(*after.frequency / *before.frequency - 1) > frequency_drift)
    found.push_back(
        fmt::format("frequency: drifted by {:+.0f} %", 100 * (*after.frequency / *before.frequency - 1)));
  if (before.cpus != after.cpus) found.push_back("cpu_set: the CPUs that may be used changed");
  if (std::max(before.instances, after.instances) > 1)
    found.push_back("second_instance: another concbench ran on this host");
  return found;
}

bool passes(const std::string& taint) {
  constexpr std::array<std::string_view, 4> kinds{"stolen:", "busy:", "cpu_set:", "cpus:"};
  return std::ranges::any_of(kinds, [&](std::string_view kind) { return taint.starts_with(kind); });
}

// A name in the abstract namespace of sockets goes away with its process, however that ends (unix(7)).
Presence::Presence() : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = std::string(presence) + std::to_string(::getpid());
  std::memcpy(address.sun_path + 1, name.data(), name.size());
  const std::size_t length = offsetof(sockaddr_un, sun_path) + 1 + name.size();
  if (socket_ >= 0 &&
      ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(length)) != 0) {
    ::close(socket_);
    socket_ = -1;
  }
  presences += socket_ >= 0;
}

Presence::~Presence() {
  if (socket_ < 0) return;
  ::close(socket_);
  --presences;
}

std::size_t Presence::mine() {
  return presences;
}

}  // namespace concbench::bench
