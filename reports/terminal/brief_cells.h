// What a runner's place in a workload is in a few characters.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/summary/summary.h"
#include "reports/terminal/pen.h"

namespace concbench::reports {

// Time over the best's: the ratio that the verdict is on, or of the medians where nothing is judged. Of a
// runner that has a time.
double ratio_of(const Summary&, const RunnerResult&);

// Whether it is the best or was compared with it and not told apart.
bool is_marked(const WorkloadSummary&, const RunnerResult&);

// In place of a time where there is none: "failed", "timeout", "skipped", "not run".
std::string state_of(const Summary&, const RunnerResult&);

Ink ink_of(const Summary&, const WorkloadSummary&, const RunnerResult&);

// How to read bars of that width, and the mark if any runner has it.
std::vector<std::string> legend(const Summary&, std::size_t bar_width, std::size_t columns, const Pen&);

// The runners of all workloads in the order of the table of runners.
std::vector<std::string> runner_names(const Summary&);
const RunnerResult* find_runner(const WorkloadSummary&, const std::string& name);

}  // namespace concbench::reports
