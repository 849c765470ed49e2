// The plans of `concbench cores` on made-up machines, and the latency on this one.
#include "bench/commands/cores.h"

#include <gmock/gmock.h>

#include "bench/child/core_to_core.h"
#include "bench/machine/machine.h"
#include "bench/plan/forecast.h"
#include "runners/runner.h"
#include "system/affinity.h"
#include "workloads/workload.h"

namespace concbench::bench {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

const Catalogue catalogue{workload_table(), runner_table()};

Machine made_up(const std::string& synthetic) {
  return describe_topology({.synthetic = synthetic, .xml = {}});
}

std::vector<std::string> names(const std::string& synthetic) {
  std::vector<std::string> names;
  for (const Case& c : core_cases(catalogue, made_up(synthetic), {"primes"})) names.push_back(name(c));
  return names;
}

TEST(cores, each_alone_siblings_together_and_all_at_once) {
  EXPECT_THAT(names("core:2 pu:2"),
              ElementsAre("primes/sequential/concurrency:1/cpus:0", "primes/sequential/concurrency:1/cpus:1",
                          "primes/sequential/concurrency:1/cpus:2", "primes/sequential/concurrency:1/cpus:3",
                          "primes/threads/concurrency:2/cpus:0-1", "primes/threads/concurrency:2/cpus:2-3",
                          "primes/threads/concurrency:4/cpus:0-3"));
}

TEST(cores, nothing_is_measured_twice_where_siblings_are_all_there_is) {
  EXPECT_THAT(names("core:1 pu:2"),
              ElementsAre("primes/sequential/concurrency:1/cpus:0", "primes/sequential/concurrency:1/cpus:1",
                          "primes/threads/concurrency:2/cpus:0-1"));
  EXPECT_THAT(names("core:1 pu:1"), ElementsAre("primes/sequential/concurrency:1/cpus:0"));
}

// With the times that this project's own machines take: 75 ms of primes, 20 ms of brightness on one thread.
TEST(cores, on_64_cpus_take_less_than_ten_minutes) {
  const auto cases = core_cases(catalogue, made_up("pack:1 l3:4 core:8 pu:2"), {"primes", "brightness"});
  const std::map<std::string, Probe> probes{{"primes", {75ms, 1ms}}, {"brightness", {20ms, 60ms}}};
  const auto pairs = latency_pairs(made_up("pack:1 l3:4 core:8 pu:2").topology);
  EXPECT_EQ(pairs.size(), 64U * 63 / 2);
  EXPECT_LT(5 * forecast(cases, probes, profile_table().front().min_time, 64) +
                usual_pair * static_cast<std::int64_t>(pairs.size()),
            10min);
}

TEST(cores, more_than_64_are_sampled_from_all_parts_siblings_included) {
  const auto machine = made_up("pack:4 [numa] l3:6 core:12 pu:2");
  const auto pairs = latency_pairs(machine.topology);
  EXPECT_EQ(pairs.size(), 64U * 63 / 2);
  std::set<std::int64_t> packages, caches;
  int siblings = 0;
  for (const auto& [from, to] : pairs) {
    const Cpu& a = machine.topology[static_cast<std::size_t>(from)];
    const Cpu& b = machine.topology[static_cast<std::size_t>(to)];
    packages.insert({a.package, b.package});
    caches.insert({a.cache, b.cache});
    siblings += a.core == b.core;
  }
  EXPECT_EQ(packages.size(), 4U);
  EXPECT_EQ(caches.size(), 24U);
  EXPECT_EQ(siblings, 32);
}

TEST(core_to_core, a_line_takes_time_between_two_cpus_of_this_machine) {
  const auto cpus = allowed_cpus();
  if (cpus.size() < 2) GTEST_SKIP() << "one CPU";
  const CoreToCore record = measure_latency({cpus[0], cpus[1]});
  EXPECT_GT(record.median_ns, 0);
  EXPECT_LE(record.lower_quartile_ns, record.median_ns);
  EXPECT_LE(record.median_ns, record.upper_quartile_ns);
  restrict_to(cpus);
}

TEST(core_to_core, a_cpu_that_is_not_there_is_an_error) {
  const auto cpus = allowed_cpus();
  EXPECT_THROW(measure_latency({cpus[0], 8000}), std::system_error);
  EXPECT_THROW(measure_latency({8000, cpus[0]}), std::system_error);
  restrict_to(cpus);
}

}  // namespace
}  // namespace concbench::bench
