#include "bench/machine/machine.h"

#include <fmt/format.h>
#include <sha2.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <string>
#include <thread>

#include "results/topology.h"
#include "system/proc/cgroup.h"
#include "system/proc/proc.h"
#include "workloads/parameter.h"

namespace concbench::bench {
namespace {

namespace fs = std::filesystem;
constexpr const char* unknown = "unknown";

std::string known(const std::string& text) {
  return text.empty() ? unknown : text;
}

std::string cpu_model() {
  for (const char* key : {"model name", "Model", "Processor", "cpu model"})
    if (std::string model = text_field("/proc/cpuinfo", key); !model.empty()) return model;
  return unknown;
}

// The processor tells its guests that there is a hypervisor; its firmware tables tell which.
std::string virtualized() {
  const std::string flags = text_field("/proc/cpuinfo", "flags");
  const std::string vendor = first_line("/sys/class/dmi/id/sys_vendor");
  const std::string product = first_line("/sys/class/dmi/id/product_name");
  const std::string name = vendor.empty() ? product : product.empty() ? vendor : vendor + " " + product;
  if (flags.empty()) return unknown;
  if ((" " + flags + " ").find(" hypervisor ") == std::string::npos) return "no";
  return name.empty() ? "yes" : "yes (" + name + ")";
}

std::string boost_state() {
  const std::string boost = first_line("/sys/devices/system/cpu/cpufreq/boost");
  const std::string no_turbo = first_line("/sys/devices/system/cpu/intel_pstate/no_turbo");
  if (boost.empty() && no_turbo.empty()) return unknown;
  return (boost.empty() ? no_turbo == "0" : boost == "1") ? "on" : "off";
}

std::string smt_state() {
  const std::string active = first_line("/sys/devices/system/cpu/smt/active");
  return active.empty() ? unknown : active == "1" ? "on" : "off";
}

// The type of the mount that holds `path`: the last one whose folder is the longest prefix.
std::string filesystem_of(fs::path path) {
  if (path.empty()) return unknown;
  std::error_code error;
  path = fs::weakly_canonical(path, error);
  std::string type = unknown;
  std::size_t longest = 0;
  for (const Mount& mount : mounts()) {
    const std::string prefix = mount.folder == "/" ? "/" : mount.folder + "/";
    if (!(path.string() + "/").starts_with(prefix) || mount.folder.size() < longest) continue;
    longest = mount.folder.size();
    type = mount.type;
  }
  return type;
}

}  // namespace

Machine describe_machine(const fs::path& data) {
  Machine machine = describe_topology();
  utsname system{};
  struct sysinfo memory {};
  ::uname(&system);  // never fails
  machine.hostname = known(system.nodename);
  machine.cpu_model = cpu_model();
  machine.quota_cpus = cgroup_cpu_quota();
  if (::sysinfo(&memory) == 0)
    machine.memory_bytes = static_cast<std::int64_t>(memory.totalram) * memory.mem_unit;
  machine.kernel = fmt::format("{} {}", system.sysname, system.release);
  machine.os = known(text_field("/etc/os-release", "PRETTY_NAME", '='));
  machine.virtualized = virtualized();
  machine.governor = known(first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"));
  machine.boost = boost_state();
  machine.smt = smt_state();
  machine.filesystem = filesystem_of(data);
  return machine;
}

std::string sha256_of(const std::string& path) {
  std::array<char, SHA256_DIGEST_STRING_LENGTH> digest{};
  return SHA256File(path.c_str(), digest.data()) ? digest.data() : unknown;
}

Tool describe_tool() {
  Tool tool = how_built();
  tool.binary_sha256 = sha256_of("/proc/self/exe");
  return tool;
}

std::size_t usable_cpus(const Machine& machine) {
  Machine known = machine;
  if (!whole_cpus(known)) known.cpus_allowed = std::max(1U, std::thread::hardware_concurrency());
  return static_cast<std::size_t>(*whole_cpus(known));
}

}  // namespace concbench::bench
