// Is the suite itself to be believed? The same rule that judges models is held against cases of which the
// truth is known.
#pragma once

#include <boost/json/serialize.hpp>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bench/commands/commands.h"
#include "bench/plan/case.h"
#include "bench/supervisor/disturbance.h"
#include "bench/supervisor/supervisor.h"
#include "results/json.h"
#include "statistics/verdict.h"

namespace concbench::bench {

// What a part measures with: the plan that a run of these options would have, by default a quick one's.
struct Bench {
  Bench(const Options&, const Catalogue&);

  Plan plan;
  Presence presence{};
  Supervisor supervisor;
};

// How a run of this plan judges: with its looks, and as many chances for a claim to be false.
Rule rule_of(const Plan&);

// Cases that stand next to each other in a run as those of a workload do, and are judged as its rivals.
using Group = std::vector<Case>;

// Measures a page of them as a run does: all blocks that it may take, groups and those in them in random
// order, samples that were disturbed once more. The times by block, empty where a sample failed, of each case
// of each group. Throws Interrupted.
std::vector<std::vector<BlockTimes>> measure_page(const std::vector<Group>&, const Options&, const Catalogue&,
                                                  Bench&);

// How much two times differ, whichever is the larger, a share.
double difference(double ratio);

// Keeps floors for later runs, if they were found with a quick run's effort, and says where or why not: with
// less effort they would be too high for it, with more too low.
void keep_floors(const std::map<std::string, double>& shares, const Options&, const Plan&);

// A question that a selftest answers: one file, and one row of the table in selftest.cpp.
struct SelftestPart {
  std::string_view name, meaning;
  std::string_view counted{};               // what --comparisons counts; empty: nothing
  std::size_t comparisons = 1, fewest = 1;  // unless told otherwise; that can be asked for
  // Prints its result, and writes its record to options.out if there is one.
  Exit (*run)(const Options&, const Catalogue&, std::size_t comparisons);
};

// Writes a described record as a line of JSON to options.out. Throws WriteError.
template <class Record>
void save_record(const Options& options, const Record& record) {
  if (!options.out.empty()) ResultsWriter(options.out).write(boost::json::serialize(to_json(record)));
}

}  // namespace concbench::bench
