#include "reports/words/advice.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "reports/summary/summary.h"
#include "tests/support/made_up.h"
#include "tests/support/made_up_studies.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
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

const RunnerResult& result_of(const Summary& summary, const std::string& runner) {
  return *std::ranges::find(summary.workloads.at(0).runners, runner, &RunnerResult::runner);
}

TEST(advice, names_the_best_by_how_much_and_the_next) {
  const Summary summary = of({{"sequential", 4e6}, {"threads", 1e6}, {"tbb", 2e6}}, 12);
  EXPECT_THAT(sentence(summary), AllOf(HasSubstr("use threads at 4, 4.00× as fast as one thread"),
                                       HasSubstr("every other is slower; the next, tbb, is 2.00× slower")));
  const Recommendation& one = summary.advice.recommendations[0];
  EXPECT_EQ(one.use, "threads at 4");
  EXPECT_EQ(one.gain + "; " + one.others, sentence(summary).substr(std::string("use threads at 4, ").size()));
  EXPECT_EQ(one.cost, "75 % less CPU time than one thread");
  EXPECT_EQ(one.next, "");
}

TEST(advice, of_several_that_are_shown_to_be_as_good_names_the_simplest) {
  const Summary summary = of({{"sequential", 4e6}, {"threads", 1.001e6}, {"tbb", 1e6}}, 12);
  EXPECT_EQ(summary.advice.recommendations[0].runner, "threads");
  EXPECT_EQ(summary.advice.recommendations[0].certainty, Certainty::sure);
  EXPECT_THAT(sentence(summary), AllOf(HasSubstr("use threads at 4, 4.00× as fast as one thread ("),
                                       HasSubstr("; equally good: tbb")));
}

TEST(advice, is_to_stay_where_nothing_is_faster) {
  const Summary summary = of({{"sequential", 1e6}, {"threads", 1.001e6}}, 12);
  EXPECT_EQ(summary.advice.recommendations[0].runner, "sequential");
  EXPECT_EQ(sentence(summary), "stay with one thread: no model is more than 5 % faster");
}

// Two threads beat one in every block, but which of the two models is better is not known.
TEST(advice, says_what_is_clear_and_what_would_decide_the_rest) {
  const Summary summary =
      of({{"sequential", 4e6}, {"threads", 1e6}, {"tbb", 1.03e6}, {"processes", 9e6}}, 12, "cpu", 0.015);
  const Recommendation& one = summary.advice.recommendations[0];
  EXPECT_NE(one.certainty, Certainty::sure);
  EXPECT_EQ(one.runner, "threads");
  EXPECT_THAT(one.sentence, AllOf(HasSubstr("threads at 4"), HasSubstr("as fast as one thread ("),
                                  HasSubstr("tbb"), HasSubstr("rounds would decide (--blocks ")));
  EXPECT_THAT(one.next, MatchesRegex("about [0-9]+ rounds would decide it, here were 12: "
                                     "./run.sh --workload work --blocks [0-9]+"));
}

// One thread and four lie within each other's noise, which is far wider than what would be claimed.
TEST(advice, says_so_where_a_model_may_be_no_faster_than_one_thread) {
  const Summary summary = of({{"sequential", 1e6}, {"threads", 1e6}}, 12, "cpu", 0.3);
  EXPECT_EQ(summary.advice.recommendations[0].certainty, Certainty::open);
  EXPECT_THAT(sentence(summary), AllOf(HasSubstr("was the fastest"), HasSubstr("not yet told apart from")));
  const Against& to = *result_of(summary, "threads").against_one_thread;
  EXPECT_EQ(to.blocks, 12);
  EXPECT_THAT(sentence(summary), HasSubstr(to.faster > 6 ? "faster in" : "one thread was the fastest"));
}

TEST(advice, claims_nothing_with_too_few_blocks_and_says_how_many_it_takes) {
  const Summary summary = of({{"sequential", 4e6}, {"threads", 1e6}}, 2);
  EXPECT_EQ(summary.advice.recommendations[0].certainty, Certainty::open);
  EXPECT_EQ(sentence(summary),
            "nothing is claimed: 2 rounds, 6 are needed; threads at 4 was the fastest, 4.00× as fast as one "
            "thread, and faster in 2 of 2 rounds");
  EXPECT_EQ(
      summary.advice.recommendations[0].next,
      "at least 6 rounds would let it claim anything, here were 2: ./run.sh --workload work --blocks 6");
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
      EXPECT_THAT(one.why, HasSubstr("no disk is read"));
    }
  }
}

// Two milliseconds of CPU time in each on four CPUs; or of a wait.
TEST(advice, says_why_from_cpu_time_and_bounds) {
  Summary summary = of({{"sequential", 4e6}, {"threads", 1e6}}, 12);
  summary.cpus = 2;
  EXPECT_EQ(advise(summary).recommendations[0].why, "both CPUs were 100 % busy");
  summary.cpus = 4;
  EXPECT_EQ(advise(summary).recommendations[0].why, "the 4 CPUs were only 50 % busy");
  CaseSummary& best = summary.cases[*result_of(summary, "threads").best];
  best.reference_ns = 0.95e6;
  best.reference = "moving the same bytes with 4 threads";
  EXPECT_EQ(advise(summary).recommendations[0].why,
            "moving the same bytes with 4 threads alone takes as long");
  best.reference_ns = 1.2e6;  // what is a sixth faster does not take as long
  EXPECT_EQ(advise(summary).recommendations[0].why, "the 4 CPUs were only 50 % busy");
  summary = of({{"sequential", 4e6}, {"coroutines", 1e6}}, 12, "io");
  summary.cpus = 40;
  summary.cases[1].bound_ns = 0.97e6;
  summary.cases[1].over_bound = 1.03;
  EXPECT_EQ(advise(summary).recommendations[0].why,
            "4 tasks wait at once, and the CPUs were 5 % busy; nothing can be more than 3 % faster");
}

TEST(advice, of_work_that_does_nothing_says_what_a_task_costs) {
  const Summary summary = of({{"sequential", 1e3}, {"threads", 1e4}, {"processes", 1e6}}, 12, "overhead");
  EXPECT_EQ(sentence(summary),
            "a task costs 100 ns with threads at 4, the least of all models; the most is 10.0 µs with "
            "processes");
  EXPECT_EQ(summary.advice.recommendations[0].why, "in the loop of one thread a task takes 10.0 ns");
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
