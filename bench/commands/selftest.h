// Is the suite itself to be believed? The same rule that judges models is held against cases of which the
// truth is known.
#pragma once

#include <boost/json/serialize.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bench/commands/commands.h"
#include "bench/plan/case.h"
#include "bench/supervisor/supervisor.h"
#include "results/json.h"
#include "statistics/verdict.h"

namespace concbench::bench {

// The machine, all runners and no case: what is judged as in a report of them, and in as many blocks. Throws
// Error where no part is named.
Plan selftest_plan(const Options&, const Catalogue&);

// Two cases whose difference is known beforehand.
struct Pairing {
  Case reference, other;
};

// Measures cases like a run does, all in every block and in random order; the times of each by block, empty
// where a sample failed. Throws Interrupted.
std::vector<BlockTimes> measure_cases(const std::vector<Case>&, const Options&, const Plan&, Supervisor&);

// Measures all pairings like a run does, both sides of each in every block and in random order, and judges
// each by the claim rule as one of a report of the plan's runners. A comparison with failed samples has fewer
// blocks. Throws Interrupted.
std::vector<Comparison> judge_pairings(const std::vector<Pairing>&, const Options&, const Plan&, Supervisor&);

// As many pairings as a quick run has cases, so that the two sides lie as far apart in time as they would
// there.
inline constexpr std::size_t pairings_at_atime = 25;

// The same of any number of pairings, so many at a time, each group in an order of its own.
std::vector<Comparison> judge_in_groups(const std::vector<Pairing>&, const Options&, const Plan&,
                                        Supervisor&);

// How much this machine's own numbers differ where nothing differs: shares by kind of workload, kept from a
// selftest to later runs.
struct Floors {
  std::map<std::string, double> aa;            // of a case with itself, within a run
  std::map<std::string, double> between_runs;  // of a case in one whole run with the same in another
};
Floors load_floors(const Machine&);  // empty where none are kept
// Returns where they are kept. Throws WriteError.
std::filesystem::path save_floors(const Machine&, const Floors&);

// A question that a selftest answers: one file, and one row of the table in selftest.cpp.
struct SelftestPart {
  std::string_view name, meaning;
  std::string_view counted{};               // what --comparisons counts; empty: nothing
  std::size_t comparisons = 1, fewest = 1;  // unless told otherwise; that can be asked for
  std::size_t blocks = 0;                   // at least, unless told otherwise
  // Prints its result, and appends its record to options.out if there is one.
  Exit (*run)(const Options&, const Catalogue&, const Plan&, Supervisor&, std::size_t comparisons);
};

// Appends a described record as a line of JSON to options.out. Throws WriteError.
template <class Record>
void save_record(const Options& options, const Record& record) {
  if (!options.out.empty()) ResultsWriter(options.out).write(boost::json::serialize(to_json(record)));
}

}  // namespace concbench::bench
