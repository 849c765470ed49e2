// The verdicts in a summary. How they are reached is tested with the claim rule (verdict_test).
#include "reports/summary/judgement.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace concbench::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A runner's time in every block, with noise of half a percent that differs from runner to runner.
struct Timed {
  std::string runner;
  double ns;  // 0: it fails
};

Results results_of(const std::vector<Timed>& runners, std::int64_t blocks) {
  Results results;
  results.run.blocks = blocks;
  for (std::int64_t block = 0; block < blocks; ++block) {
    double phase = static_cast<double>(block);
    for (const Timed& timed : runners) {
      Sample sample;
      sample.workload = "primes";
      sample.runner = timed.runner;
      sample.case_ = "primes/" + timed.runner + "/concurrency:1";
      sample.kind = "cpu";
      sample.concurrency = 1;
      sample.block = block;
      sample.status = timed.ns > 0 ? "ok" : "failed";
      phase = 2.1 * phase + 1;
      if (timed.ns > 0) sample.steady_ns = {std::llround(timed.ns * (1 + 0.005 * std::sin(phase)))};
      results.samples.push_back(sample);
    }
  }
  return results;
}

WorkloadSummary judged(const Results& results) {
  return summarize(results).workloads.at(0);
}

const RunnerResult& result_of(const WorkloadSummary& workload, const std::string& runner) {
  const auto found = std::ranges::find(workload.runners, runner, &RunnerResult::runner);
  if (found == workload.runners.end()) throw std::out_of_range(runner);
  return *found;
}

std::vector<std::string> contenders_of(const WorkloadSummary& workload) {
  std::vector<std::string> names;
  for (const RunnerResult& runner : workload.runners)
    if (runner.contender) names.push_back(runner.runner);
  return names;
}

TEST(Judgement, NamesTheBestAndHowMuchSlowerTheOthersAre) {
  const auto workload = judged(results_of({{"sequential", 2e9}, {"tbb", 1e9}, {"threads", 1.1e9}}, 12));
  EXPECT_EQ(workload.conclusion, "tbb is the best");
  EXPECT_THAT(contenders_of(workload), ElementsAre("tbb"));
  EXPECT_EQ(result_of(workload, "tbb").verdict, Claim::best);
  EXPECT_EQ(result_of(workload, "tbb").words, "the best");
  EXPECT_EQ(result_of(workload, "tbb").ratio, std::nullopt);
  const RunnerResult& sequential = result_of(workload, "sequential");
  EXPECT_EQ(sequential.verdict, Claim::slower);
  EXPECT_THAT(sequential.words, StartsWith("2.00× slower ("));
  EXPECT_NEAR(*sequential.ratio, 2, 0.01);
  EXPECT_LT(*sequential.ratio_low, 2);
  EXPECT_GT(*sequential.ratio_high, 2);
}

// Best, slowdown, speedup, words and bars come from the same numbers.
TEST(Judgement, SaysOneNumberForOneComparison) {
  Results results =
      results_of({{"sequential", 2e9}, {"tbb", 1e9}, {"threads", 1.1e9}, {"fibers", 1.3e9}}, 12);
  for (Sample& sample : results.samples)  // blocks that were slow for all, and a sample that was slow alone
    for (std::int64_t& run : sample.steady_ns) {
      if (sample.block % 3 == 0) run = run * 3 / 2;
      if (sample.block == 4 && sample.runner == "tbb") run *= 2;
    }
  const Summary summary = summarize(results);
  for (const RunnerResult& runner : summary.workloads.at(0).runners) {
    const CaseSummary& best = summary.cases[*runner.best];
    EXPECT_NEAR(*best.slowdown, runner.ratio.value_or(1), 1e-9) << runner.runner;
    if (runner.against_one_thread) {
      EXPECT_NEAR(*best.speedup, 1 / runner.against_one_thread->ratio, 1e-9) << runner.runner;
    }
  }
}

TEST(Judgement, ListsThoseThatCannotBeToldApart) {
  const auto workload = judged(results_of({{"sequential", 2e9}, {"tbb", 1e9}, {"threads", 1.004e9}}, 12));
  EXPECT_EQ(workload.conclusion, "one of these is the best: tbb, threads");
  EXPECT_THAT(contenders_of(workload), ElementsAre("tbb", "threads"));
  EXPECT_EQ(result_of(workload, "tbb").verdict, Claim::one_of_the_best);
  EXPECT_EQ(result_of(workload, "tbb").words, "lowest time");
  EXPECT_EQ(result_of(workload, "threads").verdict, Claim::equivalent);
  EXPECT_EQ(result_of(workload, "threads").words, "equivalent: within ±5 %");
  EXPECT_TRUE(result_of(workload, "tbb").as_good);
  EXPECT_TRUE(result_of(workload, "threads").as_good);
  EXPECT_FALSE(result_of(workload, "sequential").as_good);
}

