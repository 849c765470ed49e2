#include "bench/plan/case.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "results/topology.h"

namespace concbench::bench {

std::string workload_name(const Case& c) {
  std::vector<std::string> changed;
  for (const Parameter& parameter : c.workload->parameters) {
    const std::string& value = c.params.at(std::string(parameter.name));
    if (value != parameter.default_value) changed.push_back(fmt::format("{}={}", parameter.name, value));
  }
  std::string name(c.workload->name);
  if (!changed.empty()) name += fmt::format("[{}]", fmt::join(changed, ","));
  return name;
}

std::string name(const Case& c) {
  std::string name = workload_name(c);
  name += fmt::format("/{}/concurrency:{}", c.runner->name, c.concurrency);
  if (c.chunk != 0) name += fmt::format("/chunk:{}", c.chunk);
  if (!c.cpus.empty()) name += fmt::format("/cpus:{}", cpu_list(c.cpus));
  if (c.placement != Placement::os) name += fmt::format("/placement:{}", to_string(c.placement));
  return name;
}

Case make_case(const Catalogue& catalogue, std::string_view workload, std::string_view runner,
               std::size_t concurrency, std::size_t chunk) {
  Case c;
  c.workload = find(catalogue.workloads, workload);
  c.runner = find(catalogue.runners, runner);
  c.params = defaults(c.workload->parameters);
  c.tasks = c.workload->tasks(c.params);
  c.concurrency = concurrency;
  c.chunk = chunk;
  return c;
}

Case canary_case(const Catalogue& catalogue) {
  const WorkloadEntry* workload = find(catalogue.workloads, "primes");
  const RunnerEntry* runner = find(catalogue.runners, "sequential");
  if (!workload || !runner) throw std::invalid_argument("the canary needs primes and sequential");
  Case c{workload, defaults(workload->parameters), 0, runner, 1, 0, {}};
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
  // Those with the least cost beside the work itself, small against it from a millisecond on.
  limit.runner = find(catalogue.runners, limit.concurrency > 1 ? "threads" : "sequential");
  if (!limit.runner) return {};
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
  sample.concurrency = static_cast<std::int64_t>(c.concurrency);
  sample.chunk = static_cast<std::int64_t>(c.chunk);
  if (!c.cpus.empty()) sample.cpus = c.cpus;
  sample.placement = to_string(c.placement);
  return sample;
}

}  // namespace concbench::bench
