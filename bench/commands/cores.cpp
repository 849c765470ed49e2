// `concbench cores`: what each CPU is worth, alone and together with others, and how far apart they are.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "bench/child/core_to_core.h"
#include "bench/commands/cores.h"
#include "bench/commands/measure.h"
#include "bench/plan/forecast.h"
#include "bench/supervisor/disturbance.h"
#include "system/clock.h"

namespace concbench::bench {

std::vector<Case> core_cases(const Catalogue& catalogue, const Machine& machine,
                             const std::vector<std::string>& workloads) {
  std::vector<Case> cases;
  const auto add = [&](const std::string& workload, std::vector<std::int64_t> cpus) {
    const RunnerEntry& runner = *cheapest(catalogue, cpus.size());
    Case c = make_case(*find(catalogue.workloads, workload), runner,
                       std::min(cpus.size(), runner.most_concurrency));
    std::ranges::sort(cpus);
    c.cpus = std::move(cpus);
    cases.push_back(std::move(c));
  };
  std::vector<std::int64_t> all;
  std::map<std::int64_t, std::vector<std::int64_t>> cores;
  for (const Cpu& cpu : machine.topology)
    if (cpu.allowed) {
      all.push_back(cpu.cpu);
      cores[cpu.core].push_back(cpu.cpu);
    }
  std::ranges::sort(all);
  for (const std::string& workload : workloads) {
    for (const std::int64_t cpu : all) add(workload, {cpu});
    for (const auto& [core, siblings] : cores)
      if (siblings.size() > 1 && siblings.size() < all.size()) add(workload, siblings);
    if (all.size() > 1) add(workload, all);
  }
  return cases;
}

namespace {

Exit cores(const Options& options, const Catalogue& catalogue) {
  Plan plan = plan_machine(options, catalogue);
  if (plan.usable.topology.empty())
    throw Error(Exit::environment,
                "the topology of this machine is unknown, so its CPUs cannot be told apart");
  std::vector<std::string> workloads = options.selection.workloads;
  if (workloads.empty()) workloads = {"primes", "brightness"};
  Selection pinned = options.selection;
  pinned.placement = Placement::pinned;
  for (Case& c : core_cases(catalogue, plan.usable, workloads))
    add_case(plan, c.cpus.size() > 1 ? pinned : options.selection, std::move(c));

  const Presence presence;
  Supervisor supervisor(options.timeout);
  const std::vector<CpuPair> pairs = latency_pairs(plan.usable.topology);
  Expected expected;
  expected.pace.block = forecast(plan.cases, probe_workloads(supervisor, plan.cases, plan.cpus),
                                 options.profile.min_time, plan.cpus);
  expected.pace.after = usual_pair * static_cast<std::int64_t>(pairs.size());
  return measure(options, catalogue, plan, supervisor,
                 fmt::format("{} CPU(s) alone and together in {} blocks, then {} pair(s) of them, about {}",
                             std::ranges::count(plan.usable.topology, true, &Cpu::allowed), plan.blocks,
                             pairs.size(), in_words(left_after(0, plan, expected.pace, {}))),
                 [&](Recorder& recorder) {
                   measure_blocks(recorder, options, plan, expected);
                   // A child for all pairs of one CPU: short, and a failure costs no others.
                   for (auto first = pairs.begin(); first != pairs.end();) {
                     const auto last = std::find_if(
                         first, pairs.end(), [&](const CpuPair& p) { return p.first != first->first; });
                     for (CoreToCore& one : supervisor.latencies({first, last})) recorder.add(std::move(one));
                     first = last;
                   }
                 });
}

}  // namespace

extern constinit const CommandEntry cores_command{
    .name = "cores",
    .summary =
        "what each core is worth: every CPU alone, siblings together, all at once, and from core to core",
    .add_options =
        [](CLI::App& command) {
          add_text(command, "--workload", "workloads, by name (default: primes,brightness)");
          add_cpus(command);
          add_study(command, "passes over all CPUs (default: 5)");
        },
    .blocks = 5,
    .run = cores,
};

}  // namespace concbench::bench
