// concbench machine: what this machine is, for people.
#include "bench/machine/machine.h"

#include <fmt/format.h>

#include <string_view>

#include "bench/commands/commands.h"
#include "bench/plan/limits.h"
#include "bench/plan/selected.h"
#include "reports/words/topology_text.h"
#include "system/proc/cgroup.h"
#include "system/streams.h"
#include "workloads/parameter.h"

namespace concbench::bench {
namespace {

constexpr const char* unknown = "unknown";

std::string on_or_unknown(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : unknown;
}

// What it is, what may be used of it, and its topology.
std::string machine_text(const Machine& m) {
  std::string text;
  const auto line = [&](std::string_view what, const std::string& value) {
    text += fmt::format("{:<16}{}\n", what, value);
  };
  line("host", m.hostname);
  line("cpu", m.cpu_model);
  line("topology",
       fmt::format("{} package(s), {} core(s), {} CPU(s), {} NUMA node(s)", on_or_unknown(m.sockets),
                   on_or_unknown(m.cores), on_or_unknown(m.cpus), on_or_unknown(m.numa_nodes)));
  for (const Cache& cache : m.caches)
    line("", fmt::format("L{} {:<12} {} x {}, each shared by {} CPU(s)", cache.level, cache.type, cache.count,
                         format_size(static_cast<std::uint64_t>(cache.bytes)), cache.cpus));
  text += reports::topology_text(m);
  line("usable CPUs",
       fmt::format("{} (affinity mask {}, quota {})", usable_cpus(m), on_or_unknown(m.cpus_allowed),
                   m.quota_cpus     ? fmt::format("{:.2f}", *m.quota_cpus)
                   : cgroup_known() ? "none"
                                    : unknown));
  line("memory", m.memory_bytes ? fmt::format("{:.1f} GiB", static_cast<double>(*m.memory_bytes) / (1 << 30))
                                : unknown);
  line("kernel", m.kernel);
  line("system", m.os);
  line("virtualised", m.virtualized);
  line("governor", m.governor);
  line("boost", m.boost);
  line("SMT", m.smt);
  line("filesystem", m.filesystem + " (of the generated files)");
  return text;
}

Exit machine(const Options&, const Catalogue&) {
  const Machine machine = describe_machine(data_folder({}));
  answer("{}{}\nWhat makes its numbers noisy:\n{}", machine_text(machine), describe_limits(),
         checks_text(honesty_checks(machine, describe_tool(), true)));
  return Exit::done;
}

}  // namespace

extern constinit const CommandEntry machine_command{
    .name = "machine",
    .summary = "what this machine is, and what this process may use of it",
    .run = machine,
};

}  // namespace concbench::bench
