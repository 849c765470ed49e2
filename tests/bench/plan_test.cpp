#include "bench/plan/plan.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "bench/cli/error.h"
#include "bench/cli/options.h"
#include "bench/commands/selftest.h"
#include "bench/plan/selected.h"
#include "runners/runner.h"
#include "statistics/verdict.h"
#include "workloads/workload.h"

namespace concbench::bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

const Catalogue real_catalogue{workload_table(), runner_table()};

constexpr Parameter made_up_parameters[] = {
    {.name = "stack", .type = Parameter::Type::size, .default_value = "64KiB", .meaning = "", .min = 1}};

std::string no_limit(const WorkloadEntry&, const RunnerEntry&, const JobSize&) {
  return {};
}

Profile profile(std::string_view name) {
  return *std::ranges::find(profile_table(), name, &Profile::name);
}

std::vector<Case> plan(const Selection& selection, std::string_view profile_name, std::size_t cpus,
                       const LimitCheck& limit = no_limit) {
  return plan_cases(real_catalogue, selection, profile(profile_name), cpus, limit);
}

std::vector<std::size_t> concurrencies(const std::vector<Case>& cases) {
  std::vector<std::size_t> values;
  for (const Case& c : cases) values.push_back(c.concurrency);
  return values;
}

TEST(Plan, quick_measures_every_usual_runner_on_every_usual_workload) {
  const auto usual = [](const auto& table) {
    return std::ranges::count_if(table, [](const auto& row) { return row.usual; });
  };
  std::set<std::pair<const WorkloadEntry*, const RunnerEntry*>> planned;
  for (const Case& c : plan({}, "quick", 2)) planned.emplace(c.workload, c.runner);
  EXPECT_EQ(std::ssize(planned), usual(workload_table()) * usual(runner_table()));
  EXPECT_EQ(plan({.workloads = {"spin"}, .runners = {"tbb"}}, "quick", 2).size(),
            1U);  // where it is asked for
}

TEST(Plan, thorough_measures_at_every_boundary_of_the_topology) {
  const Capacity capacity(24, {10, 16, 24});
  EXPECT_THAT(concurrencies(plan_cases(real_catalogue, {.workloads = {"primes"}, .runners = {"tbb"}},
                                       profile("thorough"), capacity, no_limit)),
              ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24, 48));
}

TEST(Plan, quick_uses_all_cpus_for_cpu_bound_work_and_64_for_waiting) {
  EXPECT_THAT(concurrencies(plan({.workloads = {"primes", "sleep"}, .runners = {"threads"}}, "quick", 6)),
              ElementsAre(6, 64));
}

TEST(Plan, standard_sweeps_up_to_the_cpus_and_once_twice_as_many) {
  const auto sweep = [](std::size_t cpus) {
    return concurrencies(plan({.workloads = {"primes"}, .runners = {"tbb"}}, "standard", cpus));
  };
  EXPECT_THAT(sweep(1), ElementsAre(1, 2));
  EXPECT_THAT(sweep(2), ElementsAre(1, 2, 4));
  EXPECT_THAT(sweep(20), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 20, 40));
  EXPECT_THAT(sweep(64), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 32, 48, 64, 128));
}

TEST(Plan, standard_sweeps_waits_up_to_all_tasks) {
  EXPECT_THAT(concurrencies(plan({.workloads = {"sleep"}, .runners = {"coroutines"}}, "standard", 2)),
              ElementsAre(1, 4, 16, 64, 128));
}

TEST(Plan, no_profile_plans_more_concurrency_than_tasks) {
  const Selection few{
      .workloads = {"sleep"}, .runners = {"threads"}, .params = {{"sleep", {{"tasks", "5"}}}}};
  EXPECT_THAT(concurrencies(plan(few, "quick", 2)), ElementsAre(5));
  EXPECT_THAT(concurrencies(plan(few, "standard", 2)), ElementsAre(1, 4, 5));
}

TEST(Plan, a_concurrency_asked_for_may_exceed_the_tasks_and_never_applies_to_sequential) {
  const Selection asked{.workloads = {"primes"},
                        .runners = {"sequential", "threads"},
                        .concurrency = {1, 7},
                        .params = {{"primes", {{"tasks", "3"}}}}};
  EXPECT_THAT(concurrencies(plan(asked, "quick", 2)), ElementsAre(1, 1, 7));
}

TEST(Plan, a_chunk_applies_only_where_the_runner_claims_chunks) {
  const auto cases =
      plan({.workloads = {"empty"}, .runners = {"sequential", "thread_per_task", "threads"}, .chunk = 3},
           "quick", 2);
  EXPECT_EQ(cases[0].chunk, 0U);
  EXPECT_EQ(cases[1].chunk, 0U);
  EXPECT_EQ(cases[2].chunk, 3U);
}

TEST(Plan, a_concurrency_beyond_what_a_runner_supports_is_a_usage_error_that_names_it) {
  try {
    plan({.runners = {"threads"}, .concurrency = {5000}}, "quick", 2);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Exit::usage);
    EXPECT_THAT(error.what(), HasSubstr("runner 'threads' goes up to 1024"));
  }
}

