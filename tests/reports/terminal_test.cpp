// What a person sees at the end of a run, of made-up results.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <sstream>

#include "reports/exports/report.h"
#include "reports/words/units.h"
#include "results/text.h"
#include "tests/support/made_up.h"
#include "tests/support/made_up_studies.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::size_t position(const std::string& text, const std::string& part) {
  const auto at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return at;
}

std::string line_with(const std::string& part, const std::string& text) {
  for (const std::string& line : lines_of(text))
    if (line.find(part) != std::string::npos) return line;
  ADD_FAILURE() << "no line has " << part << " in\n" << text;
  return {};
}

Results of_workload(const std::string& name, Results results) {
  std::erase_if(results.samples, [&](const Sample& s) { return s.workload != name; });
  std::erase_if(results.run.cases, [&](const std::string& c) { return !c.starts_with(name + "/"); });
  return results;
}

// The same samples again under other names of runners, or of workloads.
Results repeated(std::size_t times, std::string Sample::*name) {
  Results results = made_up_results({.blocks = 2, .cpu_concurrency = {1, 4}, .io_concurrency = {1, 64}});
  const std::vector<Sample> once = results.samples;
  for (std::size_t i = 1; i < times; ++i)
    for (Sample sample : once) {
      sample.*name += fmt::format("_{}", i);
      sample.case_ = fmt::format("{}/{}/concurrency:{}", sample.workload, sample.runner, sample.concurrency);
      results.run.cases.push_back(sample.case_);
      results.samples.push_back(std::move(sample));
    }
  return results;
}

std::string brief_of(const Results& results, std::size_t columns = 100) {
  return terminal_brief(summarize(results), columns, false);
}

TEST(Brief, TakesSomeFortyLinesForOneWorkloadAndForFive) {
  for (const Results& results :
       {made_up_results({.failures = false}), of_workload("primes", made_up_results({.failures = false}))}) {
    EXPECT_LE(lines_of(brief_of(results)).size(), 40U) << brief_of(results);
    EXPECT_LE(lines_of(brief_of(results, 80)).size(), 50U) << brief_of(results, 80);
  }
  EXPECT_LE(lines_of(brief_of(made_up_results())).size(), 50U);
}

TEST(Brief, SaysTimeConcurrencyAndVerdictOfTheFastestModelsOfEveryWorkload) {
  for (const Results& results : {made_up_results(), of_workload("primes", made_up_results())}) {
    const Summary summary = summarize(results);
    const std::string text = terminal_brief(summary, 120, false);
    EXPECT_THAT(lines_of(text)[0], ContainsRegex("^  model +concurrency +time +speedup  verdict$"));
    for (const WorkloadSummary& workload : summary.workloads)
      for (std::size_t i = 0; i < 3; ++i) {
        const RunnerResult& runner = workload.runners[i];
        const CaseSummary& one = summary.cases[*runner.best];
        const std::string line =
            line_with("  " + runner.runner + " ", text.substr(position(text, workload.title + " – ")));
        EXPECT_THAT(line, AllOf(HasSubstr(duration_text(one.time_ns->median)), HasSubstr(runner.words),
                                HasSubstr(fmt::format(" {} ", one.concurrency))));
      }
  }
}

TEST(Brief, ShowsTheModelThatItRecommendsAmongTheFew) {
  Summary summary = summarize(made_up_results());
  const WorkloadSummary& primes = summary.workloads[1];
  for (Recommendation& one : summary.advice.recommendations)
    if (one.workload == primes.title) one.runner = primes.runners[5].runner;
  EXPECT_THAT(terminal_brief(summary, 120, false), HasSubstr("\n  " + primes.runners[5].runner + " "));
  EXPECT_THAT(line_with("primes – ", terminal_brief(summary, 120, false)), HasSubstr("(3 of 10 models)"));
}

