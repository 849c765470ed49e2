// `concbench map`: which model is the fastest for tasks of which length, and for which share of waiting.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "bench/commands/granularity.h"
#include "bench/commands/measure.h"
#include "bench/plan/forecast.h"
#include "bench/plan/limits.h"
#include "bench/supervisor/disturbance.h"
#include "reports/summary/granularity.h"

namespace concbench::bench {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

constexpr nanoseconds lengths[] = {1us, 10us, 100us, 1ms, 10ms};  // of a task alone on one thread
constexpr double shares[] = {0, 0.5, 0.9, 0.99};                  // of it that the task waits
constexpr std::size_t many_waits = 64;
constexpr nanoseconds usual_budget = 6min;

// The work of a point is bounded in time and in tasks; of waits there are fewer, since the shortest takes
// many times as long as it should.
constexpr nanoseconds whole = 32ms;  // of all tasks on one thread
constexpr std::size_t fewest = 16, most = 10'000, most_waiting = 1'000;

// A model that takes so many times a task to start it is not measured there.
constexpr int far_too_much = 10;

// For the forecast: runs of a sample, start and end of its child, and what a wait takes beyond its time.
constexpr std::int64_t usual_runs = 6;
constexpr nanoseconds child_cost = 60ms, wait_cost = 60us;

struct Point {
  nanoseconds length;
  double share;
  std::size_t cpus;
  double steps_per_ns;

  std::size_t tasks() const {
    const auto wanted = std::min(static_cast<std::size_t>(whole / length), share > 0 ? most_waiting : most);
    return std::max({wanted, fewest, 2 * cpus});
  }
  nanoseconds wait() const { return nanoseconds(std::llround(static_cast<double>(length.count()) * share)); }
  nanoseconds work() const { return length - wait(); }
};

// Empty where it can be measured.
std::string why_not(const Case& c, const Point& point) {
  if (!c.runner->absent.empty()) return std::string(c.runner->absent);
  const nanoseconds start = task_cost(*c.runner);
  if (start > far_too_much * point.length)
    return fmt::format("starting a task takes about {}, over {} times the task", format_duration(start),
                       far_too_much);
  return exceeded_limit(*c.workload, *c.runner, {c.concurrency, c.tasks, point.cpus, point.share > 0});
}

Case case_of(const Catalogue& catalogue, const RunnerEntry& runner, const Point& point) {
  const std::size_t wanted = point.share > 0 ? std::max(many_waits, 2 * point.cpus) : point.cpus;
  Case c = make_case(*find(catalogue.workloads, reports::cut_workload), runner,
                     std::min({wanted, point.tasks(), runner.most_concurrency}));
  c.tasks = point.tasks();
  const double steps =
      point.steps_per_ns * static_cast<double>(point.work().count()) * static_cast<double>(c.tasks);
  c.params["tasks"] = std::to_string(c.tasks);
  c.params["steps"] = std::to_string(std::max<long long>(std::llround(steps), 1));
  c.params["wait"] = format_duration(point.wait());
  c.skip_reason = why_not(c, point);
  return c;
}

// Roughly.
nanoseconds sample_time(const Case& c, const Point& point) {
  if (!c.skip_reason.empty()) return {};
  const auto lanes = static_cast<std::int64_t>(c.concurrency);
  const auto tasks = static_cast<std::int64_t>(c.tasks);
  const nanoseconds waiting = point.share > 0 ? (point.wait() + wait_cost) / lanes : nanoseconds{};
  const nanoseconds work = point.work() / std::min(lanes, static_cast<std::int64_t>(point.cpus));
  return child_cost + usual_runs * tasks * (work + waiting + task_cost(*c.runner));
}

// All places with their cases, and the time that a block of them will take.
nanoseconds plan_places(const Options& options, const Catalogue& catalogue, double steps_per_ns, Plan& plan,
                        std::vector<MapPoint>& places) {
  nanoseconds block{};
  for (const nanoseconds length : lengths)
    for (const double share : shares) {
      const Point point{length, share, plan.cpus, steps_per_ns};
      for (const RunnerEntry& runner : catalogue.runners) {
        if (!options.selection.includes(runner)) continue;
        add_case(plan, options.selection, case_of(catalogue, runner, point));
        block += sample_time(plan.cases.back(), point);
      }
      places.push_back(
          {.workload = workload_name(plan.cases.back()), .length_ns = length.count(), .waiting = share});
    }
  return block;
}

Exit map(const Options& options, const Catalogue& catalogue) {
  if (std::ranges::count_if(catalogue.runners,
                            [&](const RunnerEntry& one) { return options.selection.includes(one); }) < 2)
    throw Error(Exit::empty, "one runner alone is nothing to compare; select others as well");
  Plan plan = plan_machine(options, catalogue);
  const Presence presence;
  Supervisor supervisor(options.timeout);
  const double steps_per_ns = static_cast<double>(steps_in(1e9, supervisor, options, catalogue, plan)) / 1e9;
  std::vector<MapPoint> places;
  Expected expected;
  expected.pace.block = plan_places(options, catalogue, steps_per_ns, plan, places);
  if (!options.exact_blocks) {
    plan.looks = looks_for(plan.cases, plan.blocks);
    plan.blocks = static_cast<std::size_t>(plan.looks.front().blocks);
  }
  // Unless told otherwise, what it takes to judge all runners is not cut short.
  const nanoseconds judged = expected.pace.block * static_cast<std::int64_t>(plan.blocks);
  const bool is_told = options.exact_blocks || options.typed.given("--budget");
  const nanoseconds budget = is_told ? options.profile.budget : std::max(usual_budget, judged + judged / 4);
  std::optional<nanoseconds> limit;
  if (budget > 0ns) {
    limit = budget;
    expected.end = std::chrono::steady_clock::now() + budget;
  }
  return measure(options, catalogue, plan, supervisor,
                 fmt::format("{} runners at {} places on {} usable CPU(s), in {} block(s), about {}",
                             plan.runners.size(), places.size(), plan.cpus, plan.blocks,
                             in_words(left_after(0, plan, expected.pace, limit))),
                 [&](Recorder& recorder) {
                   for (MapPoint& place : places) recorder.add(std::move(place));
                   recorder.keep_calm(for_calm(plan, expected));
                   measure_blocks(recorder, options, plan, expected);
                 });
}

}  // namespace

extern constinit const CommandEntry map_command{
    .name = "map",
    .summary = "which model is the fastest for which length of task and share of waiting",
    .add_options =
        [](CLI::App& command) {
          add_text(command, "--runner", "runners, by name: A,B (default: all)");
          add_placement(command);
          add_text(command, "--budget",
                   "how long the run may take: 10m; it ends sooner where all is decided (default: 6m, or "
                   "as long as it takes to judge all runners)");
          add_study(command,
                    "passes over the whole map, neither more nor fewer (default: as many as it takes to "
                    "judge all runners, and up to as many again of what is then undecided)");
        },
    .run = map,
};

}  // namespace concbench::bench
