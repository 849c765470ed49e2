// `concbench selftest aa | mde | overhead`.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>

#include <boost/json/serialize.hpp>
#include "bench/clock.h"
#include "bench/disturbance.h"
#include "bench/machine.h"
#include "bench/selftest.h"
#include "bench/session.h"

#include "reports/json.h"
#include "reports/statistics.h"

namespace concbench::bench {
namespace {

using reports::Comparison;
using reports::Verdict;

struct AaRecord {
  std::string record = "aa";
  std::int64_t comparisons = 0, false_positives = 0;
  double upper_bound = 0;  // of the false-positive rate: Clopper-Pearson, one-sided 95 %
  double floor = 0;        // the largest of floors
  std::map<std::string, double> floors;
  std::string measured;
};
BOOST_DESCRIBE_STRUCT(AaRecord, (),
                      (record, comparisons, false_positives, upper_bound, floor, floors, measured))

struct RunsRecord {
  std::string record = "runs";
  std::int64_t runs = 0;
  std::map<std::string, double> floors;  // 95th percentile of the difference between two runs, by kind
  std::string measured;
};
BOOST_DESCRIBE_STRUCT(RunsRecord, (), (record, runs, floors, measured))

struct MdeRow {
  double effect = 0;
  std::int64_t found = 0, comparisons = 0;
};
BOOST_DESCRIBE_STRUCT(MdeRow, (), (effect, found, comparisons))

struct MdeRecord {
  std::string record = "mde";
  std::vector<MdeRow> effects;
  std::optional<double> smallest;  // found at least nine times in ten, and so are all larger ones
  double noise = 0;                // half-width of the simultaneous interval, median over all comparisons
  std::int64_t blocks = 0;
  std::string measured;
};
BOOST_DESCRIBE_STRUCT(MdeRecord, (), (record, effects, smallest, noise, blocks, measured))

bool claims(const Comparison& c) {
  return c.verdict == Verdict::faster || c.verdict == Verdict::slower;
}
double effect(const Comparison& c) {
  return std::exp(std::abs(std::log(c.ratio))) - 1;
}

Case make_case(const Catalogue& catalogue, std::string_view workload, std::string_view runner,
               std::size_t concurrency, std::size_t chunk = 0) {
  Case c;
  c.workload = find(catalogue.workloads, workload);
  c.runner = find(catalogue.runners, runner);
  c.params = defaults(c.workload->parameters);
  c.tasks = c.workload->tasks(c.params);
  c.concurrency = concurrency;
  c.chunk = chunk;
  return c;
}

template <class Record>
void save(const Options& options, const Record& record) {
  if (options.out.empty()) return;
  reports::ResultsWriter(options.out).write(boost::json::serialize(reports::to_json(record)));
}

// One case of each kind that a report holds, in turn.
std::vector<Case> aa_cases(const Catalogue& catalogue, std::size_t cpus) {
  constexpr std::size_t kWaits = 64;
  return {make_case(catalogue, "primes", "threads", cpus),
          make_case(catalogue, "sleep", "coroutines", kWaits),
          make_case(catalogue, "empty", "threads", cpus),
          make_case(catalogue, "brightness", "tbb", cpus),
          make_case(catalogue, "file_read", "threads", kWaits),
          make_case(catalogue, "empty", "process_pool", cpus)};
}

// As many pairings as a quick run has cases, so that the two sides lie as far apart in time as they would
// there.
constexpr std::size_t kPairingsAtATime = 25;
// The 95th percentile of fewer values is hardly more than their maximum.
constexpr std::size_t kFewestForFloor = 20;

void keep(const reports::Machine& machine, const Floors& floors) {
  if (!floors.aa.empty() || !floors.between_runs.empty())
    fmt::print("kept for later runs in {}\n", save_floors(machine, floors).string());
}

Exit aa(const Options& options, const Catalogue& catalogue, const Plan& plan, Supervisor& supervisor) {
  const std::vector<Case> cases = aa_cases(catalogue, plan.cpus);
  std::map<std::string, std::vector<double>> effects;
  AaRecord record;
  record.comparisons = static_cast<std::int64_t>(options.comparisons);
  for (std::size_t done = 0; done < options.comparisons;) {
    std::vector<Pairing> pairings;
    while (pairings.size() < kPairingsAtATime && done + pairings.size() < options.comparisons) {
      const Case& c = cases[(done + pairings.size()) % cases.size()];
      pairings.push_back({c, c});
    }
    Options group = options;
    group.seed += done;
    for (const Comparison& c : judge_pairings(pairings, group, plan.cpus, supervisor)) {
      effects[std::string(to_string(cases[done++ % cases.size()].workload->kind))].push_back(effect(c));
      record.false_positives += claims(c);
    }
    fmt::print(stderr, "{} comparisons, {} false positive(s)\n", done, record.false_positives);
  }
  const auto n = static_cast<std::size_t>(record.comparisons),
             k = static_cast<std::size_t>(record.false_positives);
  record.upper_bound = reports::proportion_at_most(k, n, 0.95);
  for (auto& [kind, values] : effects)
    if (values.size() >= kFewestForFloor) record.floors[kind] = reports::quantile(values, 0.95);
  for (const auto& [kind, floor] : record.floors) record.floor = std::max(record.floor, floor);
  record.measured = timestamp();
  save(options, record);
  fmt::print(
      "{} of {} comparisons of a case with itself were called different: {:.2f} %, at most {:.2f} % with 95 "
      "% confidence\n",
      k, n, 100.0 * static_cast<double>(k) / static_cast<double>(n), 100 * record.upper_bound);
  for (const auto& [kind, floor] : record.floors)
    fmt::print("floor, {:<9} {:.2f} %: 95 of 100 comparisons of a case with itself differed by less\n",
               kind + ":", 100 * floor);
  Floors floors = load_floors(plan.machine);
  floors.aa = record.floors;
  keep(plan.machine, floors);
  return Exit::done;
}

// How much whole runs of the same cases differ: the medians of each case in each two of them.
Exit runs(const Options& options, const Catalogue& catalogue, const Plan& plan, Supervisor& supervisor) {
  const std::vector<Case> cases = aa_cases(catalogue, plan.cpus);
  std::vector<std::vector<double>> medians(cases.size());
  for (std::size_t run = 0; run < options.comparisons; ++run) {
    Options one = options;
    one.seed += run;
    const auto times = measure_cases(cases, one, plan.cpus, supervisor);
    for (std::size_t i = 0; i < cases.size(); ++i) {
      std::vector<double> known;
      for (const auto& time : times[i])
        if (time) known.push_back(*time);
      if (!known.empty()) medians[i].push_back(reports::median(known));
    }
    fmt::print(stderr, "{} of {} runs\n", run + 1, options.comparisons);
  }
  RunsRecord record;
  record.runs = static_cast<std::int64_t>(options.comparisons);
  std::map<std::string, std::vector<double>> effects;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (medians[i].size() < 2) continue;
    const auto [least, most] = std::ranges::minmax(medians[i]);
    fmt::print("{:<34} medians of {} runs within {:.2f} %\n", name(cases[i]), medians[i].size(),
               100 * (most / least - 1));
    auto& kind = effects[std::string(to_string(cases[i].workload->kind))];
    for (std::size_t a = 0; a < medians[i].size(); ++a)
      for (std::size_t b = a + 1; b < medians[i].size(); ++b)
        kind.push_back(std::exp(std::abs(std::log(medians[i][a] / medians[i][b]))) - 1);
  }
  for (auto& [kind, values] : effects) record.floors[kind] = reports::quantile(values, 0.95);
  record.measured = timestamp();
  save(options, record);
  for (const auto& [kind, floor] : record.floors)
    fmt::print("floor between runs, {:<9} {:.2f} %\n", kind + ":", 100 * floor);
  Floors floors = load_floors(plan.machine);
  floors.between_runs = record.floors;
  keep(plan.machine, floors);
  return Exit::done;
}

Exit mde(const Options& options, const Catalogue& catalogue, const Plan& plan, Supervisor& supervisor) {
  constexpr std::array kPercent{1, 2, 3, 5};
  std::vector<Pairing> pairings;
  for (const int percent : kPercent)
    for (std::size_t i = 0; i < options.comparisons; ++i) {
      const Case same = make_case(catalogue, "primes", "sequential", 1);
      pairings.push_back({same, same});
      pairings.back().other.params["extra"] = std::to_string(percent);
    }
  const auto judged = judge_pairings(pairings, options, plan.cpus, supervisor);
  MdeRecord record;
  record.blocks = static_cast<std::int64_t>(options.profile.blocks);
  std::vector<double> widths;
  for (const Comparison& c : judged) widths.push_back(c.smallest_visible);
  record.noise = std::isfinite(reports::median(widths)) ? reports::median(widths) : 1;
  for (std::size_t e = 0; e < kPercent.size(); ++e) {
    const auto first = judged.begin() + static_cast<std::ptrdiff_t>(e * options.comparisons);
    const auto found = std::count_if(first, first + static_cast<std::ptrdiff_t>(options.comparisons),
                                     [](const Comparison& c) { return c.verdict == Verdict::slower; });
    record.effects.push_back({kPercent[e] / 100.0, found, static_cast<std::int64_t>(options.comparisons)});
    fmt::print("{} % more work: found {} times of {}\n", kPercent[e], found, options.comparisons);
  }
  for (auto row = record.effects.rbegin();
       row != record.effects.rend() && row->found * 10 >= row->comparisons * 9; ++row)
    record.smallest = row->effect;
  record.measured = timestamp();
  save(options, record);
  fmt::print(
      "smallest difference found nine times in ten: {}, with {} blocks and intervals of ±{} (median)\n",
      record.smallest ? reports::percent_text(*record.smallest) : "none of these", record.blocks,
      reports::percent_text(record.noise));
  return Exit::done;
}

double median_ns(int rounds, const std::function<double()>& timed) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) times.push_back(timed());
  return reports::median(times);
}

