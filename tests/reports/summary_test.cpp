#include "reports/summary/summary.h"

#include <gmock/gmock.h>

#include <map>

#include "reports/drawing/script.h"
#include "reports/words/units.h"
#include "results/text.h"
#include "statistics/statistics.h"
#include "tests/support/made_up.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;

Sample sample_of(const std::string& runner, std::int64_t concurrency, std::vector<std::int64_t> steady_ns) {
  Sample sample;
  sample.workload = "primes";
  sample.runner = runner;
  sample.concurrency = concurrency;
  sample.case_ = "primes/" + runner + "/concurrency:" + std::to_string(concurrency);
  sample.kind = "cpu";
  sample.tasks = 100;
  sample.steady_ns = std::move(steady_ns);
  return sample;
}

Sample failed_sample(const std::string& runner, const std::string& status, const std::string& reason) {
  Sample sample = sample_of(runner, 2, {});
  sample.status = status;
  sample.reason = reason;
  return sample;
}

// The first sample of a case in the first block, the next in the next.
Results results_of(std::vector<Sample> samples) {
  Results results;
  std::map<std::string, std::int64_t> blocks;
  for (Sample& sample : samples) sample.block = blocks[sample.case_]++;
  results.run.blocks = 2;
  results.samples = std::move(samples);
  results.end = End{"end", true, "", 0, 0, ""};
  return results;
}

const CaseSummary& case_of(const Summary& summary, const std::string& runner) {
  const auto found = std::ranges::find(summary.cases, runner, &CaseSummary::runner);
  if (found == summary.cases.end()) throw std::out_of_range(runner);
  return *found;
}

std::vector<std::string> ranking_of(const Summary& summary) {
  std::vector<std::string> names;
  for (const auto& result : summary.workloads.at(0).runners) names.push_back(result.runner);
  return names;
}

// R: quantile(c(1, 2, 4, 8), c(0, .25, .5, .75, .9, 1), type = 7) gives 1.0 1.75 3.0 5.0 6.8 8.0.
TEST(Quantile, InterpolatesAsDefinitionSeven) {
  const std::vector<double> values{1, 2, 4, 8};
  EXPECT_DOUBLE_EQ(quantile(values, 0), 1);
  EXPECT_DOUBLE_EQ(quantile(values, 0.25), 1.75);
  EXPECT_DOUBLE_EQ(quantile({8, 1, 4, 2}, 0.25), 1.75);  // in any order
  EXPECT_DOUBLE_EQ(quantile(values, 0.5), 3);
  EXPECT_DOUBLE_EQ(quantile(values, 0.75), 5);
  EXPECT_DOUBLE_EQ(quantile(values, 0.9), 6.8);
  EXPECT_DOUBLE_EQ(quantile(values, 1), 8);
}

TEST(Quantile, OfOneValueIsThatValue) {
  EXPECT_DOUBLE_EQ(quantile(std::vector<double>{7}, 0.25), 7);
  EXPECT_DOUBLE_EQ(median({7}), 7);
}

TEST(Median, TakesValuesInAnyOrder) {
  EXPECT_DOUBLE_EQ(median({9, 1, 5}), 5);
}

TEST(Summary, ASampleCountsOnceWithTheMedianOfItsSteadyRuns) {
  const Summary summary =
      summarize(results_of({sample_of("tbb", 2, {10, 1000, 20}), sample_of("tbb", 2, {40})}));
  const CaseSummary& one = case_of(summary, "tbb");
  EXPECT_THAT(one.samples_ns, ElementsAre(20, 40));
  EXPECT_DOUBLE_EQ(one.time_ns->median, 30);
  EXPECT_DOUBLE_EQ(one.time_ns->lower_quartile, 25);
  EXPECT_DOUBLE_EQ(one.time_ns->maximum, 40);
  EXPECT_EQ(one.ok, 2);
  EXPECT_EQ(one.state, State::ok);
}

TEST(Summary, SpeedupIsOverSequentialAndSlowdownOverTheBest) {
  const Summary summary = summarize(results_of(
      {sample_of("sequential", 1, {800}), sample_of("tbb", 2, {400}), sample_of("threads", 2, {200})}));
  EXPECT_DOUBLE_EQ(*case_of(summary, "sequential").speedup, 1);
  EXPECT_DOUBLE_EQ(*case_of(summary, "tbb").speedup, 2);
  EXPECT_DOUBLE_EQ(*case_of(summary, "threads").speedup, 4);
  EXPECT_DOUBLE_EQ(*case_of(summary, "tbb").slowdown, 2);
  EXPECT_DOUBLE_EQ(*case_of(summary, "threads").slowdown, 1);
}

