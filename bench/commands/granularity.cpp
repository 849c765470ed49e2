// `concbench granularity`: a fixed amount of work cut into ever smaller tasks, until the model's own cost per
// task eats what concurrency gains.
#include "bench/commands/granularity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "bench/cli/terminal.h"
#include "bench/commands/measure.h"
#include "bench/plan/limits.h"
#include "bench/supervisor/disturbance.h"
#include "reports/summary/granularity.h"
#include "results/sample_time.h"
#include "statistics/statistics.h"
#include "system/clock.h"

namespace concbench::bench {
namespace {

using std::chrono::nanoseconds;

constexpr double whole_work = 50e6;           // ns of all tasks together, on one thread
constexpr double smallest = 10;               // ns of work in a task: less is a call and no work
constexpr double step = 4;                    // each cut has so many times the tasks of the one before
constexpr std::size_t most_workers = 10'000;  // their coarsest cut is still of tasks of 300 ns
constexpr double close_enough = 1.2;          // a crossing is narrowed down to so many times the tasks
constexpr std::size_t least_per_worker = 16;  // tasks of the coarsest cut: the last ones must not decide
constexpr double metgs[] = {0.9, 0.5};
constexpr double faster = 1.02;  // than one thread, by so much, before a model pays: less is not claimed

// Estimated, for the announcement: cuts of one runner, and the time of a sample.
constexpr std::size_t usual_cuts = 15;
constexpr nanoseconds usual_sample = std::chrono::milliseconds(400);

class Search {
 public:
  Search(Recorder& recorder, Progress& progress, const Options& options, const Catalogue& catalogue,
         const Plan& plan)
      : recorder_(recorder), progress_(progress), options_(options), catalogue_(catalogue), plan_(plan) {}

  void calibrate(Supervisor& supervisor) {
    steps_ = steps_in(whole_work, supervisor, options_, catalogue_, plan_);
  }

  void run(const RunnerEntry& runner, std::size_t concurrency) {
    recorder_.measure_canary(block_);
    ++search_;
    cuts_.clear();
    runner_ = &runner;
    concurrency_ = concurrency;
    workers_ = runner.footprint({concurrency, most_workers, plan_.cpus}).workers;
    const double pays = faster / static_cast<double>(concurrency);
    descend(std::min(metgs[1], pays));
    for (const double level : metgs) {
      Metg metg;
      metg.runner = runner.name;
      metg.concurrency = static_cast<std::int64_t>(concurrency);
      metg.efficiency = level;
      // Wall time x concurrency / tasks, where the wall time is the work / (efficiency x concurrency).
      if (const auto found = crossing(level, metg.reason)) metg.ns = std::llround(*found / level);
      recorder_.add(std::move(metg));
    }
    BreakEven even;
    even.runner = runner.name;
    even.concurrency = static_cast<std::int64_t>(concurrency);
    if (const auto found = crossing(pays, even.reason)) even.ns = std::llround(*found);
    recorder_.add(std::move(even));
  }

 private:
  // Of one number of tasks, over its blocks.
  struct Cut {
    double efficiency = 0;  // median of the time of one thread over (time x concurrency), pair by pair
    double work_ns = 0;     // of all tasks together on one thread, median
  };

  Case cut(const RunnerEntry& runner, std::size_t concurrency, std::size_t tasks) const {
    Case c = make_case(*find(catalogue_.workloads, reports::cut_workload), runner, concurrency,
                       runner.own_chunk.empty() ? 0 : 1);
    c.params["steps"] = std::to_string(steps_);
    c.params["tasks"] = std::to_string(tasks);
    c.tasks = tasks;
    place(c, options_.selection, plan_.usable);
    return c;
  }

  // Each time is held against that of one thread with the same cut, taken right before or after it: a pair is
  // a block of its own. Null where no pair has both times.
  const Cut* measure(std::size_t tasks) {
    if (const auto known = cuts_.find(tasks); known != cuts_.end()) return &known->second;
    const Case cases[] = {cut(*baseline_of(catalogue_.runners), 1, tasks),
                          cut(*runner_, concurrency_, tasks)};
    std::vector<double> efficiencies, works;
    for (std::size_t pair = 0; pair < plan_.blocks; ++pair, ++block_) {
      std::optional<double> times[2];
      std::size_t position = 0;
      for (const std::size_t side : block_order(std::vector<std::string>(2), options_.seed, block_)) {
        progress_.sample(search_ - 1, name(cases[side]));
        times[side] = time_of(recorder_.measure(cases[side], block_, position++));
      }
      if (!times[0] || !times[1]) continue;
      works.push_back(*times[0]);
      efficiencies.push_back(*times[0] / (*times[1] * static_cast<double>(concurrency_)));
    }
    if (works.empty()) return nullptr;
    return &(cuts_[tasks] = {median(efficiencies), median(works)});
  }

  // Ever smaller tasks, until the efficiency is below all that is asked for.
  void descend(double lowest) {
    const double coarsest = std::max(50.0, static_cast<double>(least_per_worker * concurrency_));
    for (double tasks = coarsest; whole_work / tasks >= smallest; tasks *= step) {
      const Cut* found = measure(static_cast<std::size_t>(tasks));
      if (!found || found->efficiency < 0.5 * lowest) return;
    }
  }

