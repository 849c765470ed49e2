#include "bench/plan/selected.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "bench/cli/error.h"
#include "bench/machine/machine.h"
#include "bench/plan/limits.h"
#include "results/topology.h"
#include "workloads/files/file_set.h"

namespace concbench::bench {
namespace {

std::string cpus_text(const std::vector<Cpu>& topology, bool allowed_only) {
  std::vector<std::int64_t> cpus;
  for (const Cpu& cpu : topology)
    if (cpu.allowed || !allowed_only) cpus.push_back(cpu.cpu);
  return cpu_list(cpus);
}

// The machine as the selection leaves it to be used.
Machine restricted(Machine machine, const Selection& selection) {
  if (selection.placement != Placement::os && machine.topology.empty())
    throw Error(Exit::environment, fmt::format("--placement {}: the topology of this machine is unknown",
                                               to_string(selection.placement)));
  if (selection.cpus.empty()) return machine;
  for (const std::int64_t cpu : selection.cpus) {
    const auto known = std::ranges::find(machine.topology, cpu, &Cpu::cpu);
    if (known == machine.topology.end())
      throw Error(Exit::usage, fmt::format("--cpus: there is no CPU {}; this machine has {}", cpu,
                                           cpus_text(machine.topology, false)));
    if (!known->allowed)
      throw Error(Exit::usage, fmt::format("--cpus: this process may not use CPU {}, only {}", cpu,
                                           cpus_text(machine.topology, true)));
  }
  for (Cpu& cpu : machine.topology)
    cpu.allowed = std::ranges::find(selection.cpus, cpu.cpu) != selection.cpus.end();
  machine.cpus_allowed = std::ssize(selection.cpus);
  return machine;
}

std::vector<std::size_t> marks(const Machine& machine) {
  std::vector<std::size_t> concurrencies;
  for (const Boundary& one : boundaries(machine))
    concurrencies.push_back(static_cast<std::size_t>(one.concurrency));
  return concurrencies;
}

template <class Entry>
void include(std::vector<const Entry*>& entries, const Entry* entry) {
  if (std::ranges::find(entries, entry) == entries.end()) entries.push_back(entry);
}

// Each once, however many cases it bounds.
void add_limits(const Catalogue& catalogue, Plan& plan) {
  std::set<std::pair<std::string, std::string>> known;
  for (const Case& c : plan.cases) {
    const std::optional<Case> limit =
        c.skip_reason.empty() ? limit_case(catalogue, c, plan.cpus) : std::nullopt;
    if (limit && known.emplace(workload_name(c), name(*limit)).second)
      plan.limits.emplace_back(workload_name(c), *limit);
  }
}

// Of each kind of work a case of several workers of which more is known to be more: that of a team, which
// costs little to measure, or else the first.
void add_twins(Plan& plan) {
  std::map<Kind, const Case*> chosen;
  for (const Case& c : plan.cases) {
    if (!c.skip_reason.empty() || c.concurrency < 2 || !c.workload->more) continue;
    const Case*& known = chosen[c.workload->kind];
    if (!known || (c.runner->team && !known->runner->team)) known = &c;
  }
  for (const auto& [kind, c] : chosen) {
    plan.twins.push_back({name(*c), "same", *c});
    plan.twins.push_back({name(*c), "more", *c});
    plan.twins.back().what.params = c->workload->more(c->params, twin_percent);
  }
}

}  // namespace

// Where file_read finds its files; empty where it cannot.
std::filesystem::path data_folder(const Selection& selection) {
  if (const auto changed = selection.params.find("file_read"); changed != selection.params.end())
    if (const auto folder = changed->second.find("dir"); folder != changed->second.end())
      return folder->second;
  try {
    return cache_folder();
  } catch (const Unsupported&) {
    return {};
  }
}

void place(Case& c, const Selection& selection, const Machine& usable) {
  c.placement = selection.placement;
  if (c.cpus.empty()) c.cpus = selection.cpus;
  std::vector<Cpu> topology = usable.topology;
  for (Cpu& cpu : topology)
    cpu.allowed = cpu.allowed && (c.cpus.empty() || std::ranges::find(c.cpus, cpu.cpu) != c.cpus.end());
  c.places = placement_order(c.placement, topology);
}

void add_case(Plan& plan, const Selection& selection, Case c) {
  place(c, selection, plan.usable);
  include(plan.workloads, c.workload);
  include(plan.runners, c.runner);
  plan.cases.push_back(std::move(c));
}

Plan plan_machine(const Options& options, const Catalogue& catalogue) {
  const WorkloadEntry* reader = find(catalogue.workloads, "file_read");
  const bool files = reader && options.selection.includes(*reader);
  Plan plan;
  plan.machine = describe_machine(files ? data_folder(options.selection) : std::filesystem::path());
  plan.usable = restricted(plan.machine, options.selection);
  plan.cpus = usable_cpus(plan.usable);
  plan.blocks = options.profile.blocks;
  return plan;
}

Plan make_plan(const Options& options, const Catalogue& catalogue) {
  Plan plan = plan_machine(options, catalogue);
  for (Case& c : plan_cases(catalogue, options.selection, options.profile, {plan.cpus, marks(plan.usable)},
                            exceeded_limit))
    add_case(plan, options.selection, std::move(c));
  if (plan.cases.empty()) throw Error(Exit::empty, "nothing is selected");
  if (!options.exact_blocks) {
    plan.looks = looks_for(plan.cases, plan.blocks);
    plan.blocks = static_cast<std::size_t>(plan.looks.front().blocks);
  }
  add_limits(catalogue, plan);
  add_twins(plan);
  return plan;
}

}  // namespace concbench::bench
