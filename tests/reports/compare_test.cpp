#include "reports/compare/compare.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "results/json.h"
#include "tests/support/pair_of_files.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// --- Single files: described

TEST(Compare, DescribesSingleFilesAndClaimsNothing) {
  Results b = made_file("b");
  b.run.label = "after";
  slow_down(b.samples, "threads", 2);
  slow_down(b.samples, "tbb", 0.5);
  const FileComparison files = compared(made_file("a"), b);
  EXPECT_THAT(verdicts(files), Each("not judged"));
  EXPECT_THAT(files.cases, Each(Field(&CaseComparison::words, "")));
  EXPECT_NEAR(*at(files, "threads").ratio, 2, 1e-6);
  EXPECT_EQ(files.unjudged, "1 run a side, and judging 3 cases takes 5 runs a side");
  EXPECT_EQ(
      files.conclusion,
      "after against host: its times are 0.500 to 2.00 times as long (0.750 to 1.50 in half of the 3 cases); "
      "described, not judged: 1 run a side, and judging 3 cases takes 5 runs a side");
  EXPECT_EQ(files.counts.judged(), 0);
  EXPECT_FALSE(any_slower(std::vector{files}));
}

TEST(Compare, ShowsTheRangeThatWasSeenInSingleFiles) {
  const CaseComparison one = at(compared(made_file("a"), made_file("b")), "tbb");
  EXPECT_LT(*one.low, 1);
  EXPECT_GT(*one.high, 1);
  EXPECT_LT(*one.high, 1.006);  // of samples within 0.5 % the middle half, on both sides
}

TEST(Compare, DescribesSidesOfTooFewRuns) {
  Results b = made_file("b");
  slow_down(b.samples, "tbb", 2);
  const FileComparison four = judged(runs_of(made_file("a"), 4), runs_of(b, 4));
  EXPECT_THAT(verdicts(four), Each("not judged"));
  EXPECT_EQ(four.unjudged, "4 runs a side, and judging 3 cases takes 5 runs a side");
  EXPECT_EQ(judged(runs_of(made_file("a"), 7), runs_of(b, 4)).unjudged,
            "4 against 7 runs, and judging 3 cases takes 5 runs a side");
  EXPECT_NEAR(*at(four, "tbb").low, 2, 0.01);  // from the least to the largest of the runs
  EXPECT_LT(*at(four, "tbb").low, 2);
  EXPECT_GT(*at(four, "tbb").high, 2);
}

// --- Verdicts on sides of several runs

TEST(Compare, FindsWhatIsSlowerFasterAndTheSame) {
  Results b = made_file("b");
  slow_down(b.samples, "threads", 1.1);
  slow_down(b.samples, "tbb", 0.9);
  const FileComparison files = judged(made_file("a"), b);
  EXPECT_THAT(verdicts(files), ElementsAre("equivalent", "slower", "faster"));
  EXPECT_NEAR(*at(files, "threads").ratio, 1.1, 1e-6);
  EXPECT_EQ(at(files, "threads").words, "slower");
  EXPECT_NEAR(*at(files, "threads").other_ns / *at(files, "threads").reference_ns, 1.1, 1e-6);
  EXPECT_THAT(
      files.conclusion,
      AllOf(HasSubstr(", 7 runs a side: slower in 1 of 3 (primes/threads/concurrency:2 takes 1.10 (1."),
            HasSubstr("; faster in 1 of 3 (primes/tbb/concurrency:2 takes 0.900 ("),
            HasSubstr("; 1 equivalent")));
  EXPECT_EQ(files.unjudged, "");
  EXPECT_EQ(files.counts.judged(), 3);
  EXPECT_EQ(files.blind, 0);
  EXPECT_EQ(files.family, 3);
}

// Twelve samples of one run are no twelve runs: what differs from run to run is no difference of the
// programs.
TEST(Compare, TakesTheRunForTheUnit) {
  std::vector<Results> a = runs_of(made_file("a")), b = runs_of(made_file("b"));
  for (std::size_t i = 0; i < a.size(); ++i) {
    slow_down(a[i].samples, "tbb", i % 2 == 0 ? 1 : 1.2);
    slow_down(b[i].samples, "tbb", i % 2 == 0 ? 1.2 : 1);
  }
  const FileComparison files = judged(a, b);
  EXPECT_EQ(at(files, "tbb").words, "undecided");
  EXPECT_NEAR(*at(files, "tbb").ratio, 1.2, 0.01);  // the numbers of a row agree
  EXPECT_NEAR(*at(files, "tbb").other_ns / *at(files, "tbb").reference_ns, 1.2, 0.01);
  EXPECT_EQ(at(files, "tbb").other_runs, 7);
  EXPECT_EQ(files.blind, 1);  // it may be slower by a fifth: no gate opens for it
}