TEST(Brief, AdvisesOnEveryWorkloadInWholeSentences) {
  const Summary summary = summarize(made_up_results());
  const std::string text = terminal_brief(summary, 1000, false);
  ASSERT_GE(summary.advice.recommendations.size(), 4U);
  for (const Recommendation& one : summary.advice.recommendations)
    EXPECT_THAT(text, HasSubstr("\n  => " + one.sentence + "\n"));
}

TEST(Brief, CutsNothing) {
  Results results = made_up_results();
  results.run.warnings = {"governor: powersave. What it does: short runs. What mends it: last words."};
  for (Sample& sample : results.samples)
    if (sample.status == "failed") sample.reason = std::string(200, 'x') + " up to the end";
  for (const std::size_t columns : {40U, 80U, 120U})
    EXPECT_THAT(brief_of(results, columns), AllOf(Not(HasSubstr("…")), HasSubstr("up to the end")));
  EXPECT_THAT(terminal_summary(summarize(results), 200, false), HasSubstr("last words."));
}

TEST(Brief, CountsWhatItLeavesOut) {
  EXPECT_THAT(brief_of(repeated(7, &Sample::runner)),
              AllOf(HasSubstr("(3 of 70 models)"), HasSubstr("more without a time; --details shows all")));
  EXPECT_THAT(brief_of(repeated(6, &Sample::workload)),
              HasSubstr("and 15 more workloads; --details shows all"));
  EXPECT_THAT(brief_of(made_up_studies()[1]), HasSubstr("more CPUs; --details shows all"));
  EXPECT_THAT(brief_of(of_workload("primes", made_up_results({.failures = false}))), Not(HasSubstr("and ")));
}

TEST(Brief, SaysWhatMakesTheNumbersNoisyAndWhereTheRemediesAre) {
  EXPECT_THAT(
      brief_of(made_up_results(), 200),
      ContainsRegex("! What makes these numbers noisy: governor, virtualised, load, power; --details"));
}

TEST(Brief, OfAStudyHoldsItsTableAndItsResult) {
  for (const Results& study : made_up_studies("\x1b[31m"))
    EXPECT_THAT(brief_of(study), AllOf(HasSubstr("\n  => "), Not(HasSubstr("\x1b"))));
  EXPECT_THAT(brief_of(made_up_studies()[0]), HasSubstr("METG(50 %)"));
}

TEST(Terminal, ListsRunnersOfAWorkloadBestFirst) {
  const Results results = of_workload("primes", made_up_results({.blocks = 3, .failures = false}));
  const std::string text = terminal_summary(summarize(results), 160, false);
  EXPECT_LT(position(text, "\n  threads "), position(text, "\n  sequential "));
  EXPECT_LT(position(text, "\n  sequential "), position(text, "\n  process_per_task "));
  EXPECT_THAT(text, AllOf(HasSubstr("1.00×"), HasSubstr("k ranges/s"), HasSubstr("middle half")));
}

TEST(Terminal, SaysWhatFailedAndWhy) {
  const std::string text = terminal_summary(summarize(made_up_results()), 120, false);
  EXPECT_THAT(text, HasSubstr("process_pool at 1, 2, 4, 8: failed 48 of 48: a worker died: signal 11"));
  EXPECT_THAT(text, HasSubstr("process_per_task at 1: timeout 12 of 12: not done after 30 s"));
  EXPECT_THAT(text, HasSubstr("thread_pool at 2: failed 1 of 12: wrong tally"));
  EXPECT_THAT(text, HasSubstr("coroutines at 64: skipped 12 of 12: io_uring"));
  EXPECT_THAT(text, HasSubstr("Failed: 61 of 2220 samples"));
}

// The part that is on one workload.
std::string about(const std::string& workload, const Results& results) {
  return terminal_summary(summarize(of_workload(workload, results)), 160, false);
}

