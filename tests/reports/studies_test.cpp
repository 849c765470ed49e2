// What the files of `concbench granularity`, `cores`, `memory` and `map` show, from made-up times.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "reports/exports/report.h"
#include "reports/summary/cores.h"
#include "reports/summary/granularity.h"
#include "reports/summary/map.h"
#include "reports/summary/memory.h"
#include "reports/summary/summary.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

Sample sample(const std::string& workload, const std::string& runner, std::int64_t concurrency,
              std::int64_t tasks, std::int64_t ns) {
  Sample one;
  one.case_ = workload + "/" + runner + "/" + std::to_string(concurrency) + "/" + std::to_string(tasks);
  one.workload = workload;
  one.runner = runner;
  one.concurrency = concurrency;
  one.tasks = tasks;
  one.steady_ns = {ns, ns, ns};
  return one;
}

Sample on_cpus(const std::string& runner, std::vector<std::int64_t> cpus, std::int64_t ns) {
  Sample one = sample("primes", runner, std::ssize(cpus), 1000, ns);
  one.cpus = std::move(cpus);
  one.case_ += std::to_string(one.cpus->front());
  return one;
}

Sample weighing(const std::string& runner, std::int64_t tasks, std::int64_t bytes) {
  Sample one = sample("sleep", runner, tasks, tasks, 1'000'000);
  one.memory_bytes = bytes;
  return one;
}

Results results_of(const std::string& command, std::vector<Sample> samples) {
  Results results;
  results.run.command = command;
  results.samples = std::move(samples);
  results.end = End{"end", true, "", std::ssize(results.samples), 0, ""};
  return results;
}

Results cut() {
  Results results = results_of("granularity", {sample("spin", "sequential", 1, 1000, 50'000'000),
                                               sample("spin", "threads", 2, 100, 25'000'000),
                                               sample("spin", "threads", 2, 1'000'000, 50'000'000),
                                               sample("spin", "thread_pool", 2, 100, 25'000'000)});
  results.metgs = {{"metg", "threads", 2, 0.5, 100, ""},
                   {"metg", "threads", 2, 0.9, 900, ""},
                   {"metg", "thread_pool", 2, 0.9, {}, "never reached: 80 % at most"}};
  results.break_evens = {{"break_even", "thread_pool", 2, 700, ""}, {"break_even", "threads", 2, 50, ""}};
  return results;
}

