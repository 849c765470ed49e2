// What holds for every workload.
#include "workloads/workload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/support/workload_support.h"
#include "workloads/splitmix.h"

namespace concbench {
namespace {

using testing::make;

struct Case {
  const char* name;
  Params params;
};

// Small, and with a last task of another size where there can be one.
const Case cases[] = {
    {"empty", {{"tasks", "1001"}}},
    {"primes", {{"limit", "10007"}, {"tasks", "13"}}},
    {"brightness", {{"tasks", "7"}, {"size", "10001B"}}},
    {"sleep", {{"tasks", "8"}, {"unit", "10us"}}},
    {"file_read", {{"tasks", "9"}, {"size", "5001B"}}},
    {"spin", {{"tasks", "7"}, {"steps", "10007"}}},
    {"copy", {{"tasks", "5"}, {"size", "5001B"}}},
};

class EveryWorkload : public ::testing::TestWithParam<Case> {
 protected:
  testing::TemporaryCache cache_;
  std::unique_ptr<Workload> workload_ = make(GetParam().name, GetParam().params);
  Worker worker_;
};

INSTANTIATE_TEST_SUITE_P(Small, EveryWorkload, ::testing::ValuesIn(cases),
                         [](const auto& test) { return test.param.name; });

TEST(Table, holds_workloads_that_are_told_apart_by_name) {
  std::set<std::string_view> names;
  for (const WorkloadEntry& entry : workload_table()) {
    EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
    EXPECT_EQ(find(workload_table(), entry.name), &entry);
  }
}

TEST(Table, every_default_is_canonical_and_within_its_limits) {
  for (const WorkloadEntry& entry : workload_table()) {
    for (const Parameter& parameter : entry.parameters) {
      EXPECT_EQ(canonical(parameter, parameter.default_value), parameter.default_value)
          << entry.name << '.' << parameter.name;
    }
  }
}

TEST(Table, an_unknown_workload_is_refused_by_name) {
  EXPECT_THAT(
      [] {
        make_workload(workload_table(), {"primse", {}});
      },
      ::testing::ThrowsMessage<std::invalid_argument>(::testing::HasSubstr("'primse'")));
}

TEST(SplitMix64, gives_the_published_outputs_in_both_forms) {
  // The first outputs for seed 0 of the reference implementation (S. Vigna, splitmix64.c).
  const std::uint64_t published[] = {0xe220a8397b1dcdaf, 0x6e789e6aa1b965f4, 0x06c45d188009454f};
  SplitMix64 next{0};
  for (std::uint64_t i = 0; i < 3; ++i) {
    EXPECT_EQ(splitmix64(i), published[i]);
    EXPECT_EQ(next(), published[i]);
  }
}

TEST_P(EveryWorkload, a_run_gives_the_expected_tally) {
  workload_->prepare();
  EXPECT_EQ(testing::run_all(*workload_), workload_->expected());
  EXPECT_NO_THROW(workload_->check_outputs());
}

TEST_P(EveryWorkload, the_suspending_form_gives_the_same_results) {
  workload_->prepare();
  EXPECT_EQ(testing::co_run_all(*workload_, 1), workload_->expected());
  EXPECT_EQ(testing::co_run_all(*workload_, 100), workload_->expected());
  EXPECT_NO_THROW(workload_->check_outputs());
}

TEST_P(EveryWorkload, can_be_run_again) {
  for (int run = 0; run < 3; ++run) {
    workload_->prepare();
    EXPECT_EQ(testing::run_all(*workload_), workload_->expected());
    workload_->check_outputs();
  }
}

TEST_P(EveryWorkload, a_skipped_or_repeated_task_changes_the_tally) {
  const Tally expected = workload_->expected();
  for (std::size_t task = 0; task < workload_->size(); ++task) {
    const std::uint64_t result = workload_->run(task, worker_);
    EXPECT_NE((Tally{expected.sum - result, expected.tasks - 1}), expected);
    EXPECT_NE((Tally{expected.sum + result, expected.tasks + 1}), expected);
  }
}

TEST_P(EveryWorkload, a_task_done_in_place_of_another_changes_the_sum) {
  for (std::size_t task = 1; task < workload_->size(); ++task) {
    EXPECT_NE(workload_->run(task, worker_), workload_->run(task - 1, worker_)) << task;
  }
}

TEST_P(EveryWorkload, the_same_spec_makes_the_same_tasks) {
  const auto again = make(GetParam().name, GetParam().params);
  ASSERT_EQ(again->size(), workload_->size());
  for (std::size_t task = 0; task < again->size(); ++task)
    EXPECT_EQ(again->run(task, worker_), workload_->run(task, worker_));
}

TEST_P(EveryWorkload, the_number_of_tasks_is_known_without_making_it) {
  const WorkloadEntry* entry = find(workload_table(), GetParam().name);
  EXPECT_EQ(entry->tasks(testing::params_of(GetParam().name, GetParam().params)), workload_->size());
}

TEST_P(EveryWorkload, tasks_run_in_many_threads_at_once) {
  constexpr std::size_t lanes = 4;
  workload_->prepare();
  Tally tallies[lanes];
  {
    std::vector<std::jthread> threads;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      threads.emplace_back([this, lane, &tally = tallies[lane]] {
        Worker worker;
        for (std::size_t task = lane; task < workload_->size(); task += lanes)
          tally.add(workload_->run(task, worker));
      });
    }
  }
  Tally all;
  for (const Tally& tally : tallies) all += tally;
  EXPECT_EQ(all, workload_->expected());
  EXPECT_NO_THROW(workload_->check_outputs());
}

TEST_P(EveryWorkload, tasks_run_in_a_forked_process) {
  workload_->prepare();
  EXPECT_TRUE(testing::holds_in_forked_process(
      [this] { return testing::run_all(*workload_) == workload_->expected(); }));
  EXPECT_NO_THROW(workload_->check_outputs()) << "outputs did not come back from the forked process";
}

TEST_P(EveryWorkload, one_task_alone_is_a_workload) {
  const auto alone = make(GetParam().name, {{"tasks", "1"}});
  EXPECT_EQ(testing::run_all(*alone), alone->expected());
}

}  // namespace
}  // namespace concbench
