// Is the suite itself to be believed? The same rule that judges models is held against cases of which the
// truth is known.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "bench/case.h"
#include "bench/commands.h"
#include "bench/supervisor.h"
#include "reports/verdict.h"

namespace concbench::bench {

// Two cases whose difference is known beforehand.
struct Pairing {
  Case reference, other;
};

// Measures cases like a run does, all in every block and in random order; the times of each by block, empty
// where a sample failed. Throws Interrupted.
std::vector<reports::BlockTimes> measure_cases(const std::vector<Case>&, const Options&, std::size_t cpus,
                                               Supervisor&);

// Measures all pairings like a run does, both sides of each in every block and in random order, and judges
// each by the claim rule as one of a report of ten runners. A comparison with failed samples has fewer
// blocks. Throws Interrupted.
std::vector<reports::Comparison> judge_pairings(const std::vector<Pairing>&, const Options&, std::size_t cpus,
                                                Supervisor&);

// How much this machine's own numbers differ where nothing differs: shares by kind of workload, kept from a
// selftest to later runs.
struct Floors {
  std::map<std::string, double> aa;            // of a case with itself, within a run
  std::map<std::string, double> between_runs;  // of a case in one whole run with the same in another
};
Floors load_floors(const reports::Machine&);  // empty where none are kept
// Returns where they are kept. Throws WriteError.
std::filesystem::path save_floors(const reports::Machine&, const Floors&);

}  // namespace concbench::bench
