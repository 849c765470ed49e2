#include "bench/plan/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <utility>

#include "bench/cli/error.h"
#include "statistics/verdict.h"

namespace concbench::bench {
namespace {

using namespace std::chrono_literals;

std::vector<std::size_t> ascending(std::vector<std::size_t> values, std::size_t most) {
  for (std::size_t& value : values) value = std::min(value, most);
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

std::vector<std::size_t> all_cpus(const Capacity& capacity, std::size_t tasks) {
  return ascending({capacity.cpus}, tasks);
}
std::vector<std::size_t> many_waits(const Capacity&, std::size_t tasks) {
  return ascending({64}, tasks);
}

// 1 … 8, then 12, 16, 24, 32, 48 … up to the CPUs; the CPUs themselves; twice as many.
std::vector<std::size_t> scaling_sweep(const Capacity& capacity, std::size_t tasks) {
  const std::size_t cpus = capacity.cpus;
  std::vector<std::size_t> values{cpus, 2 * cpus};
  for (std::size_t value = 1; value <= std::min<std::size_t>(cpus, 8); ++value) values.push_back(value);
  for (std::size_t power = 8; power <= cpus; power *= 2)
    for (const std::size_t value : {power, power + power / 2})
      if (value <= cpus) values.push_back(value);
  return ascending(std::move(values), tasks);
}

std::vector<std::size_t> thorough_sweep(const Capacity& capacity, std::size_t tasks) {
  std::vector<std::size_t> values = scaling_sweep(capacity, tasks);
  values.insert(values.end(), capacity.boundaries.begin(), capacity.boundaries.end());
  return ascending(std::move(values), tasks);
}

std::vector<std::size_t> waits_sweep(const Capacity&, std::size_t tasks) {
  return ascending({1, 4, 16, 64, tasks}, tasks);
}

// The blocks are the least: a plan with more runners than these can tell apart takes more (looks_for).
constexpr Profile profiles[] = {
    {"quick", 2min, 10, 20ms, all_cpus, many_waits},
    {"standard", 0min, 16, 50ms, scaling_sweep, waits_sweep},
    {"thorough", 0min, 24, 100ms, thorough_sweep, waits_sweep},
};

bool named(std::string_view name, const std::vector<std::string>& names) {
  return std::ranges::find(names, name) != names.end();
}

template <class Entry>
Params with_defaults(const Entry& entry, const Selection& selection) {
  Params params = defaults(entry.parameters);
  if (const auto changed = selection.params.find(std::string(entry.name)); changed != selection.params.end())
    for (const auto& [key, value] : changed->second) params[key] = value;
  return params;
}

// Concurrencies for one runner on one workload.
std::vector<std::size_t> concurrencies(const WorkloadEntry& workload, const RunnerEntry& runner,
                                       std::size_t tasks, const Selection& selection, const Profile& profile,
                                       const Capacity& capacity) {
  if (runner.most_concurrency == 1) return {1};
  if (!selection.concurrency.empty()) return selection.concurrency;
  return (workload.kind == Kind::io ? profile.io_bound : profile.cpu_bound)(capacity, tasks);
}

// Tasks handed out at a time; 0: the model's own way.
std::vector<std::size_t> chunks(const WorkloadEntry& workload, const RunnerEntry& runner,
                                const Selection& selection) {
  if (runner.own_chunk.empty()) return {0};
  if (selection.chunk == 0 && chunk_matters(workload, runner)) return {1, 0};
  return {selection.chunk};
}

// Why this runner cannot do that work, whatever the machine; or empty.
std::string unfit(const WorkloadEntry& workload, const RunnerEntry& runner) {
  if (!runner.absent.empty()) return std::string(runner.absent);
  const std::string missing = runner.gives.missing(workload.needs);
  return missing.empty()
             ? ""
             : fmt::format("{} needs what {} does not give: {}", workload.name, runner.name, missing);
}

}  // namespace

std::span<const Profile> profile_table() {
  return profiles;
}

bool Selection::includes(const WorkloadEntry& entry) const {
  return workloads.empty() ? entry.usual : named(entry.name, workloads);
}

bool Selection::includes(const RunnerEntry& entry) const {
  return runners.empty() ? entry.usual : named(entry.name, runners);
}

std::vector<Case> plan_cases(const Catalogue& catalogue, const Selection& selection, const Profile& profile,
                             const Capacity& capacity, const LimitCheck& limit) {
  const bool asked_for = !selection.concurrency.empty();
  std::vector<Case> cases;
  for (const WorkloadEntry& workload : catalogue.workloads) {
    if (!selection.includes(workload)) continue;
    const Params params = with_defaults(workload, selection);
    const std::size_t tasks = workload.tasks(params);
    for (const RunnerEntry& runner : catalogue.runners) {
      if (!selection.includes(runner)) continue;
      for (const std::size_t concurrency :
           concurrencies(workload, runner, tasks, selection, profile, capacity)) {
        const std::size_t most = runner.most_concurrency;
        if (asked_for && concurrency > most)
          throw Error(Exit::usage, fmt::format("--concurrency {}: runner '{}' goes up to {}; lower it, or "
                                               "select other runners with --runner",
                                               concurrency, runner.name, most));
        if (!cases.empty() && cases.back().workload == &workload && cases.back().runner == &runner &&
            cases.back().concurrency == most)
          continue;  // more than it goes up to, once more
        for (const std::size_t chunk : chunks(workload, runner, selection)) {
          Case c = make_case(workload, runner, std::min(concurrency, most), chunk);
          c.params = params;
          c.tasks = tasks;
          c.runner_params = with_defaults(runner, selection);
          c.skip_reason = unfit(workload, runner);
          if (c.skip_reason.empty()) {
            c.skip_reason =
                limit(workload, runner, {c.concurrency, tasks, capacity.cpus, workload.kind == Kind::io});
            if (asked_for && !c.skip_reason.empty())
              throw Error(Exit::environment, fmt::format("{}: {}", name(c), c.skip_reason));
          }
          cases.push_back(std::move(c));
        }
      }
    }
  }
  return cases;
}

// Runners that will be skipped or fail count too, as they do in the report.
std::vector<PlannedLook> looks_for(std::span<const Case> cases, std::size_t least) {
  std::map<std::string, std::set<const RunnerEntry*>> runners;
  for (const Case& c : cases) runners[workload_name(c)].insert(c.runner);
  std::vector<std::size_t> rivals;
  for (const auto& [workload, of_it] : runners) rivals.push_back(of_it.size());
  std::vector<PlannedLook> looks;
  for (const Look& look : plan_looks(rivals, least))
    looks.push_back({static_cast<std::int64_t>(look.blocks), look.alpha});
  return looks;
}

namespace {

// The standard fixes the engine's numbers but not those of std::shuffle and its distributions, so the
// Fisher-Yates shuffle (Knuth, TAOCP 2, 3.4.2, algorithm P) is written out. The modulo's bias is below 2^-40
// for any plan.
template <class Value>
void shuffle(std::vector<Value>& values, std::mt19937_64& engine) {
  for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[engine() % i]);
}

}  // namespace

std::vector<std::size_t> block_order(std::span<const std::string> groups, std::uint64_t seed,
                                     std::size_t block) {
  std::seed_seq words{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32),
                      static_cast<std::uint32_t>(block)};
  std::mt19937_64 engine(words);
  std::vector<std::vector<std::size_t>> members;
  std::map<std::string_view, std::size_t> known;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto [found, is_new] = known.try_emplace(groups[i], members.size());
    if (is_new) members.emplace_back();
    members[found->second].push_back(i);
  }
  shuffle(members, engine);
  std::vector<std::size_t> order;
  for (std::vector<std::size_t>& of_one : members) {
    shuffle(of_one, engine);
    order.insert(order.end(), of_one.begin(), of_one.end());
  }
  return order;
}

}  // namespace concbench::bench