TEST(Compare, SharesItsErrorWithTheOtherComparisonsOfThePage) {
  const std::vector<Results> a = runs_of(made_file("a"), 5), b = runs_of(made_file("b"), 5);
  EXPECT_EQ(judged(a, b).needed, 5);
  EXPECT_EQ(judged(a, b, 10).needed, 7);  // 2 / C(14, 7) <= 0.05 / 30 < 2 / C(12, 6)
  EXPECT_THAT(verdicts(judged(a, b, 10)), Each("not judged"));
}

TEST(Compare, DoesNotJudgeACaseThatHasATimeInTooFewRuns) {
  std::vector<Results> b = runs_of(made_file("b"));
  for (std::size_t i = 0; i < 3; ++i) fail(b[i], "tbb", "a worker died");
  const FileComparison files = judged(runs_of(made_file("a")), b);
  EXPECT_THAT(verdicts(files), ElementsAre("equivalent", "equivalent", "not judged"));
  EXPECT_EQ(at(files, "tbb").words, "not judged: 4 against 7 runs with a time, 5 a side are needed");
  EXPECT_THAT(files.conclusion, HasSubstr("no difference is claimed; 2 equivalent; 1 not judged"));
  EXPECT_EQ(files.blind, 1);
  for (Results& run : b) fail(run, "tbb", "a worker died");
  EXPECT_EQ(judged(runs_of(made_file("a")), b).blind, 1);
}

TEST(Compare, ClaimsNothingBelowTheFloorOfTheMachinesAndWhatTheirCanaryMoved) {
  const Results a = made_file("a");
  Results b = made_file("b");
  slow_down(b.samples, "tbb", 1.1);
  slow_down(b.samples, "threads", 1.015);
  EXPECT_THAT(verdicts(judged(a, b)), ElementsAre("equivalent", "equivalent", "slower"));
  Results own = b;
  own.run.floors["cpu"] = 0.12;  // what the machine found of itself
  EXPECT_EQ(at(judged(a, own), "tbb").verdict, Claim::equivalent);
  own.run.floors = {{"io", 0.12}};
  EXPECT_EQ(at(judged(a, own), "tbb").verdict, Claim::slower);
  slow_down(b.canaries, "sequential", 1.12);
  EXPECT_EQ(at(judged(a, b), "tbb").verdict, Claim::undecided);
}

TEST(Compare, TellsWhetherAnySideIsSlower) {
  Results c = made_file("c");
  slow_down(c.samples, "tbb", 1.2);
  const std::vector comparisons{judged(made_file("a"), made_file("b")), judged(made_file("a"), c)};
  EXPECT_EQ(at(comparisons[0], "tbb").verdict, Claim::equivalent);
  EXPECT_EQ(at(comparisons[1], "tbb").verdict, Claim::slower);
  EXPECT_TRUE(any_slower(comparisons));
  EXPECT_FALSE(any_slower(std::span(comparisons).first(1)));
}

// --- What cannot be compared

TEST(Compare, SaysInWhatTheWorkDiffers) {
  struct Change {
    void (*make)(Sample&);
    std::string reason;
  };
  for (const auto& [make, reason] : std::vector<Change>{
           {[](Sample& s) { s.params["limit"] = "5"; }, "other parameters: limit=1000000 against 5"},
           {[](Sample& s) { s.params["extra"] = "1"; }, "other parameters: extra=not set against 1"},
           {[](Sample& s) { s.tasks = 7; }, "other number of tasks: 1000 against 7"},
           {[](Sample& s) { s.bytes = 7; }, "other input, in bytes: 0 against 7"},
           {[](Sample& s) { s.workload = "other"; }, "other workload: primes against other"},
           {[](Sample& s) { s.runner = "other"; }, "other runner: tbb against other"},
           {[](Sample& s) { s.concurrency = 7; }, "other concurrency: 2 against 7"},
           {[](Sample& s) { s.chunk = 7; }, "other chunk: 0 against 7"},
           {[](Sample& s) {
              s.cpus = {0, 1};
            },
            "other CPUs: all against 0,1"},
           {[](Sample& s) { s.tally.sum = "7"; }, "other tally: the tasks did other work"},
           {[](Sample& s) { s.tally.tasks = 7; }, "other tally: the tasks did other work"}}) {
    Results b = made_file("b");
    for (Sample& sample : b.samples)
      if (sample.runner == "tbb") make(sample);
    const FileComparison files = compared(made_file("a"), b);
    EXPECT_THAT(files.cases, Contains(AllOf(Field(&CaseComparison::name, "primes/tbb/concurrency:2"),
                                            Field(&CaseComparison::verdict, Claim::not_comparable),
                                            Field(&CaseComparison::words, reason))));
    EXPECT_EQ(files.family, 2) << reason;
  }
}

