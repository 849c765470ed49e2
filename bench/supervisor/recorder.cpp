#include "bench/supervisor/recorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "bench/child/trace.h"
#include "bench/commands/commands.h"
#include "bench/machine/floors.h"
#include "bench/machine/machine.h"
#include "bench/supervisor/disturbance.h"
#include "results/cases.h"
#include "system/clock.h"

namespace concbench::bench {
namespace {

template <class Entry>
bool holds(const std::vector<const Entry*>& entries, const Entry& entry) {
  return std::ranges::find(entries, &entry) != entries.end();
}

bool failed(const Sample* sample) {
  return sample->status == "failed" || sample->status == "timeout";
}

// The CPUs that the selection leaves, by the system's numbers.
std::vector<std::int64_t> usable_of(const Plan& plan) {
  std::vector<std::int64_t> cpus;
  for (const Cpu& cpu : plan.usable.topology)
    if (cpu.allowed) cpus.push_back(cpu.cpu);
  return cpus;
}

}  // namespace

Run describe_run(const Options& options, const Catalogue& catalogue, const Plan& plan) {
  Run run;
  run.started = timestamp();
  run.run_id = fmt::format("{}-{:016x}", run.started, options.seed);
  run.argv = options.arguments;
  run.command = options.command->name;
  run.label = options.label;
  run.seed = options.seed;
  run.profile = options.profile.name;
  run.blocks = static_cast<std::int64_t>(plan.blocks);
  run.looks = plan.looks;
  run.sides = plan.sides;
  for (const Case& c : plan.cases) {
    run.cases.push_back(name(c));
    run.planned.push_back({name(c), workload_name(c), std::string(c.runner->name),
                           static_cast<std::int64_t>(c.concurrency), static_cast<std::int64_t>(c.chunk)});
  }
  run.tool = describe_tool();
  run.machine = plan.usable;
  if (!options.label.empty()) run.machine.hostname = options.label;
  const bool files =
      std::ranges::any_of(plan.cases, [](const Case& c) { return c.workload->descriptors > 0; });
  run.warnings = warnings(honesty_checks(run.machine, run.tool, files));
  const Floors floors = load_floors(plan.machine, run.tool);
  run.floors = floors.shares;
  if (!floors.not_applied.empty()) run.warnings.push_back(floors.not_applied);
  for (const WorkloadEntry& w : catalogue.workloads)
    if (holds(plan.workloads, w))
      run.workloads.push_back({std::string(w.name),
                               std::string(to_string(w.kind)),
                               std::string(w.summary),
                               std::string(w.task),
                               {}});
  for (const RunnerEntry& r : catalogue.runners)
    if (holds(plan.runners, r))
      run.runners.push_back({std::string(r.name), {}, std::string(r.summary), {}, std::string(r.python)});
  return run;
}

Recorder::Recorder(Supervisor& supervisor, const Options& options, const Catalogue& catalogue,
                   const Plan& plan, Run run, const std::filesystem::path& file)
    : supervisor_(supervisor),
      min_time_(options.profile.min_time),
      cpus_(plan.cpus),
      usable_(usable_of(plan)),
      canary_(canary_case(catalogue)),
      writer_(file) {
  canary_.cpus = options.selection.cpus;
  results_.run = std::move(run);
  writer_.write(to_line(results_.run));
}

void Recorder::keep_calm(std::chrono::nanoseconds allowance) {
  // Under a quota a look at all CPUs would use up what the samples need.
  if (!usable_.empty() && usable_.size() <= cpus_) calm_.emplace(usable_, allowance);
}

std::chrono::nanoseconds Recorder::allowance() const {
  return calm_ ? calm_->allowance() : std::chrono::nanoseconds{};
}

Sample Recorder::attempt(const Case& c, std::size_t block, std::size_t position) {
  Sample sample = unmeasured(c);
  sample.block = static_cast<std::int64_t>(block);
  sample.position = static_cast<std::int64_t>(position);
  std::string reason = c.skip_reason;
  // A case that hangs would cost the timeout in every block.
  if (given_up_.contains({c.program, sample.case_})) reason = "timed out in an earlier block";
  if (!reason.empty()) {
    sample.started = timestamp();
    sample.status = "skipped";
    sample.reason = reason;
    return sample;
  }
  // Memory hardly differs from sample to sample, and looking at it takes a run: the first blocks tell.
  constexpr std::size_t blocks_for_memory = 3;
  const auto mode = block < blocks_for_memory ? Assignment::Mode::measure : Assignment::Mode::time;
  const double before = calm_ ? calm_->wait() : 0;
  sample = supervisor_.carry_out({mode, min_time_, cpus_, sample, c.places, c.program}).sample;
  if (sample.status == "timeout") given_up_.emplace(c.program, sample.case_);
  if (!calm_) return sample;
  sample.cpus_had = std::min(before, calm_->look());
  if (!calm_->enough(*sample.cpus_had))
    sample.taints.push_back(
        fmt::format("cpus: the machine gave {:.1f} of {} CPUs", *sample.cpus_had, calm_->cpus()));
  return sample;
}

// Each attempt is kept. Never for its value: only what disturbed it from outside decides; and never one that
// failed, for a wrong answer is no less wrong where other programs run.
template <class Keep>
void Recorder::attempts(const Case& c, std::size_t block, std::size_t position, Keep keep) {
  constexpr std::int64_t most = 3;
  std::string again;
  for (std::int64_t number = 0; number < most; ++number) {
    Sample sample = attempt(c, block, position);
    sample.attempt = number;
    sample.again = again;
    const auto disturbed = std::ranges::find_if(sample.taints, passes);
    again = disturbed == sample.taints.end() ? "" : *disturbed;
    const bool good = sample.status == "ok";
    const std::chrono::nanoseconds cost(sample.elapsed_ns);
    keep(std::move(sample));
    if (again.empty() || !good || !calm_ || number + 1 == most || !calm_->spend(cost)) return;
  }
}

const Sample& Recorder::measure(const Case& c, std::size_t block, std::size_t position) {
  attempts(c, block, position, [&](Sample sample) {
    writer_.write(to_line(sample));
    results_.samples.push_back(std::move(sample));
  });
  return results_.samples.back();
}

const Sample& Recorder::measure_twin(const Twin& twin, std::size_t block, std::size_t position) {
  attempts(twin.what, block, position, [&](Sample sample) {
    sample.record = "twin";
    sample.of = twin.of;
    sample.role = twin.role;
    writer_.write(to_line(sample));
    results_.twins.push_back(std::move(sample));
  });
  return results_.twins.back();
}

void Recorder::trace(const Case& c) {
  if (c.tasks > most_traced) {
    add(Trace{.case_ = name(c),
              .status = "skipped",
              .reason = fmt::format("{} tasks; at most {} are traced", c.tasks, most_traced)});
    return;
  }
  Outcome outcome =
      supervisor_.carry_out({Assignment::Mode::trace, min_time_, cpus_, unmeasured(c), c.places});
  Trace trace = std::move(outcome.trace).value_or(Trace{});
  trace.case_ = outcome.sample.case_;
  trace.status = outcome.sample.status;
  trace.reason = outcome.sample.reason;
  trace.taints = outcome.sample.taints;
  add(std::move(trace));
}

Sample Recorder::beside(const char* record, const Case& c, std::size_t block) {
  Sample sample = unmeasured(c);
  sample.block = static_cast<std::int64_t>(block);
  sample = supervisor_.carry_out({Assignment::Mode::measure, min_time_, cpus_, sample, {}}).sample;
  sample.record = record;
  return sample;
}

void Recorder::measure_canary(std::size_t block) {
  results_.canaries.push_back(beside("canary", canary_, block));
  writer_.write(to_line(results_.canaries.back()));
}

void Recorder::measure_limit(const std::string& of, const Case& c, std::size_t block) {
  if (given_up_.contains({c.program, name(c)})) return;
  results_.limits.push_back(beside("limit", c, block));
  results_.limits.back().of = of;
  if (results_.limits.back().status == "timeout") given_up_.emplace(c.program, name(c));
  writer_.write(to_line(results_.limits.back()));
}

void Recorder::add(Metg record) {
  writer_.write(to_line(results_.metgs.emplace_back(std::move(record))));
}
void Recorder::add(BreakEven record) {
  writer_.write(to_line(results_.break_evens.emplace_back(std::move(record))));
}
void Recorder::add(MapPoint record) {
  writer_.write(to_line(results_.map_points.emplace_back(std::move(record))));
}
void Recorder::add(CoreToCore record) {
  writer_.write(to_line(results_.core_to_core.emplace_back(std::move(record))));
}
void Recorder::add(Trace record) {
  writer_.write(to_line(results_.traces.emplace_back(std::move(record))));
}

void Recorder::end(const std::string& reason) {
  const std::size_t twins = results_.run.sides.empty() ? 0 : results_.twins.size();
  End end{"end",
          reason.empty(),
          reason,
          static_cast<std::int64_t>(results_.samples.size() + twins),
          std::ranges::count_if(samples_that_count(results_), failed),
          timestamp()};
  writer_.write(to_line(end));
  results_.end = end;
}

}  // namespace concbench::bench
