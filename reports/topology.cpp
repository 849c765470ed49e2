#include "reports/topology.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "reports/units.h"

namespace concbench::reports {
namespace {

std::vector<Cpu> allowed_of(const Machine& machine) {
  std::vector<Cpu> cpus;
  std::ranges::copy_if(machine.topology, std::back_inserter(cpus), &Cpu::allowed);
  return cpus;
}

std::int64_t count_cores(std::span<const Cpu> cpus, auto condition) {
  std::set<std::int64_t> cores;
  for (const Cpu& cpu : cpus)
    if (condition(cpu)) cores.insert(cpu.core);
  return static_cast<std::int64_t>(cores.size());
}

// The CPUs that share a package, a node, a last-level cache and a kind of core, in the order of the machine's
// list.
using Group = std::vector<Cpu>;

std::vector<Group> groups_of(const Machine& machine) {
  std::vector<Group> groups;
  const auto place = [](const Cpu& cpu) { return std::tuple(cpu.package, cpu.node, cpu.cache, cpu.kind); };
  for (const Cpu& cpu : machine.topology) {
    auto group = std::ranges::find(groups, place(cpu), [&](const Group& g) { return place(g.front()); });
    if (group == groups.end()) group = groups.insert(groups.end(), Group{});
    group->push_back(cpu);
  }
  return groups;
}

// "32 MiB of L3" of the last level, where all of the machine's are alike.
std::string last_level(const Machine& machine) {
  if (machine.caches.empty()) return {};
  const Cache& last = *std::ranges::max_element(machine.caches, {}, &Cache::level);
  for (const Cache& cache : machine.caches)
    if (cache.level == last.level && cache.bytes != last.bytes) return {};
  return fmt::format(", L{} of {}", last.level, memory_text(static_cast<double>(last.bytes)));
}

std::string group_text(const Machine& machine, const Group& group) {
  const std::vector<std::int64_t> ranks = sibling_ranks(group);
  std::vector<std::int64_t> cores, first, siblings, forbidden;
  for (std::size_t i = 0; i < group.size(); ++i) {
    (ranks[i] == 0 ? first : siblings).push_back(group[i].cpu);
    if (ranks[i] == 0) cores.push_back(group[i].core);
    if (!group[i].allowed) forbidden.push_back(group[i].cpu);
  }
  std::string text = fmt::format("package {}, node {}{}: core{} {}", group[0].package, group[0].node,
                                 last_level(machine), cores.size() == 1 ? "" : "s", cpu_list(cores));
  const auto kind = static_cast<std::size_t>(group[0].kind);
  if (kind < machine.core_kinds.size()) text += fmt::format(" ({})", machine.core_kinds[kind]);
  text += fmt::format(", CPU{} {}", first.size() == 1 ? "" : "s", cpu_list(first));
  if (!siblings.empty()) text += fmt::format(" and siblings {}", cpu_list(siblings));
  if (!forbidden.empty()) text += fmt::format("; not for this process: {}", cpu_list(forbidden));
  return text + "\n";
}

}  // namespace

std::optional<std::int64_t> whole_cpus(const Machine& machine) {
  std::optional<std::int64_t> cpus = machine.cpus_allowed ? machine.cpus_allowed : machine.cpus;
  if (!cpus) return {};
  if (machine.quota_cpus && *machine.quota_cpus < static_cast<double>(*cpus))
    cpus = static_cast<std::int64_t>(*machine.quota_cpus);
  return std::max<std::int64_t>(*cpus, 1);
}

std::string cpu_list(std::vector<std::int64_t> cpus) {
  std::ranges::sort(cpus);
  std::vector<std::string> ranges;
  for (std::size_t i = 0; i < cpus.size();) {
    std::size_t last = i;
    while (last + 1 < cpus.size() && cpus[last + 1] <= cpus[last] + 1) ++last;
    ranges.push_back(cpus[i] == cpus[last] ? std::to_string(cpus[i])
                                           : fmt::format("{}-{}", cpus[i], cpus[last]));
    i = last + 1;
  }
  return fmt::format("{}", fmt::join(ranges, ","));
}

std::vector<std::int64_t> sibling_ranks(std::span<const Cpu> cpus) {
  std::map<std::int64_t, std::int64_t> seen;  // CPUs of each core so far
  std::vector<std::int64_t> ranks;
  for (const Cpu& cpu : cpus) ranks.push_back(seen[cpu.core]++);
  return ranks;
}

std::vector<Boundary> boundaries(const Machine& machine) {
  const std::vector<Cpu> cpus = allowed_of(machine);
  std::map<std::int64_t, std::string> found;  // the last name given to a concurrency is the widest
  if (!cpus.empty()) {
    const std::int64_t fastest = std::ranges::max_element(cpus, {}, &Cpu::kind)->kind;
    const std::int64_t cores = count_cores(cpus, [](const Cpu&) { return true; });
    const std::int64_t fast = count_cores(cpus, [&](const Cpu& c) { return c.kind == fastest; });
    const std::int64_t near = count_cores(cpus, [&](const Cpu& c) { return c.node == cpus[0].node; });
    if (near < cores) found[near] = "last core of a node";
    if (fast < cores) found[fast] = "last performance core";
    if (cores < std::ssize(cpus)) found[cores] = "last core";
    found[std::ssize(cpus)] = "all CPUs";
  } else if (machine.cpus_allowed) {
    found[*machine.cpus_allowed] = "all CPUs";
  }
  if (const auto usable = whole_cpus(machine); usable && machine.quota_cpus) {
    if (std::erase_if(found, [&](const auto& one) { return one.first > *usable; }) > 0)
      found[*usable] = "the quota";
  }
  std::vector<Boundary> result;
  for (const auto& [concurrency, name] : found) result.push_back({concurrency, name});
  return result;
}

std::string topology_text(const Machine& machine) {
  std::string text;
  for (const Group& group : groups_of(machine)) text += group_text(machine, group);
  return text;
}

}  // namespace concbench::reports
