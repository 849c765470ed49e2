// `concbench run`: every selected case in blocks, then one traced run of each.
#include <fmt/format.h>

#include "bench/commands/measure.h"
#include "bench/plan/forecast.h"
#include "bench/supervisor/disturbance.h"
#include "system/clock.h"

namespace concbench::bench {
namespace {

Exit run(const Options& options, const Catalogue& catalogue) {
  const Plan plan = make_plan(options, catalogue);
  const bool traced = !options.typed.given("--no-trace");
  const Presence presence;
  Supervisor supervisor(options.timeout);
  const auto probes = probe_workloads(supervisor, plan.cases, plan.cpus);
  std::vector<Case> all = plan.cases;
  for (const auto& [of, limit] : plan.limits) all.push_back(limit);
  const auto expected = forecast(all, probes, plan.blocks, options.profile.min_time, plan.cpus);
  const auto traces = traced ? forecast_traces(plan.cases, probes, plan.cpus) : std::chrono::nanoseconds{};
  return measure(options, catalogue, plan, supervisor,
                 fmt::format("{} cases in {} blocks on {} usable CPU(s), about {}", plan.cases.size(),
                             plan.blocks, plan.cpus, rough(expected + traces)),
                 [&](Recorder& recorder) {
                   measure_blocks(recorder, options, plan, expected);
                   if (traced) trace_cases(recorder, options, plan);
                 });
}

}  // namespace

extern constinit const CommandEntry run_command{
    .name = "run",
    .summary = "measure, save the results and draw the report (the default command)",
    .add_options =
        [](CLI::App& command) {
          add_selection(command);
          add_effort(command);
          add_text(command, "--blocks",
                   "passes over all cases (default: the profile's, or as many more as it takes to judge all "
                   "runners)");
          add_text(command, "--min-time",
                   "a sample's steady runs take at least this: 50ms (default: the profile's)");
          add_flag(command, "--no-trace",
                   "without the traced run of every case that the timeline and the latencies are drawn from");
          add_destination(command);
        },
    .run = run,
};

}  // namespace concbench::bench
