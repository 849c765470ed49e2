#include "bench/supervisor/disturbance.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string_view>

#include "system/affinity.h"
#include "system/cgroup.h"

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

nanoseconds ticks(std::int64_t count) {
  static const std::int64_t per_second = ::sysconf(_SC_CLK_TCK);
  return nanoseconds(std::chrono::seconds(count)) / per_second;
}

// "cpu0 user nice system idle iowait irq softirq steal guest guest_nice"; guests are in user already.
void read_cpu_times(Surroundings& around) {
  std::ifstream file("/proc/stat");
  for (std::string line; std::getline(file, line) && line.starts_with("cpu");) {
    std::istringstream words(line.substr(3));
    std::int64_t cpu = 0, user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0,
                 steal = 0;
    if (line[3] == ' ') continue;  // the sum of all
    words >> cpu >> user >> nice >> system >> idle >> iowait >> irq >> softirq >> steal;
    if (!std::ranges::binary_search(around.cpus, cpu)) continue;
    around.busy += ticks(user + nice + system + irq + softirq);
    around.stolen += ticks(steal);
  }
}

std::optional<double> mean_frequency(const std::vector<std::int64_t>& cpus) {
  double sum = 0;
  for (const std::int64_t cpu : cpus) {
    double khz = 0;
    if (!(std::ifstream(fmt::format("/sys/devices/system/cpu/cpu{}/cpufreq/scaling_cur_freq", cpu)) >> khz))
      return {};
    sum += khz;
  }
  return cpus.empty() ? std::nullopt : std::optional(sum / static_cast<double>(cpus.size()));
}

std::size_t count_instances() {
  std::ifstream file("/proc/net/unix");
  std::size_t instances = 0;
  const std::string mark = "@" + std::string(presence);
  for (std::string line; std::getline(file, line);) instances += line.find(mark) != std::string::npos;
  return instances;
}

}  // namespace

Surroundings look_around(const std::optional<std::vector<std::int64_t>>& only) {
  Surroundings around;
  around.when = std::chrono::steady_clock::now();
  around.cpus = allowed_cpus();
  if (only)
    std::erase_if(around.cpus,
                  [&](std::int64_t cpu) { return std::ranges::find(*only, cpu) == only->end(); });
  read_cpu_times(around);
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