TEST(Terminal, SaysTheVerdictOnEveryRunnerAndConcludes) {
  EXPECT_THAT(about("empty", made_up_results()),
              AllOf(ContainsRegex("sequential [^\n]* the best\n"),
                    ContainsRegex("threads [^\n]* 2\\.[0-9]+× slower \\([^\n]*\\)\n"),
                    HasSubstr("\n  => a task costs ")));
  EXPECT_THAT(about("sleep", made_up_results()),
              AllOf(HasSubstr("  lowest time\n"), HasSubstr("  equivalent: within ±5 %\n")));
}

TEST(Terminal, ClaimsNothingFromTooFewBlocks) {
  EXPECT_THAT(about("empty", made_up_results({.blocks = 6})),
              AllOf(HasSubstr("  not judged\n"),
                    ContainsRegex("\n  => nothing is claimed: 6 rounds, [0-9]+ are needed; a task costs "),
                    Not(HasSubstr("slower"))));
}

TEST(Terminal, SaysWhatDisturbedTheRunAndHowFarTheMachineDrifted) {
  Results results = made_up_results();
  EXPECT_THAT(
      terminal_summary(summarize(results), 160, false),
      AllOf(HasSubstr("Disturbed: 12 of 2220 samples (busy 8, no_steady_state 4, stolen 4); they count "
                      "all the same"),
            HasSubstr("The machine's own speed varied by 6."), HasSubstr("! governor: powersave. What "),
            HasSubstr("! A warning that an earlier version wrote")));
  for (Sample& sample : results.samples) sample.taints.clear();
  results.canaries.clear();
  results.run.warnings.clear();
  EXPECT_THAT(terminal_summary(summarize(results), 160, false),
              Not(AnyOf(HasSubstr("Disturbed"), HasSubstr("own speed"), HasSubstr("! "))));
}

TEST(Terminal, ShowsTheWholeReasonWhereverItFits) {
  Results results = made_up_results({.blocks = 1});
  const std::string reason =
      "one two three four five six seven eight nine ten eleven twelve thirteen last-word";
  for (Sample& sample : results.samples)
    if (sample.status == "failed") sample.reason = reason;
  EXPECT_THAT(terminal_summary(summarize(results), 60, false), HasSubstr("last-word"));
}

TEST(Terminal, SaysThatAFileIsIncomplete) {
  Results results = made_up_results({.blocks = 2});
  results.samples.resize(100);
  results.end.reset();
  const std::string text = terminal_summary(summarize(results), 120, false);
  EXPECT_THAT(text, AllOf(HasSubstr("Incomplete: 100 of 370 samples"), HasSubstr("not run")));
}

TEST(Terminal, WrapsWhatTheTerminalHasNoRoomFor) {
  for (const std::size_t columns : {60U, 80U, 100U, 200U})
    for (const auto text_of : {terminal_summary, terminal_brief})
      for (const std::string& line :
           lines_of(text_of(summarize(made_up_results({.blocks = 2})), columns, false)))
        EXPECT_LE(display_width(line), columns) << line;
}

TEST(Terminal, IsColouredOnlyWhenAsked) {
  EXPECT_THAT(terminal_summary(summarize(made_up_results()), 80, false), Not(HasSubstr("\x1b")));
  EXPECT_THAT(terminal_summary(summarize(made_up_results()), 80, true), HasSubstr("\x1b["));
}

TEST(Terminal, EscapesControlCharactersInEveryString) {
  for (const std::string text : {"\x1b[2J\x07", "a\r\nb", "\u009b31m", "\u2028\u202e", "\xff\xfe"}) {
    const std::string shown = terminal_summary(summarize(hostile_results({text})), 120, false);
    for (const std::string bad : {"\x1b", "\x07", "\r", "\u009b", "\u2028", "\u202e", "\xff"})
      EXPECT_THAT(shown, Not(HasSubstr(bad)));
  }
}

TEST(Terminal, SaysSoWhenThereIsNothing) {
  EXPECT_THAT(terminal_summary(summarize(Results{}), 80, false), HasSubstr("No cases"));
}

}  // namespace
}  // namespace concbench::reports