// The same loop timed by the harness, prepared and verified, and by itself; in turn, in this process.
double harness_ratio(const Catalogue& catalogue) {
  Case c = make_case(catalogue, "primes", "sequential", 1);
  c.params["limit"] = "60000";  // a run of a millisecond or more
  c.params["tasks"] = "100";
  reports::Sample sample = unmeasured(c);
  Session session(catalogue, sample, 1);
  const auto workload = make_workload(catalogue.workloads, {std::string(c.workload->name), c.params});
  constexpr int kRounds = 2000;
  std::vector<double> ratios;
  volatile std::uint64_t kept = 0;
  for (int round = 0; round < kRounds; ++round) {
    const auto by_hand = [&] {
      const auto begin = std::chrono::steady_clock::now();
      std::uint64_t sum = 0;
      for (std::size_t task = 0; task < workload->size(); ++task) sum += workload->run(task);
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
  return reports::median(ratios);
}

Exit overhead(const Options& options, const Catalogue& catalogue, const Plan& plan, Supervisor& supervisor) {
  const double ratio = harness_ratio(catalogue);
  fmt::print("a run of a millisecond, timed by the harness: {:+.3f} % against the same loop by itself\n",
             100 * (ratio - 1));
  fmt::print("\nan empty task, chunk 1, at {}:\n", plan.cpus);
  for (const RunnerEntry& runner : catalogue.runners) {
    const std::size_t concurrency = runner.unit == Unit::none ? 1 : plan.cpus;
    const Case c = make_case(catalogue, "empty", runner.name, concurrency, runner.chunked ? 1 : 0);
    const double time = median_ns(3, [&] {
      const Assignment assignment{Assignment::Mode::measure, options.profile.min_time, plan.cpus,
                                  unmeasured(c)};
      const reports::Sample sample = supervisor.carry_out(assignment).sample;
      if (sample.status != "ok") throw Error(Exit::cases_failed, sample.case_ + ": " + sample.reason);
      return reports::median({sample.steady_ns.begin(), sample.steady_ns.end()});
    });
    fmt::print("  {:<18}{:>12.1f} ns\n", runner.name, time / static_cast<double>(c.tasks));
    std::fflush(stdout);
  }
  return Exit::done;
}

}  // namespace

Exit selftest(const Options& options, const Catalogue& catalogue) {
  Plan plan{describe_machine({}), 1, {}};
  plan.cpus = usable_cpus(plan.machine);
  const Presence presence;
  Supervisor supervisor(options.timeout);
  if (options.test == "aa") return aa(options, catalogue, plan, supervisor);
  if (options.test == "runs") return runs(options, catalogue, plan, supervisor);
  if (options.test == "mde") return mde(options, catalogue, plan, supervisor);
  return overhead(options, catalogue, plan, supervisor);
}

}  // namespace concbench::bench
