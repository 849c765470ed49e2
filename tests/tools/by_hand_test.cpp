#include "tools/bars/by_hand.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <stdexcept>

#include "runners/runner.h"
#include "workloads/workload.h"

namespace concbench::bench {
namespace {

TEST(ByHand, a_runner_without_a_loop_is_refused) {
  EXPECT_THAT([] { by_hand("unheard_of"); },
              testing::ThrowsMessage<std::invalid_argument>("no loop by hand"));
}

// Each in a process of its own, since TBB and fork do not go together.
TEST(ByHand, every_runner_that_is_built_has_a_loop_that_does_all_tasks) {
  const WorkloadEntry& primes = *find(workload_table(), "primes");
  Params params = defaults(primes.parameters);
  params["limit"] = "10000";
  params["tasks"] = "10";
  const auto workload = primes.make(params);
  const std::uint64_t expected = workload->expected().sum;
  for (const RunnerEntry& runner : runner_table()) {
    if (!runner.absent.empty()) continue;
    EXPECT_EXIT(
        {
          const std::uint64_t sum = by_hand(runner.name).make(*workload, 2, 0)();
          _exit(sum == expected ? 0 : 1);
        },
        testing::ExitedWithCode(0), "")
        << runner.name;
  }
}

}  // namespace
}  // namespace concbench::bench
