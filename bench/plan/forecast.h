// How long a plan will take, and whether the user's input can be used at all: found out before anything is
// measured.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "bench/plan/case.h"
#include "bench/plan/selected.h"
#include "bench/supervisor/supervisor.h"

namespace concbench::bench {

// What one run of a workload takes if one task is in progress at a time, and what making it takes; roughly,
// and for nothing but the forecast.
struct Probe {
  std::chrono::nanoseconds work{}, make{};
};

// What it costs the runner to hand out a task, roughly, and for nothing but forecasts.
std::chrono::nanoseconds task_cost(const RunnerEntry&);

// Runs each workload of the plan once, in a child, as the case that has most in progress at once, of the
// cheapest runner. Throws InputError where the user's own input is at fault. A workload that fails in another
// way is left out: its cases will fail one by one.
std::map<std::string, Probe> probe_workloads(Supervisor&, std::span<const Case>, std::size_t cpus);

// The time that one block of these cases will take, roughly.
std::chrono::nanoseconds forecast(std::span<const Case>, const std::map<std::string, Probe>&,
                                  std::chrono::nanoseconds min_time, std::size_t cpus);

// The time that one traced run of each will take, roughly.
std::chrono::nanoseconds forecast_traces(std::span<const Case>, const std::map<std::string, Probe>&,
                                         std::size_t cpus);

// How fast a run goes.
struct Pace {
  std::chrono::nanoseconds block{};      // its samples, and what is measured beside them
  std::chrono::nanoseconds lost{};       // in a block, to waiting for calm and to samples taken again
  std::chrono::nanoseconds allowance{};  // the most that may still be lost
  std::chrono::nanoseconds after{};      // what comes after the blocks
};

// How long it may still take: from `least`, where all is decided at the next look, to `most`.
struct Left {
  std::chrono::nanoseconds least{}, most{};
};
std::string in_words(const Left&);  // "40 s", "40 s to 2 min 00 s"

// The most blocks that a run of this plan takes.
std::size_t most_blocks(const Plan&);

// After so many blocks, within the budget if there is one.
Left left_after(std::size_t done, const Plan&, const Pace&, std::optional<std::chrono::nanoseconds> budget);

}  // namespace concbench::bench
