// The generator's steps, and how they are shared out among tasks.
#include <gtest/gtest.h>

#include "tests/support/workload_support.h"
#include "workloads/splitmix.h"

namespace concbench {
namespace {

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

}  // namespace
}  // namespace concbench
