// `concbench run`: all blocks of the plan, sample by sample, into the results file, and then the report.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <set>
#include <string_view>

#include "bench/clock.h"
#include "bench/commands.h"
#include "bench/destination.h"
#include "bench/disturbance.h"
#include "bench/forecast.h"
#include "bench/honesty.h"
#include "bench/machine.h"
#include "bench/progress.h"
#include "bench/selftest.h"
#include "bench/supervisor.h"
#include "reports/report.h"

namespace concbench::bench {
namespace {

template <class Entry>
bool plans(std::span<const Case> cases, const Entry* Case::*member, const Entry& entry) {
  return std::ranges::find(cases, &entry, member) != cases.end();
}

reports::Run describe_run(const Options& options, const Catalogue& catalogue, const Plan& plan) {
  reports::Run run;
  run.started = timestamp();
  run.run_id = fmt::format("{}-{:016x}", run.started, options.seed);
  run.argv = options.arguments;
  run.label = options.label;
  run.seed = options.seed;
  run.profile = options.profile.name;
  run.blocks = static_cast<std::int64_t>(options.profile.blocks);
  for (const Case& c : plan.cases) run.cases.push_back(name(c));
  run.tool = describe_tool();
  run.machine = plan.machine;
  if (!options.label.empty()) run.machine.hostname = options.label;
  const bool files =
      std::ranges::any_of(plan.cases, [](const Case& c) { return c.workload->descriptors > 0; });
  run.warnings = warnings(honesty_checks(run.machine, run.tool, files));
  run.floors = load_floors(plan.machine).aa;
  for (const WorkloadEntry& w : catalogue.workloads)
    if (plans(plan.cases, &Case::workload, w))
      run.workloads.push_back({std::string(w.name),
                               std::string(to_string(w.kind)),
                               std::string(w.summary),
                               std::string(w.task),
                               {}});
  for (const RunnerEntry& r : catalogue.runners)
    if (plans(plan.cases, &Case::runner, r))
      run.runners.push_back({std::string(r.name), {}, std::string(r.summary), {}, std::string(r.python)});
  return run;
}

// Measures block after block, and keeps what was measured whatever happens.
class Recorder {
 public:
  Recorder(reports::Run run, const std::filesystem::path& file, const Catalogue& catalogue)
      : writer_(file), canary_(canary_case(catalogue)) {
    results_.run = std::move(run);
    writer_.write(reports::to_line(results_.run));
  }

  void measure(const Options& options, const Plan& plan, Supervisor& supervisor, Progress& progress) {
    for (std::size_t block = 0; block < options.profile.blocks; ++block) {
      sing(block, options, plan.cpus, supervisor);
      std::size_t position = 0;
      for (const std::size_t index : block_order(plan.cases.size(), options.seed, block)) {
        progress.sample(block, results_.run.cases[index]);
        reports::Sample sample = unmeasured(plan.cases[index]);
        sample.block = static_cast<std::int64_t>(block);
        sample.position = static_cast<std::int64_t>(position++);
        add(measured(std::move(sample), plan.cases[index], options, plan.cpus, supervisor));
      }
      progress.block_done(block);
    }
  }

  void end(const std::string& reason) {
    reports::End end{"end",
                     reason.empty(),
                     reason,
                     static_cast<std::int64_t>(results_.samples.size()),
                     std::ranges::count_if(results_.samples, failed),
                     timestamp()};
    writer_.write(reports::to_line(end));
    results_.end = end;
  }

  const reports::Results& results() const { return results_; }

 private:
  static bool failed(const reports::Sample& s) { return s.status == "failed" || s.status == "timeout"; }

  reports::Sample measured(reports::Sample sample, const Case& c, const Options& options, std::size_t cpus,
                           Supervisor& supervisor) {
    std::string reason = c.skip_reason;
    // A case that hangs would cost the timeout in every block.
    if (given_up_.contains(sample.case_)) reason = "timed out in an earlier block";
    if (reason.empty())
      return supervisor.carry_out({Assignment::Mode::measure, options.profile.min_time, cpus, sample}).sample;
    sample.started = timestamp();
    sample.status = "skipped";
    sample.reason = reason;
    return sample;
  }

  // The same small kernel at the start of each block, whatever is measured: when its time drifts, it is the
  // machine that does.
  void sing(std::size_t block, const Options& options, std::size_t cpus, Supervisor& supervisor) {
    reports::Sample sample = unmeasured(canary_);
    sample.block = static_cast<std::int64_t>(block);
    reports::Sample canary =
        supervisor.carry_out({Assignment::Mode::measure, options.profile.min_time, cpus, sample}).sample;
    canary.record = "canary";
    writer_.write(reports::to_line(canary));
    results_.canaries.push_back(std::move(canary));
  }

  void add(reports::Sample sample) {
    writer_.write(reports::to_line(sample));
    if (sample.status == "timeout") given_up_.insert(sample.case_);
    results_.samples.push_back(std::move(sample));
  }

  reports::ResultsWriter writer_;
  Case canary_;
  reports::Results results_;
  std::set<std::string> given_up_;
};

Exit verdict(const reports::Results& results) {
  const auto has = [&](std::string_view status) {
    return std::ranges::find(results.samples, status, &reports::Sample::status) != results.samples.end();
  };
  if (has("failed") || has("timeout")) return Exit::cases_failed;
  if (!has("ok")) throw Error(Exit::environment, "every case was skipped: " + results.samples.front().reason);
  return Exit::done;
}

void show(const reports::Results& results, const Destination& destination, const Options& options) {
  fmt::print("{}", reports::terminal_summary(results, terminal_columns(), colour_wanted()));
  fmt::print("\nresults: {}\n", destination.results.string());
  if (destination.report.empty()) return;
  const auto files = reports::write_report(results, destination.report, options.formats);
  fmt::print("report:  {}\n", files.front().string());
}

}  // namespace

Exit run(const Options& options, const Catalogue& catalogue) {
  const Plan plan = make_plan(options, catalogue);
  const Presence presence;
  Supervisor supervisor(options.timeout);
  const auto probes = probe_workloads(supervisor, plan.cases, plan.cpus);
  const auto expected = forecast(plan.cases, probes, options.profile, plan.cpus);

  reports::Run description = describe_run(options, catalogue, plan);
  const Destination destination = make_destination(options, description.machine.hostname);
  Recorder recorder(std::move(description), destination.results, catalogue);
  const std::size_t samples = plan.cases.size() * options.profile.blocks;
  fmt::print(stderr, "{} cases in {} blocks on {} usable CPU(s), about {}\n", plan.cases.size(),
             options.profile.blocks, plan.cpus, rough(expected));
  try {
    Progress progress(samples, options.profile.blocks, expected);
    recorder.measure(options, plan, supervisor, progress);
  } catch (const Interrupted& interrupted) {
    recorder.end(fmt::format("interrupted by signal {}", interrupted.signal));
    fmt::print(stderr, "interrupted: {} of {} samples are saved in {}; 'concbench report' draws them\n",
               recorder.results().samples.size(), samples, destination.results.string());
    throw;
  } catch (const reports::WriteError&) {
    throw;  // an end could not be written either
  } catch (const std::exception& error) {
    recorder.end(error.what());
    throw;
  }
  recorder.end("");
  show(recorder.results(), destination, options);
  return verdict(recorder.results());
}

}  // namespace concbench::bench
