// What all measuring commands do around their samples.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bench/cli/terminal.h"
#include "bench/commands/commands.h"
#include "bench/plan/forecast.h"
#include "bench/supervisor/recorder.h"
#include "bench/supervisor/supervisor.h"

namespace concbench::bench {

// All that is measured in a block beside the canary.
std::vector<Case> measured_in(const Plan&);

// One part in so many of a budget is the most that is kept for traced runs.
inline constexpr int most_traces = 5;

using Deadline = std::optional<std::chrono::steady_clock::time_point>;

// Makes the results file, says `announcement`, measures by calling `body`, and shows what came of it, on the
// terminal and as a report. What interrupts or fails the body is written into the file, then passed on.
Exit measure(const Options&, const Catalogue&, const Plan&, Supervisor&, const std::string& announcement,
             const std::function<void(Recorder&)>& body);

// One traced run of every case that has a good sample, after all that is timed; those left at the deadline
// are skipped, and say so.
void trace_cases(Recorder&, const Options&, const Plan&, Deadline);

// How long a run will take, as far as that is known before it, and when all of it must be over.
struct Expected {
  Pace pace{};
  Deadline end{};
};

// The time that may go into waiting for calm and into samples taken again.
inline constexpr int calm_share = 10;  // percent of the time of the blocks
std::chrono::nanoseconds for_calm(const Plan&, const Expected&);

// What is said before it begins: "50 cases in 10 to 28 blocks on 2 usable CPUs, about 1 min 40 s to 2 min 00
// s".
std::string announcement(const std::string& what, const Options&, const Plan&, const Expected&);

// All cases of the plan, block after block, each block in its own order, the sides of a case next to each
// other; after a look only what is not decided. Ends before its time where the deadline comes.
void measure_blocks(Recorder&, const Options&, const Plan&, const Expected&);

}  // namespace concbench::bench
