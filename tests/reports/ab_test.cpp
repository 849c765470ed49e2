// What `ab` makes of the samples of two sides: made up, so that the truth is known.
#include "reports/compare/ab.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cmath>

#include "reports/exports/report.h"
#include "reports/summary/summary.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

// A case, and how many times the old side's time the others take; 0: it fails.
struct Made {
  std::string runner;
  double again = 1, other = 1, ns = 1e9;
};

// The times of a block, with noise of half a percent that differs from side to side; every third block is
// slow for all.
Results results_of(const std::vector<Made>& cases, std::int64_t blocks) {
  Results results;
  results.run.command = "ab";
  results.run.blocks = blocks;
  results.run.sides = {{"/bin/old", "1234567890abcdef", {}},
                       {"/bin/new", "fedcba0987654321", {"primes.extra=3"}}};
  for (const Made& made : cases) {
    const std::string name = fmt::format("primes/{}/concurrency:2", made.runner);
    results.run.cases.push_back(name);
    results.run.planned.push_back({name, "primes", made.runner, 2, 0});
  }
  for (std::int64_t block = 0; block < blocks; ++block) {
    double phase = static_cast<double>(block);
    for (const Made& made : cases)
      for (const auto& [role, factor] :
           {std::pair{"", 1.0}, std::pair{"again", made.again}, std::pair{"new", made.other}}) {
        phase = 2.1 * phase + 1;
        Sample sample;
        sample.role = role;
        sample.workload = "primes";
        sample.runner = made.runner;
        sample.case_ = fmt::format("primes/{}/concurrency:2", made.runner);
        sample.kind = "cpu";
        sample.concurrency = 2;
        sample.block = block;
        sample.status = factor > 0 ? "ok" : "failed";
        const double noise = (1 + 0.005 * std::sin(phase)) * (block % 3 == 0 ? 1.5 : 1);
        if (factor > 0)
          sample.steady_ns = {std::llround(made.ns * factor * noise)};
        else
          sample.reason = "a worker died";
        if (sample.role.empty()) {
          results.samples.push_back(sample);
        } else {
          sample.record = "twin";
          sample.of = sample.case_;
          results.twins.push_back(sample);
        }
      }
  }
  return results;
}

Ab ab_from(const Results& results) {
  return ab_of(results).value();
}

TEST(Ab, IsOfItsOwnCommandAlone) {
  Results results = results_of({{"threads"}}, 10);
  results.run.command = "run";
  EXPECT_FALSE(ab_of(results));
}

TEST(Ab, SaysWhichCasesOfTheNewSideAreSlowerAndFaster) {
  const Ab ab = ab_from(results_of({{"threads", 1, 1.1}, {"tbb"}, {"fibers", 1, 0.8}, {"openmp"}}, 12));
  EXPECT_THAT(
      ab.conclusion,
      AllOf(StartsWith("new is slower in 1 of 4 cases: primes/threads/concurrency:2 1.10× slower (1."),
            HasSubstr("); new is faster in 1 of 4 cases: primes/fibers/concurrency:2 1.25× faster ("),
            Not(HasSubstr("trusted"))));
  EXPECT_EQ(ab.control, "control: the old program against itself: no difference claimed in 4 of 4 cases");
  EXPECT_EQ(ab.slower, 1);
  EXPECT_EQ(ab.judged, 4);
  EXPECT_EQ(ab.cases[0].verdict, Claim::slower);
  EXPECT_NEAR(*ab.cases[0].ratio, 1.1, 0.005);
  EXPECT_LT(*ab.cases[0].low, 1.1);
  EXPECT_GT(*ab.cases[0].high, 1.1);
  EXPECT_EQ(ab.cases[1].verdict, Claim::equivalent);
  EXPECT_EQ(ab.cases[2].verdict, Claim::faster);
}

TEST(Ab, SaysWhatWouldHaveBeenSeenWhereNothingIsClaimed) {
  const Ab ab = ab_from(results_of({{"threads"}, {"tbb"}}, 12));
  EXPECT_THAT(
      ab.conclusion,
      testing::MatchesRegex("no difference is claimed; [0-9.]+ % would have been seen in the noisiest case"));
  EXPECT_THAT(ab_from(results_of({{"threads"}}, 12)).conclusion,
              testing::MatchesRegex("no difference is claimed; [0-9.]+ % would have been seen"));
}

