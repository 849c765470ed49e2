// The verdicts in a summary. How they are reached is tested with the claim rule (verdict_test, best_of_test).
#include "reports/summary/judgement.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

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

TEST(Judgement, ListsThoseThatCannotBeToldApart) {
  const auto workload = judged(results_of({{"sequential", 2e9}, {"tbb", 1e9}, {"threads", 1.004e9}}, 12));
  EXPECT_EQ(workload.conclusion, "one of these, which this run cannot tell apart: tbb, threads");
  EXPECT_THAT(contenders_of(workload), ElementsAre("tbb", "threads"));
  EXPECT_EQ(result_of(workload, "tbb").verdict, Claim::one_of_the_best);
  EXPECT_EQ(result_of(workload, "tbb").words, "lowest median");
  EXPECT_EQ(result_of(workload, "threads").verdict, Claim::equivalent);
  EXPECT_EQ(result_of(workload, "threads").words, "equivalent: within ±2 %");
}

TEST(Judgement, ClaimsNothingFromTooFewBlocksAndSaysHowManyAreNeeded) {
  const auto workload = judged(results_of({{"sequential", 2e9}, {"tbb", 1e9}}, 5));
  EXPECT_EQ(workload.conclusion, "nothing is claimed: 5 blocks, 6 are needed");
  EXPECT_EQ(result_of(workload, "sequential").verdict, Claim::not_judged);
  EXPECT_EQ(result_of(workload, "sequential").ratio, std::nullopt);
  EXPECT_THAT(contenders_of(workload), ElementsAre("tbb", "sequential"));
}

TEST(Judgement, ARunnerThatFailedCountsInTheFamily) {
  EXPECT_EQ(judged(results_of({{"sequential", 2e9}, {"tbb", 1e9}}, 6)).conclusion, "tbb is the best");
  EXPECT_EQ(judged(results_of({{"sequential", 2e9}, {"tbb", 1e9}, {"threads", 0}}, 6)).conclusion,
            "nothing is claimed: 6 blocks, 7 are needed");
  const auto workload = judged(results_of({{"sequential", 2e9}, {"tbb", 1e9}, {"threads", 0}}, 7));
  EXPECT_EQ(workload.conclusion, "tbb is the best");
  EXPECT_EQ(result_of(workload, "threads").words, "");
  EXPECT_FALSE(result_of(workload, "threads").contender);
}

TEST(Judgement, ClaimsNoDifferenceBelowTheMachinesOwnFloor) {
  Results results = results_of({{"tbb", 1e9}, {"threads", 1.04e9}}, 12);
  EXPECT_EQ(judged(results).conclusion, "tbb is the best");
  results.run.floors = {{"cpu", 0.06}, {"io", 0.5}};
  const auto workload = judged(results);
  EXPECT_DOUBLE_EQ(workload.floor, 0.06);
  EXPECT_EQ(result_of(workload, "threads").words, "equivalent: within ±6 %");
  EXPECT_THAT(workload.conclusion, HasSubstr("cannot tell apart: tbb, threads"));
}

TEST(Judgement, AQuietMachineDoesNotLowerTheFloor) {
  concbench::Run run;
  run.floors = {{"cpu", 0.001}, {"io", std::nan("")}, {"overhead", 0.05}};
  EXPECT_DOUBLE_EQ(rule_for(run, "cpu").floor, 0.02);
  EXPECT_DOUBLE_EQ(rule_for(run, "io").floor, 0.02);
  EXPECT_DOUBLE_EQ(rule_for(run, "overhead").floor, 0.05);
  EXPECT_DOUBLE_EQ(rule_for(run, "another").floor, 0.02);
}

TEST(Judgement, SaysSoWhenThereIsNothingToCompare) {
  EXPECT_EQ(judged(results_of({{"tbb", 1e9}}, 12)).conclusion, "tbb is the only one with a time");
  EXPECT_EQ(judged(results_of({{"tbb", 1e9}, {"threads", 0}}, 12)).conclusion,
            "tbb is the only one with a time");
  EXPECT_EQ(judged(results_of({{"tbb", 0}, {"threads", 0}}, 12)).conclusion, "none has a time");
}

TEST(TimesByBlock, LeavesOutWhatHasNoTimeOrNoBlock) {
  Results results = results_of({{"tbb", 1e9}}, 4);
  results.samples[0].status = "timeout";
  results.samples[1].steady_ns = {0};
  results.samples[2].steady_ns = {7, 1, 3};
  results.samples[3].block = 4;
  results.samples.push_back(results.samples[2]);
  results.samples.back().block = -1;
  std::vector<const Sample*> samples;
  for (const Sample& sample : results.samples) samples.push_back(&sample);
  EXPECT_THAT(times_by_block(samples, 4),
              ElementsAre(std::nullopt, std::nullopt, std::optional<double>(3), std::nullopt));
}

}  // namespace
}  // namespace concbench::reports
