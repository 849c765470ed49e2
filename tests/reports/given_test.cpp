// What the machine gave beside the samples, and what was taken again for it.
#include "reports/summary/given.h"

#include <gmock/gmock.h>

#include "reports/exports/report.h"
#include "tests/support/made_up.h"

namespace concbench::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Sample beside(double cpus, const std::string& started, std::int64_t block, std::int64_t ns = 100) {
  Sample sample;
  sample.workload = "primes";
  sample.runner = "tbb";
  sample.case_ = "primes/tbb/concurrency:2";
  sample.started = started;
  sample.block = block;
  sample.steady_ns = {ns};
  sample.cpus_had = cpus;
  if (cpus < 1.5) sample.taints = {"cpus: the machine gave 1.1 of 2 CPUs"};
  return sample;
}

Results results_of(std::vector<Sample> samples) {
  Results results;
  results.run.machine.topology = {{0, 0}, {1, 1}, {2, 2}};
  results.run.machine.topology[2].allowed = false;
  results.samples = std::move(samples);
  return results;
}

Sample again(Sample sample) {
  sample.attempt = 1;
  sample.again = "cpus: the machine gave 1.1 of 2 CPUs";
  return sample;
}

TEST(Given, is_a_series_in_the_order_of_time_with_its_quantiles) {
  Results results =
      results_of({beside(2, "2025-06-07T08:00:09.000Z", 0), beside(1.8, "2025-06-07T08:00:01.000Z", 1)});
  results.twins = {beside(1.9, "2025-06-07T08:00:05.000Z", 0)};
  const Given given = given_by_machine(results);
  EXPECT_EQ(given.cpus, 2) << "those that the run might use";
  EXPECT_THAT(given.had, ElementsAre(1.8, 1.9, 2));
  EXPECT_DOUBLE_EQ(*given.least, 1.8);
  EXPECT_DOUBLE_EQ(*given.lower_quartile, 1.85);
  EXPECT_DOUBLE_EQ(*given.median, 1.9);
  EXPECT_EQ(given.words, "") << "nothing was missing";
}

TEST(Given, is_empty_for_files_that_do_not_say) {
  const Given given = given_by_machine(made_up_results());
  EXPECT_THAT(given.had, IsEmpty());
  EXPECT_EQ(given.words, "");
}

TEST(Given, says_where_cpus_were_missing_and_what_was_taken_again) {
  const Sample calm = beside(2, "1", 0), missing = beside(1.1, "2", 1), calm_again = again(beside(2, "3", 1));
  EXPECT_EQ(given_by_machine(results_of({calm, missing})).words,
            "The machine gave fewer than its 2 CPUs in 1 of 2 samples, at worst 1.1");
  EXPECT_EQ(given_by_machine(results_of({calm, missing, calm_again})).words,
            "The machine gave fewer than its 2 CPUs in 1 of 3 samples, at worst 1.1; these were taken again");
  EXPECT_EQ(
      given_by_machine(results_of({missing, beside(2, "4", 2), again(beside(2, "5", 2)), calm_again})).words,
      "The machine gave fewer than its 2 CPUs in 1 of 4 samples, at worst 1.1; 2 disturbed samples were "
      "taken again");
  EXPECT_EQ(given_by_machine(results_of({calm, again(calm)})).words, "1 disturbed sample was taken again");
}

TEST(Given, both_readings_of_a_case_are_there_where_samples_were_taken_again) {
  const Summary summary =
      summarize(results_of({beside(2, "1", 0, 100), beside(1.1, "2", 1, 190), again(beside(2, "3", 1, 110)),
                            beside(1.1, "4", 2, 200), again(beside(2, "5", 2, 120))}));
  const CaseSummary& one = summary.cases.at(0);
  EXPECT_EQ(one.retaken, 2);
  EXPECT_DOUBLE_EQ(*one.counted_ns, 110);
  EXPECT_DOUBLE_EQ(*one.all_attempts_ns, 120);
  const Summary calm = summarize(results_of({beside(2, "1", 0)}));
  EXPECT_FALSE(calm.cases.at(0).counted_ns || calm.cases.at(0).all_attempts_ns);
}

TEST(Given, stands_on_the_terminal) {
  const Summary summary = summarize(results_of({beside(1.1, "1", 0), again(beside(2, "2", 0))}));
  for (const std::string& text : {terminal_summary(summary, 200, false), terminal_brief(summary, 200, false)})
    EXPECT_THAT(
        text,
        HasSubstr("The machine gave fewer than its 2 CPUs in 1 of 2 samples, at worst 1.1; these were"));
}

}  // namespace
}  // namespace concbench::reports
