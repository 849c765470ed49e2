// The full report on a terminal, of made-up results.
#include <gmock/gmock.h>

#include <sstream>

#include "reports/exports/report.h"
#include "results/text.h"
#include "tests/support/made_up.h"

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

TEST(Terminal, ListsRunnersOfAWorkloadBestFirst) {
  Results results = made_up_results({.blocks = 3, .failures = false});
  std::erase_if(results.samples, [](const Sample& s) { return s.workload != "primes"; });
  std::erase_if(results.run.cases, [](const std::string& name) { return !name.starts_with("primes/"); });
  const std::string text = terminal_summary(summarize(results), 120, false);
  EXPECT_LT(position(text, "\n  threads "), position(text, "\n  sequential "));
  EXPECT_LT(position(text, "\n  sequential "), position(text, "\n  process_per_task "));
  EXPECT_THAT(text, AllOf(HasSubstr("1.00×"), HasSubstr("k ranges/s"), HasSubstr("quartiles")));
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
  const std::string text = terminal_summary(summarize(results), 160, false);
  const auto begin = position(text, workload + "  ");
  return text.substr(begin, text.find("\n\n", begin) - begin);
}

TEST(Terminal, SaysTheVerdictOnEveryRunnerAndConcludes) {
  EXPECT_THAT(about("empty", made_up_results()),
              AllOf(ContainsRegex("sequential [^\n]* the best\n"),
                    ContainsRegex("threads [^\n]* 2\\.[0-9]+× slower \\([^\n]*\\)\n"),
                    HasSubstr("\n  => sequential is the best")));
  EXPECT_THAT(about("sleep", made_up_results()),
              AllOf(HasSubstr("  lowest time\n"), HasSubstr("  equivalent: within ±5 %\n"),
                    HasSubstr("\n  => one of these is the best: tbb, threads, ")));
}

TEST(Terminal, ClaimsNothingFromTooFewBlocks) {
  EXPECT_THAT(
      about("empty", made_up_results({.blocks = 6})),
      AllOf(HasSubstr("  not judged: 6 blocks, 8 are needed\n"),
            HasSubstr("\n  => sequential was the fastest; nothing is claimed: 6 blocks, 8 are needed"),
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

TEST(Terminal, FitsAnyWidth) {
  for (const std::size_t columns : {20U, 36U, 50U, 80U, 100U, 200U})
    for (const std::string& line :
         lines_of(terminal_summary(summarize(made_up_results({.blocks = 2})), columns, false)))
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
