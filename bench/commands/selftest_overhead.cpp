// `concbench selftest overhead`: what the harness itself costs.
#include <chrono>
#include <cstdio>
#include <functional>
#include <vector>

#include "bench/child/session.h"
#include "bench/commands/selftest.h"
#include "statistics/statistics.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

double median_ns(int rounds, const std::function<double()>& timed) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) times.push_back(timed());
  return median(times);
}

// The same loop timed by the harness, prepared and verified, and by itself; in turn, in this process.
double harness_ratio(const Catalogue& catalogue) {
  Case c = make_case(catalogue, "primes", "sequential", 1);
  c.params["limit"] = "60000";  // a run of a millisecond or more
  c.params["tasks"] = "100";
  Sample sample = unmeasured(c);
  Session session(catalogue, sample, 1, {});
  const auto workload = make_workload(catalogue.workloads, {std::string(c.workload->name), c.params});
  constexpr int rounds = 2000;
  std::vector<double> ratios;
  volatile std::uint64_t kept = 0;
  Worker worker;
  for (int round = 0; round < rounds; ++round) {
    const auto by_hand = [&] {
      const auto begin = std::chrono::steady_clock::now();
      std::uint64_t sum = 0;
      for (std::size_t task = 0; task < workload->size(); ++task) sum += workload->run(task, worker);
      kept = sum;
      return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count();
    };
    const auto harness = [&] { return static_cast<double>(session.run(1).count()); };
    if (round % 2 == 0) {
      const double ours = harness();
      ratios.push_back(ours / by_hand());
    } else {
      const double theirs = by_hand();
      ratios.push_back(harness() / theirs);
    }
  }
  return median(ratios);
}

Exit overhead(const Options& options, const Catalogue& catalogue, std::size_t) {
  Bench bench(options, catalogue);
  const Plan& plan = bench.plan;
  const double ratio = harness_ratio(catalogue);
  answer("a run of a millisecond, timed by the harness: {:+.3f} % against the same loop by itself\n",
         100 * (ratio - 1));
  answer("\nan empty task, chunk 1, at {}:\n", plan.cpus);
  for (const RunnerEntry& runner : catalogue.runners) {
    if (!runner.absent.empty()) continue;
    const std::size_t concurrency = std::min(plan.cpus, runner.most_concurrency);
    const Case c =
        make_case(*find(catalogue.workloads, "empty"), runner, concurrency, runner.own_chunk.empty() ? 0 : 1);
    const double time = median_ns(3, [&] {
      const Assignment assignment{Assignment::Mode::measure, options.profile.min_time, plan.cpus,
                                  unmeasured(c)};
      const Sample sample = bench.supervisor.carry_out(assignment).sample;
      if (sample.status != "ok") throw Error(Exit::cases_failed, sample.case_ + ": " + sample.reason);
      return median({sample.steady_ns.begin(), sample.steady_ns.end()});
    });
    answer("  {:<18}{:>12.1f} ns\n", runner.name, time / static_cast<double>(c.tasks));
    std::fflush(stdout);
  }
  return Exit::done;
}

}  // namespace

extern constinit const SelftestPart overhead_part{
    .name = "overhead",
    .meaning = "the harness's own cost",
    .run = overhead,
};

}  // namespace concbench::bench