TEST(Summary, WithoutSequentialThereIsNoSpeedup) {
  EXPECT_EQ(case_of(summarize(results_of({sample_of("tbb", 2, {400})})), "tbb").speedup, std::nullopt);
}

TEST(Summary, RanksRunnersByTheirBestConcurrencyAndThoseWithoutATimeLast) {
  const Summary summary = summarize(
      results_of({failed_sample("processes", "failed", "died"), sample_of("sequential", 1, {800}),
                  sample_of("tbb", 4, {300}), sample_of("tbb", 2, {500}), sample_of("threads", 2, {400})}));
  EXPECT_THAT(ranking_of(summary), ElementsAre("tbb", "threads", "sequential", "processes"));
  const RunnerResult& tbb = summary.workloads[0].runners[0];
  EXPECT_EQ(summary.cases[*tbb.best].concurrency, 4);
  EXPECT_EQ(summary.cases[tbb.cases[0]].concurrency, 2);
  EXPECT_EQ(summary.workloads[0].runners[3].best, std::nullopt);
}

TEST(Summary, AFailureIsNeverATime) {
  Sample wrong = failed_sample("tbb", "failed", "wrong tally");
  wrong.steady_ns = {1};
  const Summary summary = summarize(results_of({wrong, sample_of("tbb", 2, {400})}));
  const CaseSummary& one = case_of(summary, "tbb");
  EXPECT_DOUBLE_EQ(one.time_ns->median, 400);
  EXPECT_EQ(one.state, State::partly);
  EXPECT_EQ(one.failed, 1);
  EXPECT_THAT(one.reasons, ElementsAre(Field(&Remark::text, "wrong tally")));
}

TEST(Summary, AnOkWithoutAUsableTimeIsAFailure) {
  const Summary summary = summarize(results_of({sample_of("tbb", 2, {}), sample_of("threads", 2, {0, 0})}));
  EXPECT_EQ(case_of(summary, "tbb").state, State::failed);
  EXPECT_EQ(case_of(summary, "threads").state, State::failed);
  EXPECT_EQ(summary.failed, 2);
}

TEST(Summary, AStatusItDoesNotKnowIsAFailureThatNamesIt) {
  const Summary summary = summarize(results_of({failed_sample("tbb", "melted", "too hot")}));
  EXPECT_EQ(case_of(summary, "tbb").state, State::failed);
  EXPECT_EQ(case_of(summary, "tbb").reasons[0].text, "status 'melted': too hot");
}

TEST(Summary, CountsEqualReasonsOnce) {
  const Summary summary = summarize(
      results_of({failed_sample("tbb", "timeout", "slow"), failed_sample("tbb", "timeout", "slow")}));
  EXPECT_EQ(case_of(summary, "tbb").state, State::timeout);
  ASSERT_EQ(case_of(summary, "tbb").reasons.size(), 1U);
  EXPECT_EQ(case_of(summary, "tbb").reasons[0].samples, 2);
}

TEST(Summary, ThroughputIsTasksAndBytesPerSecond) {
  Sample sample = sample_of("tbb", 2, {500'000'000});
  sample.bytes = 1000;
  const Summary summary = summarize(results_of({sample}));
  EXPECT_DOUBLE_EQ(*case_of(summary, "tbb").tasks_per_second, 200);
  EXPECT_DOUBLE_EQ(*case_of(summary, "tbb").bytes_per_second, 2000);
}

TEST(Summary, PlannedCasesThatWereNotRunAreMissingNotGone) {
  Results results = results_of({sample_of("tbb", 2, {400})});
  results.run.runners = {{"tbb", "", "", "", ""}, {"threads", "", "", "", ""}};
  results.run.cases = {"primes/tbb/concurrency:2", "primes/threads/concurrency:16"};
  results.end.reset();
  const Summary summary = summarize(results);
  const CaseSummary& missing = case_of(summary, "threads");
  EXPECT_EQ(missing.state, State::missing);
  EXPECT_EQ(missing.workload, "primes");
  EXPECT_EQ(missing.concurrency, 16);
  EXPECT_FALSE(summary.complete);
  EXPECT_THAT(summary.incomplete, ::testing::HasSubstr("1 of 4 samples"));
}

