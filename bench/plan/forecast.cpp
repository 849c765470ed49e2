#include "bench/plan/forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "bench/child/session.h"
#include "system/clock.h"

namespace concbench::bench {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using Clock = std::chrono::steady_clock;

// Start and end of a child, and the looks at its memory.
constexpr nanoseconds child_cost = 30ms;
// For a workload whose probe failed.
constexpr Probe unknown{100ms, 0ms};

// Tasks that can really be in progress at once.
std::int64_t lanes(const Case& c, std::size_t cpus) {
  const std::size_t overlap = c.workload->kind == Kind::io ? c.tasks : cpus;
  return static_cast<std::int64_t>(std::min({c.concurrency, overlap, c.tasks}));
}

nanoseconds run_time(const Case& c, const Probe& probe, std::size_t cpus) {
  return probe.work / lanes(c, cpus) + task_cost(*c.runner) * static_cast<std::int64_t>(c.tasks);
}

nanoseconds sample_time(const Case& c, const Probe& probe, nanoseconds min_time, std::size_t cpus) {
  if (!c.skip_reason.empty()) return 0ns;
  const nanoseconds run = std::max(run_time(c, probe, cpus), nanoseconds(1));
  // First run, warm-up, steady runs, the run whose memory is looked at.
  const nanoseconds steady = std::max(min_time, run * fewest_steady);
  return child_cost + probe.make + 2 * run + std::max(run, min_time / warm_up_share) + steady;
}

}  // namespace

nanoseconds task_cost(const RunnerEntry& runner) {
  if (runner.start != Start::per_task) return 100ns;
  return runner.footprint({1, 1, 1}).processes > 0 ? 250us : 20us;
}

std::map<std::string, Probe> probe_workloads(Supervisor& supervisor, std::span<const Case> cases,
                                             std::size_t cpus) {
  std::map<std::string, const Case*> widest;
  for (const Case& c : cases) {
    if (!c.skip_reason.empty()) continue;
    const Case*& best = widest[std::string(c.workload->name)];
    // Of those alike the one whose own cost for a task is the least: it is the work that is asked for.
    const auto rank = [&](const Case& one) { return std::pair(lanes(one, cpus), -task_cost(*one.runner)); };
    if (!best || rank(c) > rank(*best)) best = &c;
  }
  std::map<std::string, Probe> probes;
  for (const auto& [workload, c] : widest) {
    const auto begin = Clock::now();
    const Outcome outcome =
        supervisor.carry_out({Assignment::Mode::verify, {}, cpus, unmeasured(*c), c->places, c->program});
    if (outcome.input_error) throw InputError(outcome.sample.reason);
    if (outcome.sample.status != "ok" || !outcome.sample.first_ns) continue;
    const nanoseconds run(*outcome.sample.first_ns);
    probes[workload] = {run * lanes(*c, cpus), std::max<nanoseconds>(Clock::now() - begin - run, 0ns)};
  }
  return probes;
}

nanoseconds forecast_traces(std::span<const Case> cases, const std::map<std::string, Probe>& probes,
                            std::size_t cpus) {
  nanoseconds all{};
  for (const Case& c : cases) {
    if (!c.skip_reason.empty()) continue;
    const auto known = probes.find(std::string(c.workload->name));
    const Probe& probe = known == probes.end() ? unknown : known->second;
    all += child_cost + probe.make + 2 * run_time(c, probe, cpus);
  }
  return all;
}

nanoseconds forecast(std::span<const Case> cases, const std::map<std::string, Probe>& probes,
                     nanoseconds min_time, std::size_t cpus) {
  nanoseconds block{};
  for (const Case& c : cases) {
    const auto probe = probes.find(std::string(c.workload->name));
    block += sample_time(c, probe == probes.end() ? unknown : probe->second, min_time, cpus);
  }
  return block;
}

std::string in_words(const Left& left) {
  const std::string least = rough(left.least), most = rough(left.most);
  return least == most ? most : fmt::format("{} to {}", least, most);
}

std::size_t most_blocks(const Plan& plan) {
  return plan.looks.empty() ? plan.blocks : static_cast<std::size_t>(plan.looks.back().blocks);
}

Left left_after(std::size_t done, const Plan& plan, const Pace& pace, std::optional<nanoseconds> budget) {
  const auto until = [&](std::size_t last) {
    const auto blocks = static_cast<std::int64_t>(last - done);
    const nanoseconds left = pace.block * blocks + std::min(pace.lost * blocks, pace.allowance) + pace.after;
    return budget ? std::min(left, *budget) : left;
  };
  const std::size_t most = most_blocks(plan);
  std::size_t next = most;
  for (const PlannedLook& look : plan.looks)
    if (const auto blocks = static_cast<std::size_t>(look.blocks); blocks > done)
      next = std::min(next, blocks);
  return {until(next), until(most)};
}

}  // namespace concbench::bench
