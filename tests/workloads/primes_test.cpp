// The sieve against published counts and trial division.
#include <gtest/gtest.h>

#include "tests/support/workload_support.h"

namespace concbench {
namespace {

using testing::make;

// The lower half of the sum is the number of primes.
std::uint64_t primes(const Tally& tally) {
  return tally.sum & 0xffff'ffff;
}

TEST(Primes, there_are_78498_below_a_million) {
  const auto workload = make("primes", {});
  EXPECT_EQ(primes(workload->expected()), 78'498U);
  EXPECT_EQ(testing::run_all(*workload), workload->expected());
}

TEST(Primes, the_sieve_counts_what_trial_division_counts_for_every_small_limit) {
  for (int limit = 1; limit <= 400; ++limit) {
    const auto workload = make("primes", {{"limit", std::to_string(limit)}, {"tasks", "3"}});
    EXPECT_EQ(testing::run_all(*workload), workload->expected()) << limit;
  }
}

// Published values of the prime-counting function; 2^16 is where one segment of the sieve ends.
TEST(Primes, the_sieve_agrees_with_published_counts) {
  const auto below = [](const char* limit) {
    return primes(make("primes", {{"limit", limit}, {"tasks", "1"}})->expected());
  };
  EXPECT_EQ(below("3"), 1U);
  EXPECT_EQ(below("10"), 4U);
  EXPECT_EQ(below("65536"), 6'542U);
  EXPECT_EQ(below("65538"), 6'543U);  // 65537 is prime
  EXPECT_EQ(below("131072"), 12'251U);
  EXPECT_EQ(below("10000000"), 664'579U);
  EXPECT_EQ(below("100000000"), 5'761'455U);
}

TEST(Primes, more_tasks_than_numbers_leave_some_ranges_empty) {
  const auto workload = make("primes", {{"limit", "10"}, {"tasks", "64"}});
  EXPECT_EQ(primes(testing::run_all(*workload)), 4U);
  EXPECT_EQ(testing::run_all(*workload), workload->expected());
}

TEST(Primes, the_largest_numbers_are_tested_without_overflow) {
  // All of them would take an hour; the last prime is 3999999979.
  const auto workload = make("primes", {{"limit", "4000000000"}, {"tasks", "400000000"}});
  EXPECT_EQ(testing::run_one(*workload, 399'999'999) & 0xffff'ffff, 0U);
  EXPECT_EQ(testing::run_one(*workload, 399'999'998) & 0xffff'ffff, 0U);
  EXPECT_EQ(testing::run_one(*workload, 399'999'997) & 0xffff'ffff, 1U);
}

TEST(Primes, extra_work_leaves_the_answer_alone) {
  const auto plain = make("primes", {{"limit", "5000"}, {"tasks", "7"}});
  for (const char* extra : {"1", "10", "100"}) {
    const auto more = make("primes", {{"limit", "5000"}, {"tasks", "7"}, {"extra", extra}});
    for (std::size_t task = 0; task < 7; ++task)
      EXPECT_EQ(testing::run_one(*more, task), testing::run_one(*plain, task));
  }
}

}  // namespace
}  // namespace concbench
