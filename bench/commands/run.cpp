// `concbench run`: every selected case in blocks, then one traced run of each.
#include <fmt/format.h>

#include "bench/commands/measure.h"
#include "bench/plan/forecast.h"
#include "bench/supervisor/disturbance.h"

namespace concbench::bench {
namespace {

Exit run(const Options& options, const Catalogue& catalogue) {
  const Plan plan = make_plan(options, catalogue);
  const auto start = std::chrono::steady_clock::now();
  const bool traced = !options.typed.given("--no-trace");
  const Presence presence;
  Supervisor supervisor(options.timeout);
  const auto probes = probe_workloads(supervisor, plan.cases, plan.cpus);
  Expected expected;
  expected.pace.block = forecast(measured_in(plan), probes, options.profile.min_time, plan.cpus);
  if (traced) expected.pace.after = forecast_traces(plan.cases, probes, plan.cpus);
  const auto budget = options.profile.budget;
  if (budget > std::chrono::nanoseconds{}) {
    expected.pace.after = std::min(expected.pace.after, budget / most_traces);
    expected.end = start + budget;
  }
  return measure(options, catalogue, plan, supervisor,
                 announcement(fmt::format("{} cases", plan.cases.size()), options, plan, expected),
                 [&](Recorder& recorder) {
                   recorder.keep_calm(for_calm(plan, expected));
                   measure_blocks(recorder, options, plan, expected);
                   if (traced) trace_cases(recorder, options, plan, expected.end);
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
                   "passes over all cases, neither more nor fewer (default: as many as it takes to judge all "
                   "runners, and up to as many again of what is then undecided)");
          add_text(
              command, "--budget",
              "how long the run may take: 2m; it ends sooner where all is decided (default: the profile's)");
          add_text(command, "--min-time",
                   "a sample's steady runs take at least this: 50ms (default: the profile's)");
          add_flag(command, "--no-trace",
                   "without the traced run of every case that the timeline and the latencies are drawn from");
          add_destination(command);
        },
    .run = run,
};

}  // namespace concbench::bench
