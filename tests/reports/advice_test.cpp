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
// apart. The sample number `lost` has failed.
Summary of(const std::vector<std::pair<std::string, double>>& runners, std::int64_t blocks,
           const std::string& kind = "cpu", double noise = 1e-4, std::size_t lost = 1000) {
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
      if (results.samples.size() == lost) {
        sample.status = "failed";
        sample.steady_ns.clear();
      }
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

TEST(advice, of_several_that_are_shown_to_be_as_good_names_the_simplest) {
  const Summary summary = of({{"sequential", 4e6}, {"threads", 1.001e6}, {"tbb", 1e6}}, 12);
  EXPECT_EQ(summary.advice.recommendations[0].runner, "threads");
  EXPECT_EQ(summary.advice.recommendations[0].certainty, Certainty::sure);
  EXPECT_THAT(sentence(summary), AllOf(HasSubstr("use threads at 4, 4.00× as fast as one thread ("),
                                       HasSubstr("; as good: tbb")));
}

TEST(advice, is_to_stay_where_nothing_is_faster) {
  const Summary summary = of({{"sequential", 1e6}, {"threads", 1.001e6}}, 12);
  EXPECT_EQ(summary.advice.recommendations[0].runner, "sequential");
  EXPECT_EQ(sentence(summary), "stay with one thread: no model is more than 5 % faster");
}

// Two threads beat one in every block, but which of the two models is better is not known.
TEST(advice, says_what_is_clear_and_what_would_decide_the_rest) {
  const Summary summary =
      of({{"sequential", 4e6}, {"threads", 1e6}, {"tbb", 1.03e6}, {"processes", 9e6}}, 12, "cpu", 0.03);
  const Recommendation& one = summary.advice.recommendations[0];
  EXPECT_NE(one.certainty, Certainty::sure);
  EXPECT_EQ(one.runner, "threads");
  EXPECT_THAT(one.sentence, AllOf(HasSubstr("threads at 4"), HasSubstr("as fast as one thread ("),
                                  HasSubstr("tbb"), HasSubstr("rounds would decide (--blocks ")));
}

// One thread and four lie within each other's noise, which is far wider than what would be claimed.
TEST(advice, says_so_where_a_model_may_be_no_faster_than_one_thread) {
  const Summary summary = of({{"sequential", 1e6}, {"threads", 1e6}}, 12, "cpu", 0.3);
  EXPECT_EQ(summary.advice.recommendations[0].certainty, Certainty::open);
  EXPECT_THAT(sentence(summary), AllOf(HasSubstr("was the fastest"), HasSubstr("not yet told apart from")));
}

TEST(advice, claims_nothing_with_too_few_blocks_and_says_how_many_it_takes) {
  const Summary summary = of({{"sequential", 4e6}, {"threads", 1e6}}, 2);
  EXPECT_EQ(summary.advice.recommendations[0].certainty, Certainty::open);
  EXPECT_EQ(sentence(summary),
            "nothing is claimed: 2 blocks, 6 are needed; threads at 4 was the fastest, 4.00× as fast as one "
            "thread");
}

// Seen: with one sample of a slow runner lost that one was recommended, 'the simplest of 3'; with one of one
// thread's, 'stay with one thread', above a table that showed 45 ×.
TEST(advice, stays_the_same_whichever_single_sample_is_lost) {
  const std::vector<std::pair<std::string, double>> runners{
      {"sequential", 45e6}, {"threads", 1.09e6}, {"processes", 7e6}, {"coroutines", 1e6}, {"tbb", 1.3e6}};
  const Summary whole = of(runners, 11, "io", 0.002);
  EXPECT_EQ(whole.advice.recommendations[0].runner, "coroutines");
  EXPECT_EQ(whole.advice.recommendations[0].certainty, Certainty::sure);
  for (std::size_t lost = 0; lost < runners.size() * 11; ++lost) {
    const Summary summary = of(runners, 11, "io", 0.002, lost);
    EXPECT_EQ(summary.advice.recommendations[0].runner, "coroutines") << lost;
    EXPECT_EQ(summary.advice.recommendations[0].certainty, Certainty::sure) << lost;
  }
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
