// The generator's steps, how they are shared out among tasks, and that a task waits after them.
#include <gtest/gtest.h>

#include <chrono>

#include "tests/support/workload_support.h"
#include "workloads/splitmix.h"

namespace concbench {
namespace {

using namespace std::chrono_literals;
using testing::make;

TEST(Spin, does_the_steps_of_the_published_generator) {
  const auto workload = make("spin", {{"tasks", "1"}, {"steps", "3"}});
  std::uint64_t x = splitmix64(0);
  for (int step = 0; step < 3; ++step) x = 6364136223846793005 * x + 1442695040888963407;
  EXPECT_EQ(testing::run_one(*workload, 0), x);
}

TEST(Spin, the_stride_arrives_where_the_steps_do_for_every_number_of_them) {
  for (int steps = 1; steps <= 200; ++steps) {
    const auto workload = make("spin", {{"tasks", "7"}, {"steps", std::to_string(steps)}});
    EXPECT_EQ(testing::run_all(*workload), workload->expected()) << steps;
  }
}

TEST(Spin, more_tasks_than_steps_leave_some_without_any) {
  const auto workload = make("spin", {{"tasks", "9"}, {"steps", "4"}});
  EXPECT_NE(testing::run_one(*workload, 3), splitmix64(3));
  EXPECT_EQ(testing::run_one(*workload, 4), splitmix64(4));
  EXPECT_EQ(testing::run_all(*workload), workload->expected());
}

// A lower bound is no relation between two timings: a wait that ends early is wrong on any machine.
TEST(Spin, a_task_that_waits_does_the_same_work_and_ends_no_sooner_in_either_form) {
  const auto plain = make("spin", {{"tasks", "3"}, {"steps", "1000"}});
  const auto waits = make("spin", {{"tasks", "3"}, {"steps", "1000"}, {"wait", "2ms"}});
  EXPECT_FALSE(plain->blocks());
  EXPECT_TRUE(waits->blocks());
  for (const bool suspends : {false, true}) {
    const auto start = Clock::now();
    EXPECT_EQ(suspends ? testing::co_run_all(*waits, 1) : testing::run_all(*waits), plain->expected());
    EXPECT_GE(Clock::now() - start, 6ms);
  }
}

TEST(Spin, no_concurrency_ends_before_the_waits_that_follow_each_other) {
  const auto waits = make("spin", {{"tasks", "7"}, {"wait", "1ms"}});
  EXPECT_EQ(waits->lower_bound(1), 7ms);
  EXPECT_EQ(waits->lower_bound(2), 4ms);
  EXPECT_EQ(waits->lower_bound(100), 1ms);
  EXPECT_EQ(make("spin", {})->lower_bound(1), 0ms);
  EXPECT_EQ(make("spin", {{"tasks", "100000000"}, {"wait", "1m"}})->lower_bound(1), 100'000'000min);
}

}  // namespace
}  // namespace concbench
