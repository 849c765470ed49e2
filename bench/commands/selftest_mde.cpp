// `concbench selftest mde`: the smallest known difference that is found.
#include <algorithm>
#include <array>
#include <cmath>

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

Exit mde(const Options& options, const Catalogue& catalogue, const Plan& plan, Supervisor& supervisor,
         std::size_t comparisons) {
  constexpr std::array percents{1, 2, 3, 5};
  std::vector<Pairing> pairings;  // the effects in turn
  for (std::size_t i = 0; i < comparisons; ++i)
    for (const int percent : percents) {
      const Case same = make_case(catalogue, "primes", "sequential", 1);
      pairings.push_back({same, same});
      pairings.back().other.params["extra"] = std::to_string(percent);
    }
  const auto judged = judge_in_groups(pairings, options, plan, supervisor);
  MdeRecord record;
  record.blocks = static_cast<std::int64_t>(plan.blocks);
  std::vector<double> widths;
  for (const Comparison& c : judged) widths.push_back(std::sqrt(c.sure.high / c.sure.low) - 1);
  record.noise = std::isfinite(median(widths)) ? median(widths) : 1;
  for (std::size_t e = 0; e < percents.size(); ++e) {
    std::int64_t found = 0;
    for (std::size_t at = e; at < judged.size(); at += percents.size())
      found += judged[at].verdict == Verdict::slower;
    record.effects.push_back({percents[e] / 100.0, found, static_cast<std::int64_t>(comparisons)});
    answer("{} % more work: found {} times of {}\n", percents[e], found, comparisons);
  }
  for (auto row = record.effects.rbegin();
       row != record.effects.rend() && row->found * 10 >= row->comparisons * 9; ++row)
    record.smallest = row->effect;
  record.measured = timestamp();
  save_record(options, record);
  answer("smallest difference found nine times in ten: {}, with {} blocks and intervals of ±{} (median)\n",
         record.smallest ? reports::percent_text(*record.smallest) : "none of these", record.blocks,
         reports::percent_text(record.noise));
  return Exit::done;
}

}  // namespace

extern constinit const SelftestPart mde_part{
    .name = "mde",
    .meaning = "the smallest difference found",
    .counted = "for each difference",
    .comparisons = 10,
    .blocks = 12,
    .run = mde,
};

}  // namespace concbench::bench