TEST(Ab, IsNotToBeTrustedWhereItTellsTheOldSideFromItself) {
  const Ab ab = ab_from(results_of({{"threads", 1.1, 1.1}, {"tbb"}}, 12));
  EXPECT_THAT(ab.conclusion,
              StartsWith("this run is not to be trusted, for it tells the old program apart from "
                         "itself; new is slower in 1 of 2 cases"));
  EXPECT_THAT(ab.control,
              AllOf(HasSubstr("called different in 1 of 2 cases (primes/threads/concurrency:2 1.1"),
                    HasSubstr("something other than the program made it so")));
  EXPECT_EQ(ab.control_differs, 1);
}

TEST(Ab, IsBlindWhereACaseIsNotJudgedOrATenthWouldHaveBeenHidden) {
  EXPECT_EQ(ab_from(results_of({{"threads", 1, 1}, {"tbb", 1, 1}}, 12)).blind, 0);
  EXPECT_EQ(ab_from(results_of({{"threads", 1, 1}, {"tbb", 1, 0}}, 12)).blind, 1) << "the new side fails";
  Results wild = results_of({{"threads", 1, 1}, {"tbb", 1, 1}}, 12);
  for (Sample& twin : wild.twins)
    if (twin.role == "new" && twin.runner == "tbb" && twin.block % 2 == 0) twin.steady_ns[0] *= 3;
  const Ab ab = ab_from(wild);
  EXPECT_EQ(ab.cases[1].verdict, Claim::undecided);
  EXPECT_EQ(ab.blind, 1);
}

TEST(Ab, ClaimsNothingFromTooFewBlocks) {
  const Ab ab = ab_from(results_of({{"threads", 1, 2}}, 3));
  EXPECT_EQ(ab.judged, 0);
  EXPECT_EQ(ab.slower, 0);
  EXPECT_EQ(ab.conclusion,
            "nothing could be judged: primes/threads/concurrency:2: not judged: 3 blocks, 7 are needed");
  EXPECT_EQ(ab.control, "control: the old program against itself could not be judged");
}

// One worker that dies must not look like nothing to worry about.
TEST(Ab, SaysWhyACaseHasNoVerdict) {
  const Ab ab = ab_from(results_of({{"threads", 1, 0}, {"tbb"}}, 12));
  EXPECT_EQ(ab.cases[0].verdict, Claim::not_judged);
  EXPECT_EQ(ab.cases[0].words, "new failed: a worker died");
  EXPECT_THAT(ab.conclusion, HasSubstr("1 of 2 cases could not be judged"));
  EXPECT_THAT(ab_from(results_of({{"threads", 1, 0}}, 12)).conclusion,
              "nothing could be judged: primes/threads/concurrency:2: new failed: a worker died");
}

TEST(Ab, HoldsNoWorkAgainstOtherWork) {
  Results results = results_of({{"threads", 1, 2}}, 12);
  for (Sample& twin : results.twins) twin.tally.sum = std::to_string(twin.role == "new" ? 2 : 1);
  for (Sample& sample : results.samples) sample.tally.sum = std::to_string(1);
  EXPECT_EQ(ab_from(results).cases[0].words, "other tally: the tasks did other work");
  for (Sample& twin : results.twins)
    if (twin.role == "new") twin.params["extra"] = "3";  // it was told to
  EXPECT_EQ(ab_from(results).cases[0].verdict, Claim::slower);
}

TEST(Ab, SaysWhichSideFailedInSomeBlocks) {
  Results results = results_of({{"threads", 1, 1.1}}, 12);
  for (Sample& twin : results.twins)
    if (twin.role == "new" && twin.block < 2) {
      twin.status = "failed";
      twin.reason = "a worker died";
      twin.steady_ns.clear();
    }
  const Ab ab = ab_from(results);
  EXPECT_EQ(ab.cases[0].verdict, Claim::slower);
  EXPECT_THAT(ab.conclusion, HasSubstr("); new failed in 2 of 12 blocks: a worker died"));
  EXPECT_THAT(terminal_brief(summarize(results), 160, false),
              HasSubstr("slower; new failed in 2 of 12 blocks: a worker died"));
}