TEST(Judgement, ClaimsNothingFromTooFewBlocksAndSaysHowManyAreNeeded) {
  const auto workload = judged(results_of({{"sequential", 2e9}, {"tbb", 1e9}}, 5));
  EXPECT_EQ(workload.conclusion, "tbb was the fastest; nothing is claimed: 5 blocks, 6 are needed");
  EXPECT_EQ(result_of(workload, "sequential").verdict, Claim::not_judged);
  EXPECT_EQ(result_of(workload, "sequential").ratio, std::nullopt);
  EXPECT_THAT(contenders_of(workload), ElementsAre());
}

TEST(Judgement, ARunnerThatFailedCountsInTheFamily) {
  EXPECT_EQ(judged(results_of({{"sequential", 2e9}, {"tbb", 1e9}}, 6)).conclusion, "tbb is the best");
  EXPECT_THAT(judged(results_of({{"sequential", 2e9}, {"tbb", 1e9}, {"threads", 0}}, 6)).conclusion,
              HasSubstr("nothing is claimed: 6 blocks, 7 are needed"));
  const auto workload = judged(results_of({{"sequential", 2e9}, {"tbb", 1e9}, {"threads", 0}}, 7));
  EXPECT_EQ(workload.conclusion, "tbb is the best");
  EXPECT_EQ(result_of(workload, "threads").words, "");
  EXPECT_FALSE(result_of(workload, "threads").contender);
}

// Seen: a single sample of a slow runner failed, and it was recommended, since nothing could be said of it.
TEST(Judgement, ALostSampleCostsNothingButItself) {
  for (const char* loser : {"sequential", "tbb", "threads", "processes"})
    for (const std::int64_t block : {0, 7, 15}) {
      Results results =
          results_of({{"sequential", 2e9}, {"tbb", 1e9}, {"threads", 1.1e9}, {"processes", 6e9}}, 16);
      for (Sample& sample : results.samples)
        if (sample.runner == loser && sample.block == block) {
          sample.status = "failed";
          sample.steady_ns.clear();
        }
      const auto workload = judged(results);
      EXPECT_EQ(workload.conclusion, "tbb is the best") << loser << " lost block " << block;
      EXPECT_EQ(result_of(workload, "sequential").verdict, Claim::slower);
      EXPECT_EQ(result_of(workload, "processes").verdict, Claim::slower);
    }
}

// Seen: quartiles of 25 to 26 ms against 49 to 51 ms, and nothing was claimed since one block of eleven
// disagreed.
TEST(Judgement, SurvivesTwoWildBlocksOfTwelve) {
  Results results =
      results_of({{"sequential", 2e9}, {"tbb", 1e9}, {"threads", 1.1e9}, {"processes", 6e9}}, 12);
  for (Sample& sample : results.samples)
    if (sample.runner == "tbb" && (sample.block == 2 || sample.block == 9)) sample.steady_ns[0] *= 4;
  EXPECT_EQ(result_of(judged(results), "sequential").verdict, Claim::slower);
}

TEST(Judgement, NeverPutsForwardWhatIsNotJudged) {
  Results results = results_of({{"sequential", 2e9}, {"tbb", 1e9}, {"threads", 5e8}, {"fibers", 3e9}}, 12);
  for (Sample& sample : results.samples)
    if (sample.runner == "threads" && sample.block > 2) sample.status = "failed";
  const auto workload = judged(results);
  EXPECT_EQ(workload.conclusion, "of those judged the best is tbb; not judged: threads");
  EXPECT_EQ(workload.runners.front().runner, "tbb") << "what is judged comes first";
  EXPECT_FALSE(workload.runners.front().as_good) << "threads may be better, for all that is known";
  EXPECT_EQ(workload.runners.front().verdict, Claim::one_of_the_best);
  EXPECT_EQ(result_of(workload, "threads").verdict, Claim::not_judged);
  EXPECT_FALSE(result_of(workload, "threads").contender);
}

TEST(Judgement, IsSureAllTheSameWhereWhatLostSamplesIsFarBehind) {
  Results results = results_of({{"sequential", 2e9},
                                {"tbb", 1e9},
                                {"threads", 8e9},
                                {"fibers", 3e9},
                                {"processes", 4e9},
                                {"openmp", 5e9}},
                               12);
  for (Sample& sample : results.samples)  // a family of 15 takes 6 blocks
    if (sample.runner == "threads" && sample.block > 4) sample.status = "failed";
  const auto workload = judged(results);
  EXPECT_EQ(result_of(workload, "threads").verdict, Claim::not_judged);
  EXPECT_EQ(workload.conclusion, "tbb is the best");
}

