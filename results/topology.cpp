#include "results/topology.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace concbench {
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

}  // namespace concbench
