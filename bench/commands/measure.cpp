#include "bench/commands/measure.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "bench/cli/destination.h"
#include "bench/cli/progress.h"
#include "bench/commands/show.h"
#include "reports/exports/report.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

Exit verdict(const Results& results) {
  const auto has = [&](std::string_view status) {
    return std::ranges::find(results.samples, status, &Sample::status) != results.samples.end();
  };
  const bool trace_failed = std::ranges::any_of(
      results.traces, [](const Trace& one) { return one.status == "failed" || one.status == "timeout"; });
  const bool pair_failed =
      std::ranges::any_of(results.core_to_core, [](const CoreToCore& one) { return !one.reason.empty(); });
  if (has("failed") || has("timeout") || trace_failed || pair_failed) return Exit::cases_failed;
  if (!has("ok")) throw Error(Exit::environment, "every case was skipped: " + results.samples.front().reason);
  return Exit::done;
}

void finish(const Results& results, const Destination& destination, const Options& options) {
  const reports::Report report(results);
  show(options, report.summary);
  show_path(options, "results", destination.results);
  if (destination.report.empty()) return;
  const auto files = reports::write_report(report, destination.report, options.formats);
  show_path(options, "report", files.front());
}

}  // namespace

Exit measure(const Options& options, const Catalogue& catalogue, const Plan& plan, Supervisor& supervisor,
             const std::string& announcement, const std::function<void(Recorder&)>& body) {
  Run description = describe_run(options, catalogue, plan);
  const Destination destination = make_destination(options, description.machine.hostname);
  Recorder recorder(supervisor, options, catalogue, plan, std::move(description), destination.results);
  if (!options.quiet) notice("{}\n", announcement);
  try {
    body(recorder);
  } catch (const Interrupted& interrupted) {
    recorder.end(fmt::format("interrupted by signal {}", interrupted.signal));
    notice("interrupted: {} samples are saved in {}; 'concbench report' draws them\n",
           recorder.results().samples.size(), destination.results.string());
    throw;
  } catch (const WriteError&) {
    throw;  // an end could not be written either
  } catch (const std::exception& error) {
    recorder.end(error.what());
    throw;
  }
  recorder.end("");
  finish(recorder.results(), destination, options);
  const Exit exit = verdict(recorder.results());
  if (options.quiet && exit == Exit::cases_failed)
    notice("concbench: {} of {} samples failed; 'concbench report {}' says why\n",
           recorder.results().end->failed, recorder.results().samples.size(), destination.results.string());
  return exit;
}

void measure_blocks(Recorder& recorder, const Options& options, const Plan& plan,
                    std::chrono::nanoseconds expected) {
  const std::size_t cases = plan.cases.size(), blocks = plan.blocks;
  Progress progress(cases * blocks, blocks, expected, options.quiet);
  for (std::size_t block = 0; block < blocks; ++block) {
    recorder.measure_canary(block);
    for (const auto& [of, limit] : plan.limits) recorder.measure_limit(of, limit, block);
    std::size_t position = 0;
    for (const std::size_t index : block_order(cases, options.seed, block)) {
      progress.sample(block, name(plan.cases[index]));
      recorder.measure(plan.cases[index], block, position++);
    }
    progress.block_done(block);
  }
}

void trace_cases(Recorder& recorder, const Options& options, const Plan& plan) {
  std::set<std::string> good;
  for (const Sample& sample : recorder.results().samples)
    if (sample.status == "ok") good.insert(sample.case_);
  Progress progress(good.size(), 1, std::chrono::nanoseconds{}, options.quiet);
  progress.say(fmt::format("tracing {} cases", good.size()));
  for (const Case& c : plan.cases) {
    if (!good.contains(name(c))) continue;
    progress.trace(name(c));
    recorder.trace(c);
  }
}

}  // namespace concbench::bench
