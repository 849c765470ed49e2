// What a run's own control found, as the summary counts it and every view says it.
#include "reports/summary/controls.h"

#include <gmock/gmock.h>

#include <cmath>

#include "reports/exports/report.h"
#include "results/text.h"
#include "tests/support/scratch.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

// With noise of a tenth of a percent that differs from sample to sample.
Sample timed(const std::string& runner, double ns, std::int64_t block, double phase) {
  Sample sample;
  sample.workload = "primes";
  sample.runner = runner;
  sample.case_ = "primes/" + runner + "/concurrency:2";
  sample.params = {{"extra", "0"}};
  sample.kind = "cpu";
  sample.concurrency = 2;
  sample.block = block;
  const double noise = std::sin(static_cast<double>(block * block) * phase + phase);
  sample.steady_ns = {std::llround(ns * (1 + 0.001 * noise))};
  return sample;
}

// Four runners, and twins of the first: with the same work, and with more.
Results controlled(double same, double more, std::int64_t blocks = 16) {
  Results results;
  results.run.blocks = blocks;
  for (std::int64_t block = 0; block < blocks; ++block) {
    double phase = 1;
    for (const char* runner : {"threads", "tbb", "openmp", "sequential"}) {
      results.samples.push_back(timed(runner, 1e6 * phase, block, phase));
      phase += 0.7;
    }
    Sample twin = timed("threads", 1e6 * same, block, 5.3), other = timed("threads", 1e6 * more, block, 6.1);
    twin.record = other.record = "twin";
    twin.of = other.of = twin.case_;
    other.case_ = "primes[extra=3]/threads/concurrency:2";
    other.params = {{"extra", "3"}};
    results.twins.push_back(twin);
    results.twins.push_back(other);
  }
  return results;
}

TEST(Controls, a_run_without_twins_has_none) {
  Results results = controlled(1, 1.03);
  results.twins.clear();
  const Controls controls = summarize(results).controls;
  EXPECT_THAT(controls.found, IsEmpty());
  EXPECT_EQ(controls.words, "");
}

TEST(Controls, the_same_work_is_not_told_apart_and_more_work_is_seen) {
  const Controls controls = summarize(controlled(1, 1.03)).controls;
  ASSERT_EQ(controls.found.size(), 1U);
  EXPECT_EQ(controls.found[0].of, "primes/threads/concurrency:2");
  EXPECT_NEAR(*controls.found[0].same_ratio, 1, 0.001);
  EXPECT_EQ(controls.found[0].more, Claim::slower);
  EXPECT_NEAR(*controls.found[0].more_ratio, 1.03, 0.001);
  EXPECT_EQ(controls.told_apart, 0);
  EXPECT_EQ(controls.seen, 1);
  EXPECT_EQ(controls.warning, "");
  EXPECT_EQ(
      controls.words,
      "Control: the same work, measured under two names, was told apart in 0 of 1 comparisons; 3 % more "
      "work was noticed in 1 of 1; a difference of " +
          percent_text(*controls.found[0].visible) + " would have been noticed");
}

TEST(Controls, a_false_claim_is_counted_and_said_plainly) {
  for (const auto& [same, more] : {std::pair(1.04, 1.03), {0.96, 1.03}, {1.0, 0.95}}) {
    const Controls controls = summarize(controlled(same, more)).controls;
    EXPECT_EQ(controls.wrong, 1) << same << ' ' << more;
    EXPECT_EQ(controls.told_apart, same == 1 ? 0 : 1);
    EXPECT_THAT(controls.warning, AllOf(StartsWith("This run made a false claim"),
                                        HasSubstr("(primes/threads/concurrency:2)")));
  }
}

TEST(Controls, nothing_is_counted_of_what_is_not_judged) {
  const Controls few = summarize(controlled(1.5, 1.03, 3)).controls;
  EXPECT_EQ(few.same + few.more + few.wrong, 0);
  EXPECT_EQ(few.words, "Control: the same work was measured under two names, in too few rounds to judge it");
  Results failed = controlled(1, 1.03);
  for (Sample& twin : failed.twins) twin.status = "failed";
  EXPECT_EQ(summarize(failed).controls.same, 0);
  Results strange = controlled(1, 1.03);
  for (Sample& twin : strange.twins) twin.of = "primes/nobody/concurrency:2";
  EXPECT_THAT(summarize(strange).controls.found, IsEmpty());
}

TEST(Controls, of_twins_that_were_taken_again_the_undisturbed_count) {
  Results results = controlled(1, 1.03);
  for (std::size_t i = results.twins.size(); i-- > 0;) {
    Sample disturbed = results.twins[i];
    disturbed.steady_ns = {9'000'000};
    disturbed.taints = {"busy: other processes used 30 % of the CPUs' time"};
    results.twins[i].attempt = 1;
    results.twins.insert(results.twins.begin() + static_cast<std::ptrdiff_t>(i), disturbed);
  }
  EXPECT_NEAR(*summarize(results).controls.found.at(0).same_ratio, 1, 0.001);
}

TEST(Controls, stand_in_every_view) {
  const Results good = controlled(1, 1.03), bad = controlled(1.04, 1.03);
  for (const Results* results : {&good, &bad}) {
    const Report report(*results);
    const Scratch scratch;
    const auto warning = [&](const auto& inner) {
      return results == &bad ? ::testing::Matcher<std::string>(HasSubstr(inner))
                             : ::testing::Matcher<std::string>(Not(HasSubstr(inner)));
    };
    EXPECT_THAT(terminal_summary(report.summary, 400, false),
                AllOf(HasSubstr(report.summary.controls.words), warning("made a false claim")));
    EXPECT_THAT(terminal_brief(report.summary, 400, false),
                AllOf(HasSubstr(report.summary.controls.words), warning("made a false claim")));
    for (const Format& format : format_table())
      if (format.name == "md") format.write(report, scratch / "");
    EXPECT_THAT(
        Scratch::content_of(scratch / "README.md"),
        AllOf(HasSubstr("Control: the same work, measured under two names"), warning("made a false claim")));
  }
}

}  // namespace
}  // namespace concbench::reports
