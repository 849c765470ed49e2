// `concbench selftest aa`: how often, and by how much, do numbers differ where nothing differs?
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "bench/commands/measure.h"
#include "bench/commands/selftest.h"
#include "bench/machine/floors.h"
#include "statistics/aligned_ranks.h"
#include "statistics/statistics.h"
#include "system/clock.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

// p values of at most p, which 100 p in 100 would be if the test were exact.
struct SmallValues {
  double p = 0;
  std::int64_t seen = 0;
  double share_low = 0, share_high = 0;  // Clopper-Pearson, two-sided 95 %
};
BOOST_DESCRIBE_STRUCT(SmallValues, (), (p, seen, share_low, share_high))

struct AaRecord {
  std::string record = "aa";
  std::int64_t comparisons = 0, false_positives = 0;
  double upper_bound = 0;               // of the false-positive rate: Clopper-Pearson, one-sided 95 %
  std::int64_t blocks = 0, judged = 0;  // `judged`: comparisons with a p value
  std::vector<SmallValues> small;
  std::optional<double> distance;  // of the p values from uniform ones (Kolmogorov)
  double distance_of_uniform = 0;  // that of as many uniform ones is within this in 95 of 100
  double floor = 0;                // the largest of floors
  std::map<std::string, double> floors;
  std::string measured;
};
BOOST_DESCRIBE_STRUCT(AaRecord, (),
                      (record, comparisons, false_positives, upper_bound, blocks, judged, small, distance,
                       distance_of_uniform, floor, floors, measured))

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

// A case stands on the page as often as it takes to align by the others, as in a run of several runners; two
// and two of these are compared, so that no value is in two comparisons.
constexpr std::size_t copies = fewest_to_align, pairs_of_case = copies / 2;

// The 95th percentile of fewer values is hardly more than their maximum.
constexpr std::size_t fewest_for_floor = 20;

// What the comparisons have come to so far.
struct Tests {
  std::vector<double> p;
  std::map<std::string, std::vector<double>> differences;  // by kind of workload
  std::size_t comparisons = 0, claimed = 0;
};

LogTimes logs_of(const BlockTimes& times) {
  LogTimes logs;
  for (const auto& time : times) logs.push_back(time ? std::optional(std::log(*time)) : std::nullopt);
  return logs;
}

void compare(const std::vector<BlockTimes>& times, const Rule& rule, std::string_view kind,
             std::size_t wanted, Tests& tests) {
  const Rivals rivals(times, rule);
  std::vector<LogTimes> logs;
  for (const BlockTimes& one : times) logs.push_back(logs_of(one));
  for (std::size_t a = 0; a < copies && tests.comparisons < wanted; a += 2) {
    const std::size_t b = a + 1, c = (a + 2) % copies, d = (a + 3) % copies;
    const Comparison compared = rivals.compare(b, a);
    ++tests.comparisons;
    tests.claimed += compared.verdict == Verdict::faster || compared.verdict == Verdict::slower;
    const AlignedPair pair(logs[b], logs[a], std::vector<const LogTimes*>{&logs[c], &logs[d]},
                           {times[a].size()});
    if (pair.blocks() == 0) continue;
    tests.p.push_back(pair.unguarded_p());
    tests.differences[std::string(kind)].push_back(difference(compared.ratio));
  }
}

AaRecord record_of(const Tests& tests, const Plan& plan) {
  AaRecord record;
  record.comparisons = static_cast<std::int64_t>(tests.comparisons);
  record.false_positives = static_cast<std::int64_t>(tests.claimed);
  record.upper_bound = proportion_at_most(tests.claimed, tests.comparisons, 0.95);
  record.blocks = static_cast<std::int64_t>(most_blocks(plan));
  record.judged = std::ssize(tests.p);
  if (!tests.p.empty()) {
    for (const double p : {0.01, 0.05, 0.1}) {
      const auto seen = std::ranges::count_if(tests.p, [&](double one) { return one <= p; });
      const Interval share = proportion_between(static_cast<std::size_t>(seen), tests.p.size(), 0.95);
      record.small.push_back({p, seen, share.low, share.high});
    }
    record.distance = distance_from_uniform(tests.p);
    record.distance_of_uniform = uniform_within(tests.p.size(), 0.95);
  }
  for (const auto& [kind, values] : tests.differences)
    if (values.size() >= fewest_for_floor) record.floors[kind] = quantile(values, 0.95);
  for (const auto& [kind, floor] : record.floors) record.floor = std::max(record.floor, floor);
  record.measured = timestamp();
  return record;
}

void tell(const AaRecord& record) {
  answer(
      "{} of {} comparisons of a case with itself were called different: {:.2f} %, at most {:.2f} % with 95 "
      "% confidence; in {} blocks, judged as a run judges\n",
      record.false_positives, record.comparisons,
      100.0 * static_cast<double>(record.false_positives) / static_cast<double>(record.comparisons),
      100 * record.upper_bound, record.blocks);
  for (const SmallValues& one : record.small)
    answer("p values of at most {:.2f}: {} of {}, so {:.1f} to {:.1f} % (95 %)\n", one.p, one.seen,
           record.judged, 100 * one.share_low, 100 * one.share_high);
  if (record.distance)
    answer("p values are at most {:.3f} from uniform; as many uniform ones are within {:.3f} (95 %)\n",
           *record.distance, record.distance_of_uniform);
  for (const auto& [kind, floor] : record.floors)
    answer("floor, {:<9} {:.2f} %: 95 of 100 comparisons of a case with itself differed by less\n",
           kind + ":", 100 * floor);
}

Exit aa(const Options& options, const Catalogue& catalogue, std::size_t comparisons) {
  Bench bench(options, catalogue);
  const std::vector<Case> cases = aa_cases(catalogue, bench.plan.cpus);
  const Rule rule = rule_of(bench.plan);
  Tests tests;
  for (Options page = options; tests.comparisons < comparisons; ++page.seed) {
    const std::size_t left = (comparisons - tests.comparisons + pairs_of_case - 1) / pairs_of_case;
    std::vector<Group> groups;
    for (std::size_t i = 0; i < std::min(left, cases.size()); ++i) groups.emplace_back(copies, cases[i]);
    const auto times = measure_page(groups, page, catalogue, bench);
    for (std::size_t i = 0; i < groups.size(); ++i)
      compare(times[i], rule, to_string(cases[i].workload->kind), comparisons, tests);
    notice("{} of {} comparisons\n", tests.comparisons, comparisons);
  }
  const AaRecord record = record_of(tests, bench.plan);
  save_record(options, record);
  tell(record);
  keep_floors(record.floors, options, bench.plan);
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

}  // namespace concbench::bench
