// How long sleeping must take at each concurrency, and that no task of it ends early.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/time.h>

#include <chrono>

#include "tests/support/workload_support.h"

namespace concbench {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using testing::make;

TEST(Sleep, one_at_a_time_needs_all_the_sleeping) {
  EXPECT_EQ(make("sleep", {{"tasks", "3"}, {"unit", "1ms"}})->lower_bound(1), 6ms);
  EXPECT_EQ(make("sleep", {{"tasks", "4"}, {"unit", "1ms"}})->lower_bound(1), 8ms);
  EXPECT_EQ(make("sleep", {{"tasks", "5"}, {"unit", "1ms"}})->lower_bound(1), 11ms);
}

TEST(Sleep, no_concurrency_ends_before_the_longest_sleep) {
  EXPECT_EQ(make("sleep", {{"tasks", "128"}, {"unit", "1ms"}})->lower_bound(128), 3ms);
  EXPECT_EQ(make("sleep", {{"tasks", "128"}, {"unit", "1ms"}})->lower_bound(1'000'000), 3ms);
  EXPECT_EQ(make("sleep", {{"tasks", "1"}, {"unit", "1ms"}})->lower_bound(64), 2ms);
}

TEST(Sleep, in_between_the_sleeping_is_shared_out_and_rounded_up) {
  EXPECT_EQ(make("sleep", {{"tasks", "6"}, {"unit", "1ms"}})->lower_bound(2), 6ms);
  EXPECT_EQ(make("sleep", {{"tasks", "5"}, {"unit", "1us"}})->lower_bound(3), 3667ns);
}

TEST(Sleep, the_largest_case_does_not_overflow) {
  const auto workload = make("sleep", {{"tasks", "10000000"}, {"unit", "1m"}});
  EXPECT_EQ(workload->lower_bound(1), 20'000'000min + 0min);
}

// A lower bound is no relation between two timings: a sleep that ends early is wrong on any machine.
TEST(Sleep, no_task_ends_early_in_either_form) {
  const auto workload = make("sleep", {{"tasks", "3"}, {"unit", "2ms"}});
  Worker worker;
  const std::chrono::milliseconds lengths[] = {4ms, 6ms, 2ms};
  for (std::size_t task = 0; task < 3; ++task) {
    const Clock::time_point start = Clock::now();
    workload->run(task, worker);
    EXPECT_GE(Clock::now() - start, lengths[task]);
  }
  const Clock::time_point start = Clock::now();
  testing::co_run_all(*workload, 1);
  EXPECT_GE(Clock::now() - start, workload->lower_bound(1));
}

TEST(Sleep, a_signal_does_not_end_a_sleep) {
  struct sigaction action {};
  action.sa_handler = [](int) {};  // without SA_RESTART
  sigaction(SIGALRM, &action, nullptr);
  const itimerval every_millisecond{{0, 1000}, {0, 1000}};
  setitimer(ITIMER_REAL, &every_millisecond, nullptr);

  const auto workload = make("sleep", {{"tasks", "1"}, {"unit", "10ms"}});
  Worker worker;
  const Clock::time_point start = Clock::now();
  workload->run(0, worker);
  EXPECT_GE(Clock::now() - start, 20ms);

  const itimerval never{};
  setitimer(ITIMER_REAL, &never, nullptr);
}

}  // namespace
}  // namespace concbench
