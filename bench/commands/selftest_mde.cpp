// `concbench selftest mde`: the smallest known difference that is found.
#include <algorithm>
#include <array>
#include <cmath>

#include "bench/commands/measure.h"
#include "bench/commands/selftest.h"
#include "reports/words/verdict_text.h"
#include "statistics/statistics.h"
#include "system/clock.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

struct MdeRow {
  double effect = 0;
  std::int64_t found = 0, comparisons = 0;
  double share_low = 0, share_high = 0;  // that are found: Clopper-Pearson, two-sided 95 %
};
BOOST_DESCRIBE_STRUCT(MdeRow, (), (effect, found, comparisons, share_low, share_high))

struct MdeCase {
  std::string name;
  std::vector<MdeRow> effects;
  std::optional<double> smallest;  // found at least nine times in ten, and so are all larger ones
  std::optional<double> visible;   // Comparison::visible, median: what such a run says of itself
};
BOOST_DESCRIBE_STRUCT(MdeCase, (), (name, effects, smallest, visible))

struct MdeRecord {
  std::string record = "mde";
  std::vector<MdeCase> cases;
  std::int64_t blocks = 0;
  std::string measured;
};
BOOST_DESCRIBE_STRUCT(MdeRecord, (), (record, cases, blocks, measured))

constexpr std::array<unsigned, 4> percents{1, 2, 3, 5};

// The case, and after it the same with so many percent more work.
Group with_more(const Case& same) {
  Group group{same};
  for (const unsigned percent : percents) {
    group.push_back(same);
    group.back().params = same.workload->more(same.params, percent);
  }
  return group;
}

// One thread, several, and waiting.
std::vector<Group> mde_groups(const Catalogue& catalogue, std::size_t cpus) {
  constexpr std::size_t waits = 64;
  return {with_more(make_case(catalogue, "primes", "sequential", 1)),
          with_more(make_case(catalogue, "primes", "threads", cpus)),
          with_more(make_case(catalogue, "sleep", "coroutines", waits))};
}

// `found`: how often each of the percents was.
MdeCase case_of(const Case& same, const std::array<std::size_t, percents.size()>& found,
                const std::vector<double>& visible, std::size_t comparisons) {
  MdeCase result;
  result.name = name(same);
  for (std::size_t i = 0; i < percents.size(); ++i) {
    const Interval share = proportion_between(found[i], comparisons, 0.95);
    result.effects.push_back({percents[i] / 100.0, static_cast<std::int64_t>(found[i]),
                              static_cast<std::int64_t>(comparisons), share.low, share.high});
  }
  for (auto row = result.effects.rbegin();
       row != result.effects.rend() && row->found * 10 >= row->comparisons * 9; ++row)
    result.smallest = row->effect;
  if (!visible.empty()) result.visible = median(visible);
  return result;
}

void tell(const MdeCase& one, std::int64_t blocks) {
  answer("{}\n", one.name);
  for (const MdeRow& row : one.effects)
    answer("  {} more work: found {} times of {}, so in {:.0f} to {:.0f} % (95 %)\n",
           reports::percent_text(row.effect), row.found, row.comparisons, 100 * row.share_low,
           100 * row.share_high);
  answer("  smallest found nine times in ten: {}; a run of {} blocks says that it would have seen {}\n",
         one.smallest ? reports::percent_text(*one.smallest) : "none of these", blocks,
         one.visible ? reports::percent_text(*one.visible) + " with a probability of 90 %" : "nothing");
}

Exit mde(const Options& options, const Catalogue& catalogue, std::size_t comparisons) {
  Bench bench(options, catalogue);
  const std::vector<Group> groups = mde_groups(catalogue, bench.plan.cpus);
  const Rule rule = rule_of(bench.plan);
  std::vector<std::array<std::size_t, percents.size()>> found(groups.size());
  std::vector<std::vector<double>> visible(groups.size());
  Options page = options;
  for (std::size_t i = 0; i < comparisons; ++i, ++page.seed) {
    const auto times = measure_page(groups, page, catalogue, bench);
    for (std::size_t group = 0; group < groups.size(); ++group) {
      const Rivals rivals(times[group], rule);
      for (std::size_t more = 0; more < percents.size(); ++more) {
        const Comparison compared = rivals.compare(more + 1, 0);
        found[group][more] += compared.verdict == Verdict::slower;
        if (std::isfinite(compared.visible)) visible[group].push_back(compared.visible);
      }
    }
    notice("{} of {} pages\n", i + 1, comparisons);
  }
  MdeRecord record;
  record.blocks = static_cast<std::int64_t>(most_blocks(bench.plan));
  for (std::size_t group = 0; group < groups.size(); ++group)
    record.cases.push_back(case_of(groups[group].front(), found[group], visible[group], comparisons));
  record.measured = timestamp();
  save_record(options, record);
  for (const MdeCase& one : record.cases) tell(one, record.blocks);
  return Exit::done;
}

}  // namespace

extern constinit const SelftestPart mde_part{
    .name = "mde",
    .meaning = "the smallest difference found",
    .counted = "for each difference",
    .comparisons = 10,
    .run = mde,
};

}  // namespace concbench::bench
