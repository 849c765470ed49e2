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

// Measures all pairings like a run does, both sides of each in every block and in random order, and judges
// each by the claim rule as one of a report of ten runners. A comparison with failed samples has fewer
// blocks. Throws Interrupted.
std::vector<reports::Comparison> judge_pairings(const std::vector<Pairing>&, const Options&, std::size_t cpus,
                                                Supervisor&);

// A/A floors by kind of workload: kept for this machine from one selftest to the later runs.
using Floors = std::map<std::string, double>;
Floors load_floors(const reports::Machine&);  // empty where none are kept
// Returns where they are kept. Throws WriteError.
std::filesystem::path save_floors(const reports::Machine&, const Floors&);

}  // namespace concbench::bench
