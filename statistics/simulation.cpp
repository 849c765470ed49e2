#include "statistics/simulation.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "statistics/verdict.h"

namespace concbench {
namespace {

double none(Noise&) {
  return 0;
}

// One sample in seven or so takes 1.2 to 2 times as long: something else was on the CPU.
double two_states(Noise& noise) {
  constexpr double disturbed = 0.15;
  const double log = 0.01 * noise.normal();
  return noise.uniform() < disturbed ? log + std::log(1.2 + 0.8 * noise.uniform()) : log;
}

constexpr std::array<NoiseKind, noise_kinds> kinds{{
    {"1 %", [](Noise& noise) { return 0.01 * noise.normal(); }, none},
    {"5 %", [](Noise& noise) { return 0.05 * noise.normal(); }, none},
    {"drifting blocks", [](Noise& noise) { return 0.015 * noise.normal(); },
     [](Noise& noise) { return 0.05 * noise.normal(); }},
    {"two states", two_states, none},
    {"heavy tails", [](Noise& noise) { return 0.015 * noise.heavy_tailed(); }, none},
    {"exponential", [](Noise& noise) { return 0.05 * noise.skewed(); }, none},
    {"one 10 x wider", [](Noise& noise) { return 0.01 * noise.normal(); }, none, 10},
}};

// All runners alike but the last, which takes `factor` times as long.
std::vector<BlockTimes> measured(const SimulatedPage& page, const NoiseKind& kind, double factor,
                                 std::size_t blocks, Noise& noise) {
  std::vector<BlockTimes> times(page.runners);
  double drift = 0;  // random walk
  for (std::size_t block = 0; block < blocks; ++block) {
    drift += kind.of_block(noise) / 2;
    const double effect = drift + kind.of_block(noise);
    for (std::size_t rival = 0; rival < times.size(); ++rival)
      times[rival].emplace_back(std::exp(effect + kind.of_sample(noise) * (rival == 1 ? kind.of_second : 1)) *
                                (rival + 1 == times.size() ? factor : 1));
  }
  return times;
}

Rule rule_of(const SimulatedPage& page) {
  const std::vector<std::size_t> rivals(page.workloads, page.runners);
  return {.looks = plan_looks(rivals, page.least_blocks),
          .family = page.workloads * pairs_among(page.runners)};
}

bool claims(const Rivals& rivals) {
  for (std::size_t a = 0; a < rivals.size(); ++a)
    for (std::size_t b = 0; b < rivals.size(); ++b)
      if (rivals.slower(a, b)) return true;
  return false;
}

}  // namespace

const std::array<NoiseKind, noise_kinds>& noise_kind_table() {
  return kinds;
}

double false_claims(const SimulatedPage& page, const NoiseKind& kind, std::size_t pages, std::uint64_t seed) {
  const Rule rule = rule_of(page);
  Noise noise(seed);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < pages; ++i) {
    bool any = false;
    for (std::size_t workload = 0; workload < page.workloads; ++workload)
      any = claims(Rivals(measured(page, kind, 1, rule.looks.back().blocks, noise), rule)) || any;
    wrong += any;
  }
  return static_cast<double>(wrong) / static_cast<double>(pages);
}

double found(const SimulatedPage& page, const NoiseKind& kind, double difference, std::size_t pages,
             std::uint64_t seed) {
  const Rule rule = rule_of(page);
  Noise noise(seed);
  std::size_t seen = 0;
  for (std::size_t i = 0; i < pages; ++i)
    seen += Rivals(measured(page, kind, 1 + difference, rule.looks.back().blocks, noise), rule)
                .slower(page.runners - 1, 0);
  return static_cast<double>(seen) / static_cast<double>(pages);
}

}  // namespace concbench