// A lost sample costs nothing but itself, and a disturbed one that was taken again does not count.
TEST(Ab, TakesOfEachBlockTheSampleThatCounts) {
  Results results = results_of({{"threads", 1, 1.1}}, 12);
  results.samples[3].status = "failed";
  results.samples[3].steady_ns.clear();
  Sample first = results.twins[1];
  first.steady_ns = {1};
  first.taints = {"stolen: 50 % of the CPUs' time"};
  for (Sample& twin : results.twins)
    if (twin.block == 0) twin.attempt = 1;
  results.twins.insert(results.twins.begin(), first);
  const Ab ab = ab_from(results);
  EXPECT_EQ(ab.cases[0].verdict, Claim::slower);
  EXPECT_NEAR(*ab.cases[0].ratio, 1.1, 0.005);
  EXPECT_EQ(ab.cases[0].blocks, 11);
}

TEST(Ab, CountsTwoComparisonsOfEveryCasePlanned) {
  // 2^(1-n) <= 0.05 / 2, / 4: a case alone; 2 / C(2n, n) <= 0.05 / 4: two together.
  EXPECT_THAT(ab_from(results_of({{"threads"}}, 6)).conclusion, HasSubstr("6 blocks, 7 are needed"));
  EXPECT_EQ(ab_from(results_of({{"threads"}}, 7)).judged, 1);
  EXPECT_THAT(ab_from(results_of({{"threads"}, {"tbb"}}, 4)).conclusion, HasSubstr("4 blocks, 5 are needed"));
}

TEST(Ab, GoesOnWithWhatIsUndecidedAndWhatItIsAlignedBy) {
  const auto at = [](Claim verdict, const std::string& name, double ns,
                     const std::string& workload = "primes") {
    AbCase one;
    one.name = name;
    one.workload = workload;
    one.old_ns = one.new_ns = ns;
    one.ratio = 1;
    one.verdict = verdict;
    return one;
  };
  Ab ab;
  ab.cases = {at(Claim::slower, "a", 3), at(Claim::equivalent, "b", 2), at(Claim::undecided, "c", 9)};
  EXPECT_THAT(undecided(ab), UnorderedElementsAre("b", "c"));
  ab.cases.push_back(at(Claim::not_judged, "d", 1));  // some of its samples are lost
  EXPECT_THAT(undecided(ab), UnorderedElementsAre("c", "d"));
  ab.cases[2].verdict = ab.cases[3].verdict = Claim::faster;
  EXPECT_THAT(undecided(ab), IsEmpty());
  AbCase failed = at(Claim::not_judged, "e", 1, "sleep");
  failed.ratio.reset();
  ab.cases = {failed};
  EXPECT_THAT(undecided(ab), IsEmpty());
}

TEST(Ab, SaysTheSameOnTheTerminalTheConclusionFirst) {
  const Results results = results_of({{"threads", 1, 1.1}, {"tbb"}}, 12);
  const Summary summary = summarize(results);
  for (const std::string& text :
       {terminal_brief(summary, 120, false), terminal_summary(summary, 120, false)}) {
    EXPECT_THAT(text,
                StartsWith("=> new is slower in 1 of 2 cases: primes/threads/concurrency:2 1.10× slower ("));
    EXPECT_THAT(text, HasSubstr("primes/tbb/concurrency:2"));
    EXPECT_THAT(text,
                HasSubstr("control: the old program against itself: no difference claimed in 2 of 2 cases"));
    EXPECT_THAT(text, HasSubstr("old: /bin/old (1234567890ab)"));
    EXPECT_THAT(text, HasSubstr("new: /bin/new, primes.extra=3 (fedcba098765)"));
    EXPECT_LT(text.find("=> "), text.find("primes/tbb"));
    EXPECT_LT(text.find("primes/tbb"), text.find("control:"));
  }
}

}  // namespace
}  // namespace concbench::reports
