#include "reports/words/advice.h"

#include <gmock/gmock.h>

#include "reports/summary/summary.h"
#include "tests/support/made_up.h"
#include "tests/support/made_up_studies.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// `threads` and the rest of the runners of one workload, each with these times in every block, a little
// apart.
Summary of(const std::vector<std::pair<std::string, double>>& runners, std::int64_t blocks,
           const std::string& kind = "cpu", double noise = 1e-4) {
  Results results;
  results.run.blocks = blocks;
  for (const auto& [runner, ns] : runners) {
    results.run.runners.push_back({runner, "", "", "", ""});
    for (std::int64_t block = 0; block < blocks; ++block) {
      Sample sample;
      sample.case_ = "work/" + runner + "/concurrency:4";
      sample.workload = "work";
      sample.runner = runner;
      sample.kind = kind;
      sample.concurrency = runner == "sequential" ? 1 : 4;
      sample.tasks = 100;
      sample.block = block;
      const auto time = static_cast<std::int64_t>(
          ns * (1 + noise * static_cast<double>((block * 7 + static_cast<std::int64_t>(runner.size())) % 5)));
      sample.steady_ns = {time, time, time};
      sample.cpu_ns = 2 * time;
      results.samples.push_back(sample);
    }
  }
  results.end = End{"end", true, "", std::ssize(results.samples), 0, ""};
  return summarize(results);
}

std::string sentence(const Summary& summary) {
  return summary.advice.recommendations.at(0).sentence;
}

TEST(advice, names_the_best_by_how_much_and_the_next) {
  const Summary summary = of({{"sequential", 4e6}, {"threads", 1e6}, {"tbb", 2e6}}, 12);
  EXPECT_THAT(sentence(summary), AllOf(HasSubstr("use threads at 4, 4.00× as fast as one thread"),
                                       HasSubstr("every other is slower, the next, tbb, 2.00× slower")));
  EXPECT_THAT(summary.advice.recommendations[0].cost, HasSubstr("0.250× the CPU time of one thread"));
}

TEST(advice, of_several_that_cannot_be_told_apart_names_the_simplest) {
  const Summary summary = of({{"sequential", 4e6}, {"threads", 1.001e6}, {"tbb", 1e6}}, 12);
  EXPECT_EQ(summary.advice.recommendations[0].runner, "threads");
  EXPECT_THAT(sentence(summary), HasSubstr("the simplest of 2 that this run cannot tell apart"));
}

TEST(advice, is_to_stay_where_nothing_is_faster) {
  const Summary summary = of({{"sequential", 1e6}, {"threads", 1.001e6}}, 12);
  EXPECT_EQ(summary.advice.recommendations[0].runner, "sequential");
  EXPECT_THAT(sentence(summary), HasSubstr("stay with one thread"));
}

TEST(advice, says_so_where_the_run_could_not_tell) {
  // One thread and four lie within each other's noise, which is far wider than what would be claimed.
  std::vector<std::pair<std::string, double>> runners{{"sequential", 1e6}, {"threads", 1e6}};
  const Summary summary = of(runners, 12, "cpu", 0.3);
  EXPECT_EQ(summary.advice.recommendations[0].runner, "");
  EXPECT_THAT(sentence(summary), HasSubstr("cannot tell whether any model beats one thread"));
}

TEST(advice, claims_nothing_with_too_few_blocks_and_says_how_many_it_takes) {
  const Summary summary = of({{"sequential", 4e6}, {"threads", 1e6}}, 2);
  EXPECT_EQ(summary.advice.recommendations[0].runner, "");
  EXPECT_THAT(sentence(summary), AllOf(HasSubstr("nothing is claimed"), HasSubstr("are needed")));
}

TEST(advice, never_takes_a_warm_cache_for_a_disk) {
  for (const Recommendation& one : summarize(made_up_results()).advice.recommendations) {
    EXPECT_THAT(one.sentence, Not(HasSubstr("for disks")));
    if (one.workload == "file_read") {
      EXPECT_THAT(one.sentence, HasSubstr("page cache"));
    }
  }
}

TEST(advice, has_the_rules_that_the_data_support_and_no_others) {
  Results results = made_up_results();
  const auto without = summarize(results).advice.rules;
  for (const std::string& rule : without) EXPECT_THAT(rule, Not(HasSubstr("stay sequential")));
  results.studies = made_up_studies();
  EXPECT_THAT(summarize(results).advice.rules, SizeIs(without.size() + 1));
  EXPECT_THAT(of({{"sequential", 4e6}}, 2).advice.rules, IsEmpty());
}

}  // namespace
}  // namespace concbench::reports