  // The least work of a task, in ns, that still has this efficiency; with a reason where that is only an
  // upper bound; empty, with the reason, where there is none.
  std::optional<double> crossing(double level, std::string& reason) {
    if (cuts_.empty()) {
      const auto& samples = recorder_.results().samples;
      reason = "no run came to a time" + (samples.empty() ? "" : ": " + samples.back().reason);
      return {};
    }
    // Above that it could only get by noise.
    const double attainable = 1 / static_cast<double>(concurrency_) * static_cast<double>(workers_);
    if (level >= attainable) {
      reason = "one thread does it all";
      return {};
    }
    // The smallest tasks that reach it: METG is a minimum, and a disturbed cut among larger ones is no end.
    const auto last = std::ranges::find_if(cuts_.rbegin(), cuts_.rend(),
                                           [&](const auto& one) { return one.second.efficiency >= level; });
    if (last == cuts_.rend()) {
      reason = "never reached";
      return {};
    }
    if (last == cuts_.rbegin()) {
      reason = "nothing smaller was tried";
      return task_ns(last->first);
    }
    return narrowed(last->first, std::prev(last)->first, level);
  }

  double task_ns(std::size_t tasks) const { return cuts_.at(tasks).work_ns / static_cast<double>(tasks); }

  // The work of a task between so few tasks that the level is reached and so many that it is not; then on the
  // line between the two.
  double narrowed(std::size_t few, std::size_t many, double level) {
    while (static_cast<double>(many) > close_enough * static_cast<double>(few)) {
      const auto middle =
          static_cast<std::size_t>(std::sqrt(static_cast<double>(few) * static_cast<double>(many)));
      const Cut* found = middle > few && middle < many ? measure(middle) : nullptr;
      if (!found) break;
      (found->efficiency >= level ? few : many) = middle;
    }
    const double above = cuts_.at(few).efficiency, below = cuts_.at(many).efficiency;
    return task_ns(few) * std::pow(task_ns(many) / task_ns(few), (above - level) / (above - below));
  }

  Recorder& recorder_;
  Progress& progress_;
  const Options& options_;
  const Catalogue& catalogue_;
  const Plan& plan_;
  const RunnerEntry* runner_ = nullptr;
  std::size_t concurrency_ = 1, workers_ = 1, search_ = 0, block_ = 0;
  std::uint64_t steps_ = 0;
  std::map<std::size_t, Cut> cuts_;  // by the number of tasks
};

Exit granularity(const Options& options, const Catalogue& catalogue) {
  Plan plan = plan_machine(options, catalogue);
  plan.workloads = {find(catalogue.workloads, reports::cut_workload)};
  // Runners and concurrencies by the rules of a run. One thread alone is what they are held against.
  Selection selection = options.selection;
  selection.workloads = {reports::cut_workload};
  std::vector<Case> searched = plan_cases(catalogue, selection, options.profile, plan.cpus, exceeded_limit);
  std::erase_if(searched, [](const Case& c) { return c.runner->baseline || !c.skip_reason.empty(); });
  if (searched.empty())
    throw Error(Exit::empty, "sequential alone is nothing to compare; select other runners");
  for (const Case& c : searched) {
    if (c.concurrency > most_workers)
      throw Error(
          Exit::usage,
          fmt::format("--concurrency {}: granularity goes up to {}, else {:.0f} ms of work make no tasks",
                      c.concurrency, most_workers, whole_work / 1e6));
    if (std::ranges::find(plan.runners, c.runner) == plan.runners.end()) plan.runners.push_back(c.runner);
  }

  const Presence presence;
  Supervisor supervisor(options.timeout);
  const std::size_t samples = searched.size() * usual_cuts * 2 * plan.blocks;
  const nanoseconds expected = usual_sample * static_cast<std::int64_t>(samples);
  return measure(
      options, catalogue, plan, supervisor,
      fmt::format(
          "{:.0f} ms of work cut into ever smaller tasks, under {} runner(s) on {} usable CPU(s), about {}",
          whole_work / 1e6, plan.runners.size(), plan.cpus, rough(expected)),
      [&](Recorder& recorder) {
        Progress progress(samples, searched.size(), {expected, expected}, options.quiet);
        Search search(recorder, progress, options, catalogue, plan);
        search.calibrate(supervisor);
        std::size_t done = 0;
        for (const std::size_t index :
             block_order(std::vector<std::string>(searched.size()), options.seed, 0)) {
          search.run(*searched[index].runner, searched[index].concurrency);
          progress.blocks_done(++done);
        }
      });
}

}  // namespace

std::uint64_t steps_in(double ns, Supervisor& supervisor, const Options& options, const Catalogue& catalogue,
                       const Plan& plan) {
  Case c = make_case(*find(catalogue.workloads, reports::cut_workload), *baseline_of(catalogue.runners), 1);
  place(c, options.selection, plan.usable);
  const Sample sample = supervisor
                            .carry_out({Assignment::Mode::measure, options.profile.min_time, plan.cpus,
                                        unmeasured(c), c.places})
                            .sample;
  const auto time = time_of(sample);
  if (!time) throw Error(Exit::cases_failed, fmt::format("{}: {}", sample.case_, sample.reason));
  const double steps = static_cast<double>(count(c.params, "steps")) * ns / *time;
  const double unit = std::pow(10, std::floor(std::log10(steps)) - 1);
  return static_cast<std::uint64_t>(std::round(steps / unit) * unit);
}

extern constinit const CommandEntry granularity_command{
    .name = "granularity",
    .summary = "how small a task may be: the same work cut into ever smaller tasks, under each runner",
    .add_options =
        [](CLI::App& command) {
          add_runners(command);
          add_placement(command);
          add_study(command,
                    "pairs of samples of each size of task, with one thread and with more (default: 3)");
        },
    .blocks = 3,
    .run = granularity,
};

}  // namespace concbench::bench
