// `concbench memory`: what a task in flight weighs, under each runner as far as it goes.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "bench/cli/terminal.h"
#include "bench/commands/measure.h"
#include "bench/plan/forecast.h"
#include "bench/plan/limits.h"
#include "bench/supervisor/disturbance.h"
#include "reports/words/units.h"
#include "system/clock.h"
#include "system/proc/cgroup.h"
#include "system/proc/proc.h"

namespace concbench::bench {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

constexpr const char* waits = "sleep";
// The shortest wait is one unit, the longest three; all tasks shall be in flight at once, so a unit is more
// than it takes to start them.
constexpr std::size_t few = 100;
constexpr nanoseconds short_unit = 20ms, long_unit = 333ms;
constexpr int more_than_start = 2;
constexpr std::size_t usual_runs = 5;  // of a sample: first, steady, the one that is looked at
constexpr double most_of_memory = 0.5;

std::vector<std::size_t> numbers_of_tasks(const Selection& selection) {
  if (!selection.concurrency.empty()) return selection.concurrency;
  std::vector<std::size_t> numbers;
  for (std::size_t n = 1; n <= most_planned; n *= 10) numbers.push_back(n);
  return numbers;
}

// Why this program does not run so many tasks of a runner at once; empty where it does.
std::string beyond(const RunnerEntry& runner, std::size_t tasks) {
  if (!runner.absent.empty()) return std::string(runner.absent);
  if (tasks <= runner.most_concurrency) return {};
  if (runner.most_concurrency == 1) return "one task at a time is what this model is";
  return fmt::format("concbench runs no more than {} tasks of {} at once", runner.most_concurrency,
                     runner.name);
}

Case waiting(const Catalogue& catalogue, const RunnerEntry& runner, std::size_t tasks, std::size_t cpus) {
  Case c = make_case(*find(catalogue.workloads, waits), runner, tasks);
  const nanoseconds start = static_cast<std::int64_t>(tasks) * task_cost(runner);
  const nanoseconds unit = std::max(tasks <= few ? short_unit : long_unit, more_than_start * start);
  c.params["unit"] = fmt::format("{}ms", std::chrono::duration_cast<std::chrono::milliseconds>(unit).count());
  c.params["tasks"] = std::to_string(tasks);
  c.tasks = tasks;
  c.skip_reason = beyond(runner, tasks);
  if (c.skip_reason.empty()) c.skip_reason = exceeded_limit(*c.workload, runner, {tasks, tasks, cpus});
  return c;
}

// What may still be taken: of the machine's memory and of the control group's.
double available_memory() {
  double available = std::numeric_limits<double>::infinity();  // unknown
  if (const auto kibibytes = field("/proc/meminfo", "MemAvailable"))
    available = static_cast<double>(*kibibytes) * 1024;
  if (const auto left = cgroup_memory_left()) available = std::min(available, static_cast<double>(*left));
  return available;
}

// Why so many tasks would be too much for this machine, by what fewer of them took; or empty.
std::string too_much(const Sample& fewer, std::size_t tasks) {
  if (fewer.status != "ok") return "fewer tasks did not come to an end";
  if (!fewer.memory_bytes || fewer.tasks < 1) return {};
  const double expected = static_cast<double>(*fewer.memory_bytes) / static_cast<double>(fewer.tasks) *
                          static_cast<double>(tasks);
  const double available = available_memory();
  if (expected <= most_of_memory * available) return {};
  return fmt::format("would take about {} of the {} available", reports::memory_text(expected),
                     reports::memory_text(available));
}

Exit memory(const Options& options, const Catalogue& catalogue) {
  Plan plan = plan_machine(options, catalogue);
  for (const RunnerEntry& runner : catalogue.runners) {
    if (!options.selection.includes(runner)) continue;
    // The first that is too much says why there are no more.
    for (const std::size_t tasks : numbers_of_tasks(options.selection)) {
      add_case(plan, options.selection, waiting(catalogue, runner, tasks, plan.cpus));
      if (!plan.cases.back().skip_reason.empty()) break;
    }
  }
  nanoseconds expected{};
  std::size_t most = 0;
  for (const Case& c : plan.cases) {
    if (!c.skip_reason.empty()) continue;
    expected += usual_runs * (3 * parse_duration(c.params.at("unit")) +
                              static_cast<std::int64_t>(c.tasks) * task_cost(*c.runner));
    most = std::max(most, c.tasks);
  }
  expected *= static_cast<std::int64_t>(plan.blocks);
  if (most == 0) throw Error(Exit::empty, "no selected runner goes to that concurrency");

  const Presence presence;
  Supervisor supervisor(options.timeout);
  return measure(options, catalogue, plan, supervisor,
                 fmt::format("up to {} waiting tasks at once under {} runner(s), about {}", most,
                             plan.runners.size(), rough(expected)),
                 [&](Recorder& recorder) {
                   Progress progress(plan.cases.size(), plan.blocks, {expected, expected}, options.quiet);
                   for (std::size_t block = 0; block < plan.blocks; ++block) {
                     recorder.measure_canary(block);
                     std::map<const RunnerEntry*, Sample> before;
                     // Not in random order: what fewer tasks took says whether more can be tried.
                     for (std::size_t i = 0; i < plan.cases.size(); ++i) {
                       Case c = plan.cases[i];
                       if (c.skip_reason.empty()) c.skip_reason = too_much(before[c.runner], c.tasks);
                       progress.sample(block, name(c));
                       before[c.runner] = recorder.measure(c, block, i);
                     }
                     progress.blocks_done(block + 1);
                   }
                 });
}

}  // namespace

extern constinit const CommandEntry memory_command{
    .name = "memory",
    .summary = "what a task in flight weighs: more and more waiting tasks at once, under each runner",
    .add_options =
        [](CLI::App& command) {
          add_runners(command);
          add_placement(command);
          add_study(command, "samples of each number of tasks (default: 1)");
        },
    .blocks = 1,
    .run = memory,
};

}  // namespace concbench::bench
