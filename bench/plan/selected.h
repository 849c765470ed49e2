// What the options select on the machine that this is.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "bench/cli/options.h"
#include "results/results.h"

namespace concbench::bench {

// A case once more, or in another form: Sample::role says which.
struct Twin {
  std::string of, role;
  Case what;
};

struct Plan {
  Machine machine;
  Machine usable;                  // the same, as --cpus leaves it to be used
  std::size_t cpus = 1;            // usable
  std::size_t blocks = 1;          // that all cases are measured in
  std::vector<PlannedLook> looks;  // empty: one, after all blocks
  std::vector<Case> cases;
  std::vector<std::pair<std::string, Case>>
      limits;  // what bounds them, each with the name of the workload that it bounds
  // In `run` what is known to be alike or a little different, measured among the cases: the run's own
  // control. In `ab` what each case is compared with, measured next to it.
  std::vector<Twin> twins;
  std::vector<Side> sides;  // of `ab`
  // Of the cases, and of those that are not known before others were measured.
  std::vector<const WorkloadEntry*> workloads;
  std::vector<const RunnerEntry*> runners;
};

// The machine, and no case yet. Throws Error: usage for --cpus that do not exist or may not be used,
// environment for a placement where the topology is not known.
Plan plan_machine(const Options&, const Catalogue&);

// Adds a case with its subjects, restricted to the selected CPUs if it has none of its own, and placed.
void add_case(Plan&, const Selection&, Case);

// All cases that a run of these options measures. Throws Error as plan_machine and plan_cases do, empty where
// none is selected.
Plan make_plan(const Options&, const Catalogue&);

// The CPUs that the case may use and the places of its workers.
void place(Case&, const Selection&, const Machine& usable);

// Where file_read finds its files; empty where it cannot.
std::filesystem::path data_folder(const Selection&);

}  // namespace concbench::bench
