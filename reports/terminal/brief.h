// The parts of the brief summary on a terminal.
#pragma once

#include <cstddef>
#include <vector>

#include "reports/summary/summary.h"
#include "reports/terminal/pen.h"
#include "reports/terminal/sections.h"

namespace concbench::reports {

// One workload: its runners, best first, each with its concurrency, its median, a bar and the verdict in
// words, as far as the width goes.
Section workload_section(const Summary&, const WorkloadSummary&, std::size_t columns, const Pen&);

// Several: a row for each runner, in the order of the table of runners, and a column for each workload. Where
// they do not fit side by side they go on below, `most` times at most; a line counts those that are left out.
std::vector<Section> workload_sections(const Summary&, std::size_t columns, std::size_t most, const Pen&);

}  // namespace concbench::reports
