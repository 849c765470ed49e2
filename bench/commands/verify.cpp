// `concbench verify`: every selected case once, in a child of its own, and a line for each.
#include <cstdio>

#include "bench/commands/commands.h"
#include "bench/supervisor/disturbance.h"
#include "bench/supervisor/supervisor.h"
#include "results/text.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

Exit verify(const Options& options, const Catalogue& catalogue) {
  const Plan plan = make_plan(options, catalogue);
  const Presence presence;
  Supervisor supervisor(options.timeout);
  std::size_t right = 0, wrong = 0, skipped = 0;
  for (const Case& c : plan.cases) {
    Sample sample = unmeasured(c);
    if (c.skip_reason.empty()) {
      const Outcome outcome =
          supervisor.carry_out({Assignment::Mode::verify, {}, plan.cpus, sample, c.places});
      if (outcome.input_error) throw InputError(outcome.sample.reason);
      sample = outcome.sample;
    } else {
      sample.status = "skipped";
      sample.reason = c.skip_reason;
    }
    ++(sample.status == "ok" ? right : sample.status == "skipped" ? skipped : wrong);
    answer("{:<8} {}{}\n", sample.status, printable(sample.case_),
           sample.reason.empty() ? "" : ": " + printable(sample.reason));
    std::fflush(stdout);
  }
  answer("{} right, {} wrong, {} skipped\n", right, wrong, skipped);
  return wrong > 0 ? Exit::cases_failed : Exit::done;
}

}  // namespace

extern constinit const CommandEntry verify_command{
    .name = "verify",
    .summary = "run every selected case once, untimed, and check its answer",
    .add_options =
        [](CLI::App& command) {
          add_selection(command);
          add_effort(command);
        },
    .run = verify,
};

}  // namespace concbench::bench
