// The rows of the bars: when one is met, and how they end the program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <limits>
#include <ranges>
#include <stdexcept>
#include <string>

#include "runners/runner.h"
#include "tools/bars/bar_rows.h"
#include "tools/bars/by_hand.h"
#include "workloads/workload.h"

namespace concbench::bench {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

struct Shown {
  Bars::Exit worst;
  std::string text;
};

// What a program of these rows prints, and how it ends.
Shown shown(const std::function<void(Bars&)>& rows) {
  testing::internal::CaptureStdout();
  Bars bars;
  rows(bars);
  std::fflush(stdout);
  return {bars.worst(), testing::internal::GetCapturedStdout()};
}

void meets(Bars& bars) {
  bars.row("one", 1, "x", 1);
}
void misses(Bars& bars) {
  bars.row("two", 2, "x", 1.5);
}

TEST(Bars, a_row_is_met_up_to_its_target_and_says_so) {
  const Shown met = shown(meets);
  EXPECT_EQ(met.worst, Bars::met);
  EXPECT_THAT(met.text, MatchesRegex("one +1.000 x +<= 1 +ok\n"));
  const Shown missed = shown(misses);
  EXPECT_EQ(missed.worst, Bars::missed);
  EXPECT_THAT(missed.text, MatchesRegex("two +2.000 x +<= 1.5 +MISSED\n"));
  EXPECT_EQ(
      shown([](Bars& bars) { bars.row("none", std::numeric_limits<double>::quiet_NaN(), "x", 1); }).worst,
      Bars::missed);
}

TEST(Bars, the_program_ends_by_its_worst_row) {
  EXPECT_EQ(shown([](Bars&) {}).worst, 0);
  EXPECT_EQ(shown([](Bars& bars) { misses(bars), meets(bars); }).worst, 1);
  EXPECT_EQ(shown([](Bars& bars) { bars.fail("three", "no number"), misses(bars), meets(bars); }).worst, 2);
}

TEST(Bars, rows_of_a_process_apart_count) {
  const Shown apart = shown([](Bars& bars) {
    bars.apart("a", misses);
    bars.apart("b", meets);
  });
  EXPECT_EQ(apart.worst, Bars::missed);
  EXPECT_THAT(apart.text, MatchesRegex("two .* MISSED\none .* ok\n"));
}

TEST(Bars, a_comparison_that_fails_in_any_way_has_a_row_that_says_so) {
  const auto failing = [](const std::function<void(Bars&)>& compare) {
    return shown([&](Bars& bars) {
      bars.apart("it", compare);
      bars.apart("the next", meets);
    });
  };
  const auto expect = [&](const std::string& reason, const std::function<void(Bars&)>& compare) {
    const Shown what = failing(compare);
    EXPECT_EQ(what.worst, Bars::failed) << reason;
    EXPECT_THAT(what.text, MatchesRegex("it +FAILED: " + reason + "\none .* ok\n"));
  };
  expect("went wrong", [](Bars&) { throw std::runtime_error("went wrong"); });
  expect("no exception of the standard's", [](Bars&) { throw 5; });
  expect("killed by signal 9", [](Bars&) { raise(SIGKILL); });
  for (const int status : {1, 2, 7, 70}) expect("exited with status [0-9]+", [=](Bars&) { _exit(status); });
  expect("exited with status 0", [](Bars&) { _exit(0); });
  expect("nothing was compared", [](Bars&) {});
}

TEST(ByHand, a_runner_without_a_loop_is_said_in_a_row) {
  const Shown what = shown(
      [](Bars& bars) { bars.apart("primes: unheard_of / by hand", [](Bars&) { by_hand("unheard_of"); }); });
  EXPECT_EQ(what.worst, Bars::failed);
  EXPECT_THAT(what.text, HasSubstr("FAILED: no loop by hand\n"));
}

TEST(ByHand, every_runner_of_a_default_run_has_a_loop_that_does_all_tasks) {
  const WorkloadEntry& primes = *find(workload_table(), "primes");
  Params params = defaults(primes.parameters);
  params["limit"] = "10000";
  params["tasks"] = "10";
  const auto workload = primes.make(params);
  const Shown loops = shown([&](Bars& bars) {
    for (const RunnerEntry& runner : runner_table() | std::views::filter(&RunnerEntry::usual))
      bars.apart(runner.name, [&](Bars& own) {
        const std::uint64_t sum = by_hand(runner.name).make(*workload, 2, 0)();
        own.row(runner.name, sum == workload->expected().sum ? 0 : 1, "wrong", 0);
      });
  });
  EXPECT_EQ(loops.worst, Bars::met) << loops.text;
}

}  // namespace
}  // namespace concbench::bench
