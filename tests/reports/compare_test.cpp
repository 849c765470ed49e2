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

// --- Verdicts

TEST(Compare, FindsWhatIsSlowerFasterAndTheSame) {
  Results b = made_file("b");
  slow_down(b.samples, "threads", 1.1);
  slow_down(b.samples, "tbb", 0.9);
  const FileComparison files = compared(made_file("a"), b);
  EXPECT_THAT(verdicts(files), ElementsAre("equivalent", "slower", "faster"));
  EXPECT_NEAR(*at(files, "threads").ratio, 1.1, 1e-6);
  EXPECT_THAT(at(files, "threads").words, HasSubstr("1.10× slower ("));
  EXPECT_NEAR(*at(files, "threads").other_ns / *at(files, "threads").reference_ns, 1.1, 1e-6);
  EXPECT_EQ(files.counts.slower, 1);
  EXPECT_EQ(files.counts.faster, 1);
  EXPECT_EQ(files.counts.equivalent, 1);
  EXPECT_EQ(files.family, 3);
}

TEST(Compare, TakesTheMedianOfEachSample) {
  Results b = made_file("b");
  for (Sample& sample : b.samples) sample.steady_ns.back() *= 50;
  EXPECT_THAT(verdicts(compared(made_file("a"), b)), Each("equivalent"));
}

TEST(Compare, ClaimsNothingBelowTheLargestFloor) {
  Results a = made_file("a"), b = made_file("b");
  slow_down(b.samples, "tbb", 1.1);
  EXPECT_EQ(at(compared(a, b, {.aa_floors = {{"cpu", 0.12}}}), "tbb").verdict, Claim::equivalent);
  EXPECT_EQ(at(compared(a, b, {.between_runs_floors = {{"cpu", 0.12}}}), "tbb").verdict, Claim::equivalent);
  EXPECT_EQ(at(compared(a, b, {.aa_floors = {{"io", 0.12}}}), "tbb").verdict, Claim::slower);
  b.run.floors["cpu"] = 0.12;  // what the machine found of itself
  EXPECT_EQ(at(compared(a, b), "tbb").verdict, Claim::equivalent);
}

TEST(Compare, JudgesKindsWithOtherFloorsAsOneFamily) {
  Results a = made_file("a"), b = made_file("b");
  for (Results* results : {&a, &b})
    for (Sample& sample : results->samples)
      if (sample.runner == "tbb") sample.kind = "io";
  slow_down(b.samples, "tbb", 1.05);
  slow_down(b.samples, "threads", 1.05);
  const FileComparison files = compared(a, b, {.aa_floors = {{"io", 0.08}}});
  EXPECT_THAT(verdicts(files), ElementsAre("equivalent", "slower", "equivalent"));
  EXPECT_EQ(files.family, 3);
}

TEST(Compare, RefusesAFloorThatIsNoShare) {
  for (const double floor : {-0.1, std::nan(""), std::numeric_limits<double>::infinity()})
    EXPECT_THROW(compared(made_file("a"), made_file("b"), {.aa_floors = {{"cpu", floor}}}),
                 std::invalid_argument);
}

TEST(Compare, SaysHowManySamplesAClaimTakes) {
  Results b = made_file("b", 3);
  slow_down(b.samples, "tbb", 2);
  const FileComparison files = compared(made_file("a", 3), b);
  EXPECT_THAT(verdicts(files), Each("not judged"));
  EXPECT_EQ(files.needed, 5);  // 2 / C(10, 5) = 0.0079 <= 0.05 / 3 < 2 / C(8, 4)
  EXPECT_EQ(at(files, "tbb").words, "not judged: 3 blocks, 5 are needed");
  EXPECT_FALSE(at(files, "tbb").low);
  EXPECT_NEAR(*at(files, "tbb").ratio, 2, 1e-6);
}

TEST(Compare, TellsWhetherAnyFileIsSlower) {
  Results c = made_file("c");
  slow_down(c.samples, "tbb", 1.2);
  const std::vector comparisons{compared(made_file("a"), made_file("b")), compared(made_file("a"), c)};
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
  EXPECT_EQ(files.family, 0);
}

TEST(Compare, DoesNotCompareSamplesThatDifferWithinAFile) {
  Results b = made_file("b");
  b.run.label = "after";
  b.samples.back().tally.sum = "7";  // of tbb, in the last block
  EXPECT_EQ(at(compared(made_file("a"), b), "tbb").words,
            "within after: other tally: the tasks did other work");
}

TEST(Compare, RemarksOnFailedAndTaintedSamples) {
  Results b = made_file("b");
  b.run.label = "after";
  fail(b, "tbb", "a worker died", 2);
  b.samples.back().taints = {"throttled"};
  const CaseComparison one = at(compared(made_file("a"), b), "tbb");
  EXPECT_EQ(one.verdict, Claim::equivalent);
  EXPECT_EQ(one.other_samples, 10);
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
  runs[4].started = "day 2";
  EXPECT_THAT(labels_of(runs), ElementsAre("laptop", "server", "twin (day 1) #1", "twin (day 1) #2",
                                           "twin (day 2)", "unnamed"));
}

TEST(Compare, BecomesJson) {
  Results b = made_file("b");
  slow_down(b.samples, "tbb", 1.2);
  const auto json = to_json(std::vector{compared(made_file("a"), b)}).as_array().at(0).as_object();
  EXPECT_EQ(json.at("counts").at("slower").as_int64(), 1);
  EXPECT_EQ(json.at("cases").as_array().at(2).at("verdict").as_string(), "slower");
}

}  // namespace
}  // namespace concbench::reports