TEST(Plan, a_limit_of_the_system_refuses_what_was_asked_for_and_skips_what_the_profile_planned) {
  const auto at_most_10 = [](const WorkloadEntry&, const RunnerEntry&, const JobSize& job) {
    return std::string(job.concurrency > 10 ? "the limit is 10" : "");
  };
  const auto cases = plan({.workloads = {"sleep"}, .runners = {"threads"}}, "standard", 2, at_most_10);
  ASSERT_THAT(concurrencies(cases), ElementsAre(1, 4, 16, 64, 128));
  EXPECT_EQ(cases[1].skip_reason, "");
  EXPECT_EQ(cases[2].skip_reason, "the limit is 10");
  try {
    plan({.workloads = {"sleep"}, .runners = {"threads"}, .concurrency = {11}}, "quick", 2, at_most_10);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Exit::environment);
    EXPECT_THAT(error.what(), HasSubstr("the limit is 10"));
  }
}

// As many runners as a later table may hold: the first of today's under other names.
struct ManyRunners {
  explicit ManyRunners(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) names.push_back(fmt::format("runner_{}", i));
    for (const std::string& name : names) {
      runners.push_back(runner_table().front());
      runners.back().name = name;
    }
    catalogue = {workload_table(), runners};
  }

  std::vector<std::string> names;
  std::vector<RunnerEntry> runners;
  Catalogue catalogue;
};

Plan plan_of(const Catalogue& catalogue, const std::vector<std::string>& arguments) {
  return make_plan(parse_options(arguments, catalogue), catalogue);
}

// What the first look says of runners that differ clearly in every one of so many blocks.
std::vector<Verdict> verdicts(const Plan& plan, std::size_t blocks) {
  const std::size_t runners = plan.runners.size();
  std::vector<BlockTimes> times(runners);
  for (std::size_t runner = 0; runner < runners; ++runner)
    for (std::size_t block = 0; block < blocks; ++block)
      times[runner].emplace_back(std::pow(2.0, runner) *
                                 (1 + 0.001 * static_cast<double>((7 * block + 3 * runner) % 11)));
  const Rivals rivals(times, {.looks = {{all_blocks, plan.looks.front().alpha}},
                              .family = plan.workloads.size() * pairs_among(runners)});
  std::vector<Verdict> found;
  for (std::size_t runner = 1; runner < runners; ++runner) found.push_back(rivals.compare(runner, 0).verdict);
  return found;
}

TEST(Plan, every_profile_can_judge_at_its_first_look_with_a_block_to_spare_however_many_runners) {
  for (const std::size_t count : {2U, 3U, 4U, 10U, 11U, 20U, 40U}) {
    const ManyRunners many(count);
    for (const Profile& one : profile_table()) {
      const Plan plan = plan_of(many.catalogue, {"run", "--profile", std::string(one.name)});
      EXPECT_GE(plan.blocks, one.blocks);
      EXPECT_EQ(plan.looks.front().blocks, static_cast<std::int64_t>(plan.blocks));
      EXPECT_GE(plan.looks.back().blocks, 2 * plan.looks.front().blocks);
      EXPECT_THAT(verdicts(plan, plan.blocks - 1), testing::Each(Verdict::slower))
          << one.name << " with " << count;
    }
  }
}

TEST(Plan, the_looks_share_the_probability_of_a_false_claim) {
  double all = 0;
  for (const PlannedLook& look : plan_of(real_catalogue, {"run"}).looks) all += look.alpha;
  EXPECT_DOUBLE_EQ(all, Look().alpha);
}

TEST(Plan, no_more_blocks_than_the_profiles_where_these_are_enough) {
  EXPECT_EQ(plan_of(real_catalogue, {"run"}).blocks, profile("quick").blocks);
  EXPECT_EQ(plan_of(ManyRunners(10).catalogue, {"run"}).blocks, profile("quick").blocks);
}

TEST(Plan, two_blocks_too_few_could_judge_none) {
  const ManyRunners many(40);
  const Plan plan = plan_of(many.catalogue, {"run"});
  EXPECT_GT(plan.blocks, profile("quick").blocks);
  EXPECT_THAT(verdicts(plan, plan.blocks - 2), testing::Each(Verdict::too_few_blocks));
}

TEST(Plan, blocks_that_the_user_gives_are_taken_as_they_are) {
  const ManyRunners many(20);
  EXPECT_EQ(plan_of(many.catalogue, {"run", "--blocks", "3"}).blocks, 3U);
}

TEST(Plan, a_selftest_judges_as_a_run_of_all_runners_does) {
  for (const std::size_t count : {11U, 20U}) {
    const ManyRunners many(count);
    const Plan run = plan_of(many.catalogue, {"run"}), plan = plan_of(many.catalogue, {"selftest", "aa"});
    const Rule rule = rule_of(plan);
    EXPECT_EQ(plan.blocks, run.blocks);
    EXPECT_EQ(rule.looks.size(), run.looks.size());
    EXPECT_EQ(static_cast<std::int64_t>(rule.looks.back().blocks), run.looks.back().blocks);
    std::set<std::string> workloads;
    for (const Case& c : run.cases) workloads.insert(workload_name(c));
    EXPECT_EQ(rule.family, workloads.size() * pairs_among(count));
  }
}

