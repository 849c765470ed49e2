// `concbench selftest aa` and `runs`: how often, and by how much, do numbers differ where nothing differs?
#include <algorithm>
#include <cmath>
#include <map>

#include "bench/commands/selftest.h"
#include "statistics/statistics.h"
#include "statistics/verdict.h"
#include "system/clock.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

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

bool claims(const Comparison& c) {
  return c.verdict == Verdict::faster || c.verdict == Verdict::slower;
}
double effect(const Comparison& c) {
  return std::exp(std::abs(std::log(c.ratio))) - 1;
}

// One case of each kind that a report holds, in turn.
std::vector<Case> aa_cases(const Catalogue& catalogue, std::size_t cpus) {
  constexpr std::size_t waits = 64;
  return {make_case(catalogue, "primes", "threads", cpus),
          make_case(catalogue, "sleep", "coroutines", waits),
          make_case(catalogue, "empty", "threads", cpus),
          make_case(catalogue, "brightness", "tbb", cpus),
          make_case(catalogue, "file_read", "threads", waits),
          make_case(catalogue, "empty", "process_pool", cpus)};
}

// The 95th percentile of fewer values is hardly more than their maximum.
constexpr std::size_t fewest_for_floor = 20;

// Floors of less effort than a quick run's would be too high for it, and of more too low.
void keep(const Plan& plan, const Floors& floors, const Options& options) {
  const Profile& quick = profile_table().front();
  const std::size_t blocks =
      std::max(quick.blocks, blocks_needed(2, pairs_among(plan.runners.size()), Look().alpha));
  if (plan.blocks != blocks || options.profile.min_time != quick.min_time)
    answer("not kept for later runs: only {} blocks and {} are a quick run's effort\n", blocks,
           format_duration(quick.min_time));
  else if (!floors.aa.empty() || !floors.between_runs.empty())
    answer("kept for later runs in {}\n", save_floors(plan.machine, floors).string());
}

Exit aa(const Options& options, const Catalogue& catalogue, const Plan& plan, Supervisor& supervisor,
        std::size_t comparisons) {
  const std::vector<Case> cases = aa_cases(catalogue, plan.cpus);
  std::map<std::string, std::vector<double>> effects;
  AaRecord record;
  record.comparisons = static_cast<std::int64_t>(comparisons);
  std::vector<Pairing> pairings;
  for (std::size_t i = 0; i < comparisons; ++i)
    pairings.push_back({cases[i % cases.size()], cases[i % cases.size()]});
  const auto judged = judge_in_groups(pairings, options, plan, supervisor);
  for (std::size_t i = 0; i < judged.size(); ++i) {
    effects[std::string(to_string(cases[i % cases.size()].workload->kind))].push_back(effect(judged[i]));
    record.false_positives += claims(judged[i]);
  }
  const auto n = static_cast<std::size_t>(record.comparisons),
             k = static_cast<std::size_t>(record.false_positives);
  record.upper_bound = proportion_at_most(k, n, 0.95);
  for (auto& [kind, values] : effects)
    if (values.size() >= fewest_for_floor) record.floors[kind] = quantile(values, 0.95);
  for (const auto& [kind, floor] : record.floors) record.floor = std::max(record.floor, floor);
  record.measured = timestamp();
  save_record(options, record);
  answer(
      "{} of {} comparisons of a case with itself were called different: {:.2f} %, at most {:.2f} % with 95 "
      "% confidence\n",
      k, n, 100.0 * static_cast<double>(k) / static_cast<double>(n), 100 * record.upper_bound);
  for (const auto& [kind, floor] : record.floors)
    answer("floor, {:<9} {:.2f} %: 95 of 100 comparisons of a case with itself differed by less\n",
           kind + ":", 100 * floor);
  Floors floors = load_floors(plan.machine);
  for (const auto& [kind, floor] : record.floors) floors.aa[kind] = floor;
  keep(plan, floors, options);
  return Exit::done;
}

// How much whole runs of the same cases differ: the medians of each case in each two of them.
Exit runs(const Options& options, const Catalogue& catalogue, const Plan& plan, Supervisor& supervisor,
          std::size_t comparisons) {
  const std::vector<Case> cases = aa_cases(catalogue, plan.cpus);
  std::vector<std::vector<double>> medians(cases.size());
  for (std::size_t run = 0; run < comparisons; ++run) {
    Options one = options;
    one.seed += run;
    const auto times = measure_cases(cases, one, plan, supervisor);
    for (std::size_t i = 0; i < cases.size(); ++i) {
      std::vector<double> known;
      for (const auto& time : times[i])
        if (time) known.push_back(*time);
      if (!known.empty()) medians[i].push_back(median(known));
    }
    notice("{} of {} runs\n", run + 1, comparisons);
  }
  RunsRecord record;
  record.runs = static_cast<std::int64_t>(comparisons);
  std::map<std::string, std::vector<double>> effects;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (medians[i].size() < 2) continue;
    const auto [least, most] = std::ranges::minmax(medians[i]);
    answer("{:<34} medians of {} runs within {:.2f} %\n", name(cases[i]), medians[i].size(),
           100 * (most / least - 1));
    auto& kind = effects[std::string(to_string(cases[i].workload->kind))];
    for (std::size_t a = 0; a < medians[i].size(); ++a)
      for (std::size_t b = a + 1; b < medians[i].size(); ++b)
        kind.push_back(std::exp(std::abs(std::log(medians[i][a] / medians[i][b]))) - 1);
  }
  for (auto& [kind, values] : effects) record.floors[kind] = quantile(values, 0.95);
  record.measured = timestamp();
  save_record(options, record);
  for (const auto& [kind, floor] : record.floors)
    answer("floor between runs, {:<9} {:.2f} %\n", kind + ":", 100 * floor);
  Floors floors = load_floors(plan.machine);
  for (const auto& [kind, floor] : record.floors) floors.between_runs[kind] = floor;
  keep(plan, floors, options);
  return Exit::done;
}

}  // namespace

extern constinit const SelftestPart aa_part{
    .name = "aa",
    .meaning = "cases against themselves",
    .counted = "in all",
    .comparisons = 300,
    .run = aa,
};

extern constinit const SelftestPart runs_part{
    .name = "runs",
    .meaning = "whole runs against each other",
    .counted = "how many runs",
    .comparisons = 5,
    .fewest = 2,
    .run = runs,
};

}  // namespace concbench::bench
