#include "reports/words/topology_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "reports/words/units.h"
#include "results/topology.h"

namespace concbench::reports {
namespace {

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

std::string topology_text(const Machine& machine) {
  std::string text;
  for (const Group& group : groups_of(machine)) text += group_text(machine, group);
  return text;
}

}  // namespace concbench::reports
