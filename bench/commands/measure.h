// What all measuring commands do around their samples.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bench/commands/commands.h"
#include "bench/supervisor/recorder.h"
#include "bench/supervisor/supervisor.h"

namespace concbench::bench {

// Percent of a run's time that may go into waiting for calm and into samples taken again.
inline constexpr int calm_share = 10;

// All that is measured in a block beside the canary.
std::vector<Case> measured_in(const Plan&);

// One part in so many of a budget is the most that is kept for traced runs.
inline constexpr int most_traces = 5;

// Makes the results file, says `announcement`, measures by calling `body`, and shows what came of it, on the
// terminal and as a report. What interrupts or fails the body is written into the file, then passed on.
Exit measure(const Options&, const Catalogue&, const Plan&, Supervisor&, const std::string& announcement,
             const std::function<void(Recorder&)>& body);

using Deadline = std::optional<std::chrono::steady_clock::time_point>;

// One traced run of every case that has a good sample, after all that is timed; those left at the deadline
// are skipped, and say so.
void trace_cases(Recorder&, const Options&, const Plan&, Deadline);

// The most blocks that a run of this plan takes.
std::size_t most_blocks(const Plan&);

// All cases of the plan, block after block, each block in its own order, the sides of a case next to each
// other; after a look only what is not decided. Ends before its time where the deadline comes.
void measure_blocks(Recorder&, const Options&, const Plan&, std::chrono::nanoseconds expected, Deadline = {});

}  // namespace concbench::bench