TEST(Summary, TakesThePartsOfACaseFromThePlanWhateverItsNameIs) {
  Results results = results_of({sample_of("tbb", 2, {400})});
  results.run.cases = {"primes/tbb/concurrency:2", "files[dir=/a/tbb/b]/tbb/concurrency:9"};
  results.run.planned = {{"primes/tbb/concurrency:2", "primes", "tbb", 2},
                         {"files[dir=/a/tbb/b]/tbb/concurrency:9", "files of mine", "threads", 16}};
  const Summary summary = summarize(results);
  const CaseSummary& missing = case_of(summary, "threads");
  EXPECT_EQ(missing.state, State::missing);
  EXPECT_EQ(missing.workload, "files of mine");
  EXPECT_EQ(missing.concurrency, 16);
}

// One task at a time costs more than a share of them: such cases are no rivals.
TEST(Summary, AModelsOwnChunkStandsBesideTheChunkThatIsCompared) {
  Sample fixed = sample_of("threads", 2, {400}), own = sample_of("threads", 2, {100});
  fixed.chunk = 1;
  fixed.case_ += "/chunk:1";
  own.case_ += "/chunk:guided";
  const Summary summary = summarize(results_of({fixed, own, sample_of("tbb", 2, {300})}));
  EXPECT_EQ(ranking_of(summary), (std::vector<std::string>{"tbb", "threads"}));
  EXPECT_EQ(summary.cases.size(), 3U);
  EXPECT_EQ(summary.workloads.at(0).runners.at(1).cases.size(), 1U);
  const Summary alone = summarize(results_of({own, sample_of("tbb", 2, {300})}));
  EXPECT_EQ(ranking_of(alone), (std::vector<std::string>{"threads", "tbb"})) << "nothing to stand beside";
}

TEST(Summary, WorkloadsWithOtherParametersAreApart) {
  Sample other = sample_of("tbb", 2, {400});
  other.case_ = "primes[limit=5]/tbb/concurrency:2";
  const Summary summary = summarize(results_of({sample_of("tbb", 2, {400}), other}));
  ASSERT_EQ(summary.workloads.size(), 2U);
  EXPECT_EQ(summary.workloads[1].title, "primes[limit=5]");
  EXPECT_EQ(summary.workloads[1].name, "primes");
}

// Seen: a file that was cut off before any case at a chunk of 1 compared models at their own chunks.
TEST(Summary, AChunkThatWasPlannedAndNotYetMeasuredIsComparedAllTheSame) {
  Sample own = sample_of("threads", 2, {100});
  own.case_ += "/chunk:guided";
  Results results = results_of({own, sample_of("tbb", 2, {300})});
  results.run.planned = {{own.case_, "primes", "threads", 2, 0},
                         {"primes/threads/concurrency:2/chunk:1", "primes", "threads", 2, 1}};
  EXPECT_EQ(ranking_of(summarize(results)), (std::vector<std::string>{"tbb", "threads"}));
}

TEST(Summary, CountsDisturbedSamplesOnceAndTheirTaintsByKind) {
  Sample twice = sample_of("tbb", 2, {400}), once = sample_of("tbb", 2, {500});
  twice.taints = {"stolen: 3 %", "busy: 12 %"};
  once.taints = {"busy: 31 %"};
  const Summary summary = summarize(results_of({twice, once, sample_of("threads", 2, {600})}));
  EXPECT_EQ(summary.tainted, 2);
  EXPECT_THAT(summary.taints, ElementsAre(AllOf(Field(&Remark::text, "busy"), Field(&Remark::samples, 2)),
                                          AllOf(Field(&Remark::text, "stolen"), Field(&Remark::samples, 1))));
  EXPECT_EQ(case_of(summary, "tbb").tainted, 2);
  EXPECT_NEAR(case_of(summary, "tbb").time_ns->median, 450, 20) << "they count all the same";
  EXPECT_EQ(case_of(summary, "threads").tainted, 0);
}