TEST(granularity, is_efficiency_by_the_work_of_a_task) {
  const auto granularity = granularity_of(cut());
  ASSERT_TRUE(granularity);
  EXPECT_EQ(granularity->work_ns, 50e6);
  ASSERT_THAT(granularity->results, SizeIs(2));
  const GranularityResult& threads = granularity->results[0];
  EXPECT_EQ(threads.runner, "threads");  // it pays first
  ASSERT_THAT(threads.points, SizeIs(2));
  EXPECT_EQ(threads.points[0].task_ns, 500'000);
  EXPECT_EQ(threads.points[0].efficiency, 1);
  EXPECT_EQ(threads.points[1].task_ns, 50);
  EXPECT_EQ(threads.points[1].efficiency, 0.5);
}

TEST(granularity, holds_each_time_against_that_of_one_thread_in_the_same_block) {
  Results results = results_of("granularity", {});
  // In the second block all takes twice as long, in the third the sample alone does.
  for (const auto& [block, alone, together] :
       {std::tuple{0, 50'000'000, 25'000'000}, {1, 100'000'000, 50'000'000}, {2, 50'000'000, 50'000'000}})
    for (const bool is_alone : {true, false}) {
      results.samples.push_back(is_alone ? sample("spin", "sequential", 1, 100, alone)
                                         : sample("spin", "threads", 2, 100, together));
      results.samples.back().block = block;
    }
  results.samples.push_back(sample("spin", "sequential", 1, 1'000'000, 90'000'000));  // of another cut
  const auto granularity = granularity_of(results);
  ASSERT_TRUE(granularity);
  ASSERT_THAT(granularity->results, SizeIs(1));
  ASSERT_THAT(granularity->results[0].points, SizeIs(1));
  EXPECT_EQ(granularity->results[0].points[0].efficiency, 1);
  EXPECT_EQ(granularity->results[0].points[0].task_ns, granularity->work_ns / 100);
  EXPECT_EQ(granularity->results[0].points[0].samples, 3);
}

TEST(granularity, stands_at_the_planned_work_of_a_task_whatever_each_cut_took) {
  Results results = cut();
  results.samples.push_back(sample("spin", "sequential", 1, 100, 51'000'000'000));  // a cut that hung
  results.samples.push_back(sample("spin", "sequential", 1, 1000, 50'000'000));
  results.samples.back().block = 1;
  const auto granularity = granularity_of(results);
  ASSERT_TRUE(granularity);
  const std::vector<GranularityPoint>& points = granularity->results[0].points;
  EXPECT_EQ(points[0].task_ns, 500'000);
  EXPECT_EQ(points[1].task_ns, 50);
}

TEST(granularity, says_no_rule_where_most_samples_were_disturbed_and_else_how_many_were) {
  Results results = cut();
  results.samples[0].taints = {"busy: 40 %"};
  const auto some = granularity_of(results);
  ASSERT_TRUE(some);
  EXPECT_THAT(some->words, AllOf(HasSubstr("less than 50.0 ns"), HasSubstr("1 of 4 samples were disturbed")));
  results.samples[1].taints = results.samples[2].taints = {"busy: 40 %"};
  const auto most = granularity_of(results);
  ASSERT_TRUE(most);
  EXPECT_EQ(most->rule, "");
  EXPECT_THAT(most->words, AllOf(HasSubstr("3 of 4 samples were disturbed"), Not(HasSubstr("50.0 ns"))));
  EXPECT_THAT(summarize(results).advice.rules, IsEmpty());
}

TEST(granularity, gives_as_the_most_that_was_reached_what_its_points_show) {
  Results results = cut();
  results.samples[3].steady_ns = {30'000'000};
  const auto granularity = granularity_of(results);
  ASSERT_TRUE(granularity);
  EXPECT_THAT(granularity->results[1].points[0].efficiency, DoubleNear(5.0 / 6, 1e-12));
  EXPECT_EQ(granularity->results[1].metg_90_reason, "never reached: 83 % at most");
}

TEST(granularity, has_the_marks_that_the_search_has_found_or_why_there_is_none) {
  const auto granularity = granularity_of(cut());
  ASSERT_TRUE(granularity);
  EXPECT_EQ(granularity->results[0].metg_50, 100);
  EXPECT_EQ(granularity->results[0].metg_90, 900);
  EXPECT_FALSE(granularity->results[1].metg_90);
  EXPECT_THAT(granularity->results[1].metg_90_reason, HasSubstr("never reached"));
  EXPECT_THAT(granularity->rule, HasSubstr("less than 50.0 ns of work"));
}

TEST(granularity, is_nothing_without_the_time_of_one_thread) {
  EXPECT_FALSE(granularity_of(results_of("run", {sample("primes", "sequential", 1, 10, 5)})));
  EXPECT_FALSE(granularity_of(results_of("granularity", {sample("spin", "threads", 2, 100, 5)})));
}

// Two lengths with two shares of waiting. On one thread a task takes its length; `coroutines` overlaps waits,
// `threads` and `tbb` halve what is none and cost 1 us.
Results mapped(double tbb_over_threads = 1.3) {
  Results results = results_of("map", {});
  for (const char* name : {"sequential", "threads", "tbb", "coroutines"})
    results.run.runners.push_back({name, {}, {}, {}, {}});
  for (const std::int64_t length : {1'000, 100'000})
    for (const double waiting : {0.0, 0.9}) {
      const std::string workload = "spin[steps=" + std::to_string(length + std::llround(10 * waiting)) + "]";
      results.map_points.push_back({"map_point", workload, length, waiting});
      const auto ns = static_cast<double>(length);
      for (const auto& [runner, time] : {std::pair{"sequential", ns},
                                         {"threads", ns / 2 + 1000},
                                         {"tbb", (ns / 2 + 1000) * tbb_over_threads},
                                         {"coroutines", ns * (1 - waiting) + 100}})
        for (std::int64_t block = 0; block < 20; ++block) {
          const double noise = 1 + 0.01 * static_cast<double>((block * (*runner % 7 + 2)) % 5 - 2);
          results.samples.push_back(sample("spin", runner, 2, 100, std::llround(100 * time * noise)));
          results.samples.back().case_ = workload + "/" + runner + "/concurrency:2";
          results.samples.back().block = block;
        }
    }
  return results;
}

const MapSpot& spot_at(const AnswerMap& map, double length, double waiting) {
  return *std::ranges::find_if(
      map.spots, [&](const MapSpot& spot) { return spot.length_ns == length && spot.waiting == waiting; });
}

TEST(map, names_at_each_place_measured_the_model_that_the_verdicts_name) {
  const Summary summary = summarize(mapped());
  ASSERT_TRUE(summary.map);
  EXPECT_THAT(summary.workloads, IsEmpty());  // places are no workloads of a run
  for (const auto& [length, waiting, runner] : {std::tuple{1e3, 0.0, "sequential"},
                                                {1e3, 0.9, "coroutines"},
                                                {1e5, 0.0, "threads"},
                                                {1e5, 0.9, "coroutines"}}) {
    const MapSpot& spot = spot_at(*summary.map, length, waiting);
    EXPECT_TRUE(spot.measured);
    EXPECT_EQ(spot.runner, runner) << length << " " << waiting;
    EXPECT_EQ(spot.certainty, Certainty::sure);
  }
  EXPECT_THAT(*spot_at(*summary.map, 1e5, 0.9).speedup, DoubleNear(1e5 / 10'100, 0.3));
  EXPECT_THAT(summary.map->words, HasSubstr("At all 4 points measured"));
  EXPECT_THAT(terminal_summary(summary, 80, false),
              AllOf(HasSubstr("90 % waiting"), HasSubstr("coroutines")));
}

TEST(map, is_interpolated_between_the_places_by_the_logarithms_of_the_times) {
  const Summary summary = summarize(mapped());
  ASSERT_TRUE(summary.map);
  const MapSpot& between = spot_at(*summary.map, 1e4, 0);
  EXPECT_FALSE(between.measured);
  EXPECT_EQ(between.runner, "threads");
  EXPECT_THAT(*between.speedup, DoubleNear(1e4 / std::sqrt(1500.0 * 51'000), 0.05));
  // As far as work goes: 70 % waiting leaves three times as much of it as 90 %.
  const MapSpot& above = spot_at(*summary.map, 1e5, 0.7);
  const double up = std::log(1 / 0.3) / std::log(10);
  EXPECT_THAT(*above.speedup, DoubleNear(1e5 / std::pow(100'100, 1 - up) / std::pow(10'100, up), 0.1));
}

TEST(map, leaves_open_what_is_not_told_apart) {
  const Summary summary = summarize(mapped(1.0005));
  ASSERT_TRUE(summary.map);
  const MapSpot& spot = spot_at(*summary.map, 1e5, 0);
  EXPECT_NE(spot.certainty, Certainty::open);  // shown to be as good: the first in the table
  EXPECT_EQ(spot.runner, "threads");
  EXPECT_THAT(spot.others, ElementsAre("tbb"));
  Results few = mapped();
  std::erase_if(few.samples, [](const Sample& one) { return one.block > 2; });
  const Summary open = summarize(few);
  ASSERT_TRUE(open.map);
  EXPECT_EQ(spot_at(*open.map, 1e5, 0).certainty, Certainty::open);
  EXPECT_THAT(open.map->words, HasSubstr("At none of the 4 points"));
}

TEST(map, interpolates_no_runner_next_to_a_place_where_it_has_no_time) {
  Results results = mapped();
  for (Sample& one : results.samples)
    if (one.runner == "coroutines" && one.case_.starts_with("spin[steps=100009]")) one.status = "failed";
  const Summary summary = summarize(results);
  ASSERT_TRUE(summary.map);
  EXPECT_EQ(spot_at(*summary.map, 1e5, 0.7).runner, "threads");
  EXPECT_EQ(spot_at(*summary.map, 1e3, 0.7).runner, "coroutines");
}

TEST(map, passes_over_places_that_are_none) {
  Results results = mapped();
  results.map_points.push_back({"map_point", results.map_points[0].workload, 0, 0.5});
  results.map_points.push_back({"map_point", results.map_points[0].workload, 10, 1});
  results.map_points.push_back({"map_point", results.map_points[0].workload, 10, -3});
  results.map_points.push_back({"map_point", "unknown", 10, 0.5});
  EXPECT_EQ(summarize(results).map->lengths.front(), 1000);
  results.map_points.clear();
  EXPECT_FALSE(summarize(results).map);
}

TEST(cores, that_differ_in_speed_are_of_different_kinds) {
  const auto cores =
      cores_of(results_of("cores", {on_cpus("sequential", {0}, 1000), on_cpus("sequential", {1}, 1010),
                                    on_cpus("sequential", {2}, 1600), on_cpus("sequential", {3}, 1620),
                                    on_cpus("threads", {0, 1, 2, 3}, 400)}));
  ASSERT_TRUE(cores && cores->maps.size() == 1);
  const CoreMap& map = cores->maps[0];
  ASSERT_THAT(map.kinds, SizeIs(2));
  EXPECT_EQ(map.kinds[0].cpus, "0-1");
  EXPECT_EQ(map.kinds[1].cpus, "2-3");
  EXPECT_EQ(map.cpus[2].speed, 1000.0 / 1600);
  // 1/400 of what 1/1000 + 1/1010 + 1/1600 + 1/1620 promise
  ASSERT_TRUE(map.together);
  EXPECT_THAT(*map.together,
              DoubleNear(1 / 400.0 / (1 / 1000.0 + 1 / 1010.0 + 1 / 1600.0 + 1 / 1620.0), 1e-12));
  EXPECT_THAT(map.words, HasSubstr("2 kinds of CPU by speed"));
}

TEST(cores, siblings_are_those_of_one_core) {
  Results results = results_of("cores", {on_cpus("sequential", {0}, 1000), on_cpus("sequential", {1}, 1000),
                                         on_cpus("sequential", {2}, 1000), on_cpus("threads", {0, 1}, 800),
                                         on_cpus("threads", {1, 2}, 500)});
  results.run.machine.topology = {{0, 0}, {1, 0}, {2, 1}};
  const auto cores = cores_of(results);
  ASSERT_TRUE(cores);
  ASSERT_THAT(cores->maps[0].siblings, SizeIs(1));
  EXPECT_EQ(cores->maps[0].siblings[0].cpus, "0-1");
  EXPECT_THAT(cores->maps[0].siblings[0].gain, DoubleNear(0.25, 1e-12));
}

TEST(cores, noise_makes_no_kinds) {
  EXPECT_THAT(kinds_by_speed({1, 0.96, 0.93}, {0.01, 0.01, 0.01}), ElementsAre(0, 0, 0));
  EXPECT_THAT(kinds_by_speed({1, 0.9}, {0.01, 0.01}), ElementsAre(0, 1));
  EXPECT_THAT(kinds_by_speed({0.9, 1}, {0.01, 0.01}), ElementsAre(1, 0));
  EXPECT_THAT(kinds_by_speed({1, 0.9}, {0.01, 0.2}), ElementsAre(0, 0));
  EXPECT_THAT(kinds_by_speed({}, {}), IsEmpty());
}

TEST(cores, say_when_not_every_pair_was_measured) {
  Results results = results_of("cores", {});
  results.run.machine.cpus_allowed = 3;
  results.core_to_core = {{"core_to_core", 0, 1, 50, 49, 51, 15, ""},
                          {"core_to_core", 0, 2, 90, 89, 91, 15, ""}};
  ASSERT_TRUE(cores_of(results));
  EXPECT_TRUE(cores_of(results)->sampled);
  EXPECT_THAT(cores_of(results)->latency_words, HasSubstr("from 50 ns (0 and 1) to 90 ns (0 and 2)"));
  results.core_to_core.push_back({"core_to_core", 1, 2, 70, 69, 71, 15, ""});
  EXPECT_FALSE(cores_of(results)->sampled);
}

TEST(memory, is_bytes_a_task_and_why_there_are_no_more) {
  Results results =
      results_of("memory", {weighing("threads", 10, 400'000), weighing("threads", 1000, 9'000'000),
                            weighing("coroutines", 1000, 1'100'000)});
  results.samples.push_back(weighing("threads", 100'000, 0));
  results.samples.back().status = "skipped";
  results.samples.back().reason = "too many";
  const auto memory = memory_of(results);
  ASSERT_TRUE(memory && memory->results.size() == 2);
  EXPECT_EQ(memory->results[0].runner, "coroutines");
  EXPECT_EQ(memory->results[0].points.back().bytes_per_task, 1100);
  ASSERT_THAT(memory->results[1].points, SizeIs(2));
  EXPECT_EQ(memory->results[1].points[1].bytes_per_task, 9000);
  EXPECT_EQ(memory->results[1].stopped, "before 100,000 tasks: too many");
}

TEST(studies, are_no_comparison_of_runners) {
  const Summary summary = summarize(cut());
  EXPECT_THAT(summary.workloads, IsEmpty());
  EXPECT_TRUE(summary.granularity);
  EXPECT_THAT(terminal_summary(summarize(cut()), 100, false), HasSubstr("METG(50 %)"));
}

TEST(studies, of_one_machine_stand_on_the_page_of_its_run) {
  Results run = results_of("run", {sample("primes", "sequential", 1, 10, 5000)});
  run.run.cases = {run.samples[0].case_};
  run.studies = {cut(), results_of("memory", {weighing("coroutines", 1000, 1'100'000)})};
  const Summary summary = summarize(run);
  EXPECT_THAT(summary.workloads, SizeIs(1));
  EXPECT_TRUE(summary.granularity && summary.memory);
  EXPECT_FALSE(summary.cores);
  std::vector<std::string> runners;
  for (const Subject& one : summary.runners) runners.push_back(one.name);
  EXPECT_THAT(runners, ElementsAre("sequential", "threads", "thread_pool", "coroutines"));
  EXPECT_TRUE(summary.complete);
}

TEST(studies, that_were_cut_off_or_disturbed_say_so_on_that_page) {
  Results run = results_of("run", {sample("primes", "sequential", 1, 10, 5000)});
  run.studies = {cut()};
  run.studies[0].end = End{"end", false, "interrupted by signal 2", 4, 0, ""};
  run.studies[0].samples[1].taints = {"busy: 40 %"};
  const Summary summary = summarize(run);
  EXPECT_FALSE(summary.complete);
  EXPECT_THAT(summary.incomplete, HasSubstr("granularity: "));
  EXPECT_EQ(summary.tainted, 1);
}

TEST(granularity, of_a_plain_run_is_no_study) {
  Results results = cut();
  results.run.command = "run";
  EXPECT_FALSE(granularity_of(results));
}

TEST(granularity, a_model_that_pays_down_to_the_smallest_tasks_is_the_first_to_pay) {
  Results results = cut();
  results.break_evens[1].ns = 15;
  results.break_evens[1].reason = "nothing smaller was tried";
  const auto granularity = granularity_of(results);
  ASSERT_TRUE(granularity);
  EXPECT_EQ(granularity->results[0].runner, "threads");
  EXPECT_THAT(granularity->rule, HasSubstr("of ≤ 15.0 ns of work: threads pays at 2 down to there"));
  EXPECT_THAT(terminal_summary(summarize(results), 120, false), HasSubstr("≤ 15.0 ns"));
}

TEST(cores, pairs_that_failed_are_named_and_have_no_time) {
  Results results = results_of("cores", {});
  results.core_to_core = {{"core_to_core", 0, 1, 50, 49, 51, 15, ""},
                          {"core_to_core", 0, 2, 0, 0, 0, 0, "CPU 2 is gone"}};
  const auto cores = cores_of(results);
  ASSERT_TRUE(cores);
  EXPECT_THAT(cores->latencies, SizeIs(1));
  EXPECT_THAT(cores->failed, ElementsAre("CPUs 0 and 2: CPU 2 is gone"));
  EXPECT_THAT(terminal_summary(summarize(results), 100, false), HasSubstr("CPU 2 is gone"));
}

TEST(cores, whole_tasks_that_do_not_divide_are_no_loss_of_the_cores) {
  // 10 tasks on 4 CPUs take three rounds: 10 / 12 of four times one CPU's speed is all there can be.
  std::vector<Sample> samples;
  for (std::int64_t cpu = 0; cpu < 4; ++cpu) samples.push_back(on_cpus("sequential", {cpu}, 1000));
  samples.push_back(on_cpus("threads", {0, 1, 2, 3}, 300));
  for (Sample& one : samples) one.tasks = 10;
  const auto cores = cores_of(results_of("cores", samples));
  ASSERT_TRUE(cores && cores->maps[0].together);
  EXPECT_THAT(*cores->maps[0].together, DoubleNear(1, 1e-12));
}

}  // namespace
}  // namespace concbench::reports