TEST(Compare, SaysWhatIsInOneFileOnly) {
  Results a = made_file("a"), b = made_file("b");
  a.run.label = "before", b.run.label = "after";
  std::erase_if(a.samples, [](const Sample& s) { return s.runner == "threads"; });
  std::erase(a.run.cases, "primes/threads/concurrency:2");
  std::erase_if(b.samples, [](const Sample& s) { return s.runner == "tbb"; });
  std::erase(b.run.cases, "primes/tbb/concurrency:2");
  const FileComparison files = compared(a, b);
  EXPECT_EQ(at(files, "tbb").words, "not in after");
  EXPECT_EQ(at(files, "threads").words, "not in before");
  EXPECT_EQ(files.counts.not_comparable, 2);
  EXPECT_EQ(files.family, 1);
}

TEST(Compare, SaysWhyACaseHasNoTimeAndKeepsItInTheFamily) {
  Results b = made_file("b");
  b.run.label = "after";
  fail(b, "tbb", "a worker died");
  std::erase_if(b.samples, [](const Sample& s) { return s.runner == "threads"; });
  const FileComparison files = compared(made_file("a"), b);
  EXPECT_EQ(at(files, "tbb").words, "failed in after: a worker died");
  EXPECT_EQ(at(files, "threads").words, "not run in after");
  EXPECT_EQ(files.family, 3);
}

TEST(Compare, DoesNotCompareProtocols) {
  Results b = made_file("b");
  b.run.protocol = 99;
  const FileComparison files = compared(made_file("a"), b);
  EXPECT_THAT(files.cases, Each(Field(&CaseComparison::words, "protocol 2 against 99")));
  EXPECT_EQ(files.conclusion, "host #2 against host #1: not judged: they have no work in common");
  EXPECT_EQ(files.family, 0);
}

TEST(Compare, DoesNotCompareSamplesThatDifferWithinAFile) {
  Results b = made_file("b");
  b.run.label = "after";
  b.samples.back().tally.sum = "7";  // of tbb, in the last block
  EXPECT_EQ(at(compared(made_file("a"), b), "tbb").words,
            "within after: other tally: the tasks did other work");
}

TEST(Compare, AddsUpTheRemarksOfAllRuns) {
  std::vector<Results> b = runs_of(made_file("b"));
  for (std::size_t i = 1; i < 3; ++i) fail(b[i], "tbb", "a worker died", 2);
  b[4].samples.back().taints = {"throttled"};
  b[0].run.label = "after";
  EXPECT_THAT(at(judged(runs_of(made_file("a")), b), "tbb").remarks,
              ElementsAre("after: 4 of 84 samples have no time", "after: 1 of 84 samples: throttled"));
}

TEST(Compare, RemarksOnFailedAndTaintedSamples) {
  Results b = made_file("b");
  b.run.label = "after";
  fail(b, "tbb", "a worker died", 2);
  b.samples.back().taints = {"throttled"};
  const CaseComparison one = at(compared(made_file("a"), b), "tbb");
  EXPECT_EQ(one.other_runs, 1);
  EXPECT_THAT(one.remarks,
              ElementsAre("after: 2 of 12 samples have no time", "after: 1 of 12 samples: throttled"));
}

TEST(Compare, SaysThatAFileIsIncomplete) {
  Results b = made_file("b");
  b.run.label = "after";
  b.end.reset();
  EXPECT_THAT(compared(made_file("a"), b).notes,
              Contains(HasSubstr("after is incomplete: 36 of 36 samples")));
}

TEST(Compare, TellsFilesApartByLabelHostStartAndNumber) {
  std::vector<concbench::Run> runs(6);
  runs[0].label = "laptop";
  runs[1].machine.hostname = "server";
  for (const std::size_t i : {2U, 3U, 4U}) runs[i].label = "twin", runs[i].started = "day 1";
  runs[4].started = "2000-01-02T03:04:05.678Z";
  EXPECT_THAT(labels_of(runs), ElementsAre("laptop", "server", "twin (day 1) #1", "twin (day 1) #2",
                                           "twin (2000-01-02 03:04:05)", "unnamed"));
}

TEST(Compare, BecomesJson) {
  Results b = made_file("b");
  slow_down(b.samples, "tbb", 1.2);
  const auto json = to_json(std::vector{judged(made_file("a"), b)}).as_array().at(0).as_object();
  EXPECT_EQ(json.at("counts").at("slower").as_int64(), 1);
  EXPECT_EQ(json.at("cases").as_array().at(2).at("verdict").as_string(), "slower");
}

}  // namespace
}  // namespace concbench::reports