TEST(Summary, TakesTheMedianOfEachCanaryThatHasATime) {
  Results results = results_of({});
  results.canaries = {sample_of("sequential", 1, {10, 30, 20}), failed_sample("sequential", "failed", "died"),
                      sample_of("sequential", 1, {0}), sample_of("sequential", 1, {21})};
  EXPECT_THAT(summarize(results).canary_ns, ElementsAre(20, 21));
}

TEST(Summary, UsableCpusAreWholeAndAtLeastOne) {
  Results results = results_of({});
  EXPECT_EQ(summarize(results).cpus, std::nullopt);
  results.run.machine.cpus_allowed = 8;
  EXPECT_EQ(summarize(results).cpus, 8);
  results.run.machine.quota_cpus = 2.5;
  EXPECT_EQ(summarize(results).cpus, 2);
  results.run.machine.quota_cpus = 0.5;
  EXPECT_EQ(summarize(results).cpus, 1);
}

TEST(Summary, HoldsEveryCaseOfTheMadeUpRun) {
  const Results results = made_up_results();
  const Summary summary = summarize(results);
  EXPECT_EQ(summary.cases.size(), results.run.cases.size());
  EXPECT_EQ(summary.workloads.size(), 5U);
  EXPECT_EQ(summary.planned, static_cast<std::int64_t>(results.samples.size()));
  EXPECT_EQ(summary.ok + summary.failed + summary.timeout + summary.skipped, summary.planned);
  EXPECT_EQ(summary.canary_ns.size(), 12U);
}

TEST(Units, HaveThreeSignificantDigitsAndTheUnitThatSuits) {
  EXPECT_EQ(duration_text(0), "0.00 ns");
  EXPECT_EQ(duration_text(999.6), "1.00 µs");
  EXPECT_EQ(duration_text(12'345'678), "12.3 ms");
  EXPECT_EQ(duration_text(99'960), "100 µs");
  EXPECT_EQ(duration_text(3.6e12), "3,600 s");
  EXPECT_EQ(duration_range_text(900'000, 1'100'000), "0.900 – 1.10 ms");
  EXPECT_EQ(rate_text(81'000, "images"), "81.0 k images/s");
  EXPECT_EQ(rate_text(12.3, "images"), "12.3 images/s");
  EXPECT_EQ(rate_text(1.24e9, "B"), "1.24 GB/s");
  EXPECT_EQ(memory_text(35'754'803), "34.1 MiB");
  EXPECT_EQ(ratio_text(1), "1.00×");
  EXPECT_EQ(ratio_text(0.0000740), "0.000074×");
  EXPECT_EQ(ratio_text(13'506), "13,500×");
}

TEST(Text, MendsBadUtf8ByteByByte) {
  EXPECT_EQ(valid_utf8("é漢🚀"), "é漢🚀");
  EXPECT_EQ(valid_utf8("\xc0\xaf|\xf5|\xe2\x82|\xed\xa0\x80|\x80"), "��|�|��|���|�");
}

TEST(Text, PrintableTextHasNoEffectOnATerminal) {
  EXPECT_EQ(printable("a\x1b[31m\r\n\x7f"), "a\\x1B[31m\\x0D\\x0A\\x7F");
  EXPECT_EQ(printable("\u009b\u202e\u2028\u2066"), "\\x9B\\u{202E}\\u{2028}\\u{2066}");
  EXPECT_EQ(printable("é漢"), "é漢");
}

TEST(Text, TakesSurrogatePairsOfScriptEnginesTogether) {
  ScriptEngine engine;
  EXPECT_EQ(engine.text("say it", "'a\\ud83d\\ude80z'"), "a🚀z");
  EXPECT_EQ(engine.text("say it", "'\\ud83d|\\ude80'"), "�|�");
  EXPECT_EQ(engine.text("say it", "'é漢'"), "é漢");
  EXPECT_EQ(engine.text("say it", "''"), "");
}

TEST(Text, FitsColumnsNotBytes) {
  EXPECT_EQ(display_width("é漢e\u0301"), 4U);
  EXPECT_EQ(fitted("éa", 4), "éa  ");
  EXPECT_EQ(fitted("abcdef", 4), "abc…");
  EXPECT_EQ(fitted("漢漢漢", 4), "漢… ");
  EXPECT_EQ(fitted_right("ab", 4), "  ab");
}

}  // namespace
}  // namespace concbench::reports