TEST(Plan, a_case_is_named_by_what_is_not_default) {
  Case c = make_case(real_catalogue, "primes", "tbb", 2);
  EXPECT_EQ(name(c), "primes/tbb/concurrency:2");
  c.params["limit"] = "5000000";
  c.chunk = 1;
  EXPECT_EQ(name(c), "primes[limit=5000000]/tbb/concurrency:2/chunk:1");
}

// A runner made up for one trait.
RunnerEntry made_up_runner(std::string_view name) {
  RunnerEntry runner = absent_runner(name, {});
  runner.usual = true;
  runner.own_chunk = "guided";
  runner.parameters = made_up_parameters;
  return runner;
}

TEST(Plan, a_runners_own_parameters_are_in_its_case_and_name) {
  const std::vector<RunnerEntry> runners{made_up_runner("model")};
  const Catalogue catalogue{workload_table(), runners};
  Selection selection{.workloads = {"primes"}};
  std::vector<Case> cases = plan_cases(catalogue, selection, profile("quick"), 2, no_limit);
  ASSERT_THAT(cases, SizeIs(1));
  EXPECT_EQ(name(cases[0]), "primes/model/concurrency:2");
  EXPECT_EQ(cases[0].runner_params.at("stack"), "64KiB");
  selection.params["model"]["stack"] = "1MiB";
  cases = plan_cases(catalogue, selection, profile("quick"), 2, no_limit);
  EXPECT_EQ(name(cases[0]), "primes/model[stack=1MiB]/concurrency:2");
  EXPECT_EQ(unmeasured(cases[0]).runner_params.at("stack"), "1MiB");
}

TEST(Plan, what_a_task_costs_is_compared_at_a_chunk_of_one_with_the_models_own_way_beside_it) {
  const std::vector<RunnerEntry> runners{made_up_runner("model")};
  const Catalogue catalogue{workload_table(), runners};
  std::vector<std::string> names;
  for (const Case& c : plan_cases(catalogue, {.workloads = {"empty"}}, profile("quick"), 2, no_limit))
    names.push_back(name(c));
  EXPECT_THAT(names,
              ElementsAre("empty/model/concurrency:2/chunk:1", "empty/model/concurrency:2/chunk:guided"));
}

TEST(Plan, a_runner_that_was_not_built_is_skipped_and_says_so) {
  const std::vector<RunnerEntry> runners{absent_runner("model", "built without its library")};
  const auto cases = plan_cases({workload_table(), runners}, {.workloads = {"primes"}, .runners = {"model"}},
                                profile("quick"), 2, no_limit);
  ASSERT_THAT(cases, SizeIs(1));
  EXPECT_EQ(cases[0].skip_reason, "built without its library");
}

TEST(Plan, a_runner_that_does_not_give_what_the_work_needs_is_skipped_and_names_what) {
  RunnerEntry apart = made_up_runner("apart");
  apart.gives = {Need::one_host, Need::cpp};
  const std::vector<RunnerEntry> runners{apart};
  const auto cases = plan_cases({workload_table(), runners}, {.workloads = {"primes", "brightness"}},
                                profile("quick"), 2, no_limit);
  ASSERT_THAT(cases, SizeIs(2));
  EXPECT_EQ(cases[0].skip_reason, "");
  EXPECT_EQ(cases[1].skip_reason, "brightness needs what apart does not give: shared memory");
}

TEST(Plan, a_block_has_all_cases_in_an_order_by_seed_and_block_alone) {
  const std::vector<std::string> groups(100, "primes");
  auto order = block_order(groups, 42, 0);
  EXPECT_EQ(order, block_order(groups, 42, 0));
  EXPECT_NE(order, block_order(groups, 42, 1));
  EXPECT_NE(order, block_order(groups, 43, 0));
  EXPECT_NE(order, block_order(groups, 42 | std::uint64_t{1} << 40, 0)) << "all 64 bits of the seed count";
  std::ranges::sort(order);
  for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(order[i], i);
}

TEST(Plan, rivals_stand_next_to_each_other_in_a_block) {
  const std::vector<std::string> groups{"a", "b", "a", "c", "b", "a"};
  std::set<std::string> first;
  for (std::size_t block = 0; block < 20; ++block) {
    std::vector<std::string> met;
    for (const std::size_t index : block_order(groups, 1, block)) met.push_back(groups[index]);
    first.insert(met.front());
    met.erase(std::unique(met.begin(), met.end()), met.end());
    EXPECT_EQ(met.size(), 3U);
  }
  EXPECT_EQ(first.size(), 3U) << "workloads come in random order too";
}

}  // namespace
}  // namespace concbench::bench
