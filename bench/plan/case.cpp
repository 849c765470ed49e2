#include "bench/plan/case.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "results/topology.h"

namespace concbench::bench {

namespace {

// "primes[limit=5000000]": a name with the parameters that are not default.
std::string with_changes(std::string_view name, std::span<const Parameter> parameters, const Params& params) {
  std::vector<std::string> changed;
  for (const Parameter& parameter : parameters) {
    const std::string& value = params.at(std::string(parameter.name));
    if (value != parameter.default_value) changed.push_back(fmt::format("{}={}", parameter.name, value));
  }
  return changed.empty() ? std::string(name) : fmt::format("{}[{}]", name, fmt::join(changed, ","));
}

const RunnerEntry* team_of(std::span<const RunnerEntry> table) {
  const auto row = std::ranges::find_if(table, &RunnerEntry::team);
  return row == table.end() ? nullptr : &*row;
}

}  // namespace

const RunnerEntry* cheapest(const Catalogue& catalogue, std::size_t concurrency) {
  return concurrency > 1 ? team_of(catalogue.runners) : baseline_of(catalogue.runners);
}

std::string workload_name(const Case& c) {
  return with_changes(c.workload->name, c.workload->parameters, c.params);
}

bool chunk_matters(const WorkloadEntry& workload, const RunnerEntry& runner) {
  return workload.kind == Kind::overhead && !runner.own_chunk.empty() && runner.own_chunk != "1";
}

std::string name(const Case& c) {
  std::string name = workload_name(c);
  name += fmt::format("/{}/concurrency:{}",
                      with_changes(c.runner->name, c.runner->parameters, c.runner_params), c.concurrency);
  if (c.chunk != 0) name += fmt::format("/chunk:{}", c.chunk);
  if (c.chunk == 0 && chunk_matters(*c.workload, *c.runner))
    name += fmt::format("/chunk:{}", c.runner->own_chunk);
  if (!c.cpus.empty()) name += fmt::format("/cpus:{}", cpu_list(c.cpus));
  if (c.placement != Placement::os) name += fmt::format("/placement:{}", to_string(c.placement));
  return name;
}

Case make_case(const WorkloadEntry& workload, const RunnerEntry& runner, std::size_t concurrency,
               std::size_t chunk) {
  Case c;
  c.workload = &workload;
  c.runner = &runner;
  c.params = defaults(workload.parameters);
  c.runner_params = defaults(runner.parameters);
  c.tasks = workload.tasks(c.params);
  c.concurrency = concurrency;
  c.chunk = chunk;
  return c;
}

Case make_case(const Catalogue& catalogue, std::string_view workload, std::string_view runner,
               std::size_t concurrency, std::size_t chunk) {
  return make_case(*find(catalogue.workloads, workload), *find(catalogue.runners, runner), concurrency,
                   chunk);
}

Case canary_case(const Catalogue& catalogue) {
  const WorkloadEntry* workload = find(catalogue.workloads, "primes");
  const RunnerEntry* runner = baseline_of(catalogue.runners);
  if (!workload || !runner) throw std::invalid_argument("the canary needs primes and one thread");
  Case c = make_case(*workload, *runner, 1);
  c.params["limit"] = "300000";
  c.tasks = workload->tasks(c.params);
  return c;
}

std::optional<Case> limit_case(const Catalogue& catalogue, const Case& c, std::size_t cpus) {
  if (!c.workload->limit) return {};
  const WorkloadSpec spec = c.workload->limit(c.params);
  Case limit = c;
  limit.workload = find(catalogue.workloads, spec.name);
  if (!limit.workload) return {};
  limit.params = spec.params;
  limit.concurrency = std::min({c.concurrency, c.tasks, c.cpus.empty() ? cpus : c.cpus.size()});
  limit.runner = cheapest(catalogue, limit.concurrency);  // small against the work from a millisecond on
  if (!limit.runner) return {};
  limit.runner_params = defaults(limit.runner->parameters);
  limit.chunk = 0;
  limit.placement = Placement::os;
  limit.places.clear();
  return limit;
}

Sample unmeasured(const Case& c) {
  Sample sample;
  sample.case_ = name(c);
  sample.workload = c.workload->name;
  sample.params = c.params;
  sample.kind = to_string(c.workload->kind);
  sample.tasks = static_cast<std::int64_t>(c.tasks);
  sample.runner = c.runner->name;
  sample.runner_params = c.runner_params;
  sample.concurrency = static_cast<std::int64_t>(c.concurrency);
  sample.chunk = static_cast<std::int64_t>(c.chunk);
  if (!c.cpus.empty()) sample.cpus = c.cpus;
  sample.placement = to_string(c.placement);
  return sample;
}

}  // namespace concbench::bench