TEST(Judgement, TakesTheCaseThatIsJudgedAndNotALuckySampleOfAnother) {
  Results results = results_of({{"sequential", 2e9}, {"tbb", 1e9}, {"threads", 5e9}, {"fibers", 3e9}}, 12);
  Sample lucky = results.samples[1];
  lucky.case_ += "0";
  lucky.steady_ns = {1000};
  results.samples.push_back(lucky);
  const auto workload = judged(results);
  EXPECT_EQ(workload.runners.front().runner, "tbb");
  EXPECT_EQ(workload.conclusion, "tbb is the best");
}

TEST(Judgement, ClaimsNoDifferenceBelowTheMachinesOwnFloor) {
  Results results = results_of({{"tbb", 1e9}, {"threads", 1.04e9}}, 12);
  EXPECT_EQ(judged(results).conclusion, "tbb is the best");
  results.run.floors = {{"cpu", 0.06}, {"io", 0.5}};
  const auto workload = judged(results);
  EXPECT_DOUBLE_EQ(workload.floor, 0.06);
  EXPECT_EQ(result_of(workload, "threads").words, "equivalent: within ±6 %");
  EXPECT_EQ(workload.conclusion, "one of these is the best: tbb, threads");
}

TEST(Judgement, AQuietMachineDoesNotLowerTheFloor) {
  concbench::Run run;
  run.floors = {{"cpu", 0.001}, {"io", std::nan("")}, {"overhead", 0.05}};
  EXPECT_DOUBLE_EQ(floor_of(run, "cpu"), 0.02);
  EXPECT_DOUBLE_EQ(floor_of(run, "io"), 0.02);
  EXPECT_DOUBLE_EQ(floor_of(run, "overhead"), 0.05);
  EXPECT_DOUBLE_EQ(floor_of(run, "another"), 0.02);
}

TEST(Judgement, SaysSoWhenThereIsNothingToCompare) {
  EXPECT_EQ(judged(results_of({{"tbb", 1e9}}, 12)).conclusion, "tbb is the only one with a time");
  EXPECT_EQ(judged(results_of({{"tbb", 1e9}, {"threads", 0}}, 12)).conclusion,
            "tbb is the only one with a time");
  EXPECT_EQ(judged(results_of({{"tbb", 0}, {"threads", 0}}, 12)).conclusion, "none has a time");
}

// A run that is cut short has the looks that it came to, and one at its end.
TEST(Judgement, LooksAsOftenAsTheRunCameTo) {
  const auto looks_after = [](std::int64_t blocks) {
    Results results = results_of({{"tbb", 1e9}, {"threads", 2e9}}, blocks);
    results.run.looks = {{10, 0.02}, {28, 0.03}};
    std::vector<std::pair<std::size_t, double>> looks;
    for (const Look& look : rule_of(results, cases_of(results)).looks)
      looks.emplace_back(look.blocks, look.alpha);
    return looks;
  };
  using Looks = std::vector<std::pair<std::size_t, double>>;
  EXPECT_EQ(looks_after(6), (Looks{{all_blocks, 0.02 + 0.03}})) << "the shares of both";
  EXPECT_EQ(looks_after(10), (Looks{{10, 0.02}}));
  EXPECT_EQ(looks_after(15), (Looks{{10, 0.02}, {all_blocks, 0.03}}));
  EXPECT_EQ(looks_after(28), (Looks{{10, 0.02}, {28, 0.03}}));
  Results altered = results_of({{"tbb", 1e9}, {"threads", 2e9}}, 12);
  altered.run.looks = {{10, 5.0}};
  EXPECT_EQ(judged(altered).conclusion, "tbb is the best") << "no share of a probability: the usual one look";
}

TEST(Judgement, OfSeveralAttemptsTheFirstUndisturbedCounts) {
  CaseSamples one;
  std::vector<Sample> attempts(3);
  for (std::size_t i = 0; i < attempts.size(); ++i) {
    attempts[i].attempt = static_cast<std::int64_t>(i);
    one.samples.push_back(&attempts[i]);
  }
  attempts[0].taints = {"busy: 20 %"};
  EXPECT_EQ(samples_that_count(one), std::vector<const Sample*>{&attempts[1]});
  attempts[1].taints = attempts[2].taints = {"busy: 30 %"};
  EXPECT_EQ(samples_that_count(one), std::vector<const Sample*>{&attempts[2]})
      << "the last of those disturbed";
  attempts[1].status = "failed";
  attempts[2].taints.clear();
  EXPECT_EQ(samples_that_count(one), std::vector<const Sample*>{&attempts[1]}) << "nothing hides a failure";
}

}  // namespace
}  // namespace concbench::reports
