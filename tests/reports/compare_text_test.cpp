// What `compare` says on a terminal, of made-up files.
#include <gmock/gmock.h>

#include <sstream>

#include "results/text.h"
#include "tests/support/made_up.h"
#include "tests/support/pair_of_files.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string shown(const FileComparison& files, bool all = true, std::size_t columns = 140,
                  bool colour = false) {
  return compare_text(std::vector{files}, all, columns, colour);
}

TEST(CompareText, ShowsACaseALine) {
  Results b = made_file("b");
  slow_down(b.samples, "tbb", 1.1);
  b.run.tool.compiler = "Clang 14";
  const std::string text = shown(judged(made_file("a"), b));
  EXPECT_THAT(text, HasSubstr("\n  One machine\n"));
  EXPECT_THAT(text, HasSubstr("  primes/tbb/concurrency:2         42.0 ms  46.2 ms  1.10   1.1"));
  EXPECT_THAT(text, HasSubstr("  slower\n"));
  EXPECT_THAT(text, HasSubstr("  tool.compiler      GCC 12.2.0  Clang 14\n"));
}

TEST(CompareText, ShowsWhatWasSeenInSingleFiles) {
  Results b = made_file("b");
  slow_down(b.samples, "tbb", 2);
  const std::string text = shown(compared(made_file("a"), b));
  EXPECT_THAT(text, AllOf(HasSubstr("seen  B/A\n"), Not(HasSubstr("verdict")), Not(HasSubstr("slower"))));
}

TEST(CompareText, ShowsFirstWhatIsClaimedAndWhatDiffersMost) {
  std::vector<Results> a = runs_of(made_up_results({.failures = false}), 9), b = a;
  for (std::size_t i = 0; i < b.size(); ++i) {
    b[i].run.run_id += "b";
    b[i].run.tool.compiler = "Clang 14";
    slow_down(b[i].samples, "tbb", 1.3);
  }
  const FileComparison files = judged(a, b);
  const std::vector<std::string> lines = lines_of(shown(files, false));
  EXPECT_LE(lines.size(), 22U);
  EXPECT_THAT(lines.at(3), AllOf(HasSubstr("/tbb/"), HasSubstr("  1.30  "), HasSubstr("slower")));
  EXPECT_THAT(lines.at(lines.size() - 2), HasSubstr(" more that differ less; --details shows all"));
  EXPECT_THAT(lines.back(), HasSubstr("Machine and build differ in tool.compiler (--details)"));
  EXPECT_GT(lines_of(shown(files)).size(), files.cases.size());
}

TEST(CompareText, ShowsSpeedupsAcrossMachinesOnly) {
  Results b = made_file("b");
  EXPECT_THAT(shown(compared(made_file("a"), b)), Not(HasSubstr("speedups")));
  b.run.machine.hostname = "elsewhere";
  EXPECT_THAT(shown(compared(made_file("a"), b)), AllOf(HasSubstr("speedups"), HasSubstr("Two machines")));
}

TEST(CompareText, PutsCasesThatCannotBeComparedUnderTheirReason) {
  Results b = made_file("b");
  b.run.protocol = 99;
  EXPECT_THAT(shown(compared(made_file("a"), b)),
              HasSubstr("Not comparable\n  protocol 2 against 99: primes/sequential/concurrency:1, "
                        "primes/threads/concurrency:2, primes/tbb/concurrency:2\n"));
  EXPECT_THAT(shown(compared(made_file("a"), b), false), HasSubstr("3 cases cannot be compared (--details)"));
}

TEST(CompareText, FitsTheTerminal) {
  Results b = made_up_results({.blocks = 2});
  b.run.run_id = "b";
  b.run.machine.hostname = "elsewhere";
  b.run.tool.compiler = "Clang 14";
  for (const std::size_t columns : {60U, 80U, 100U, 200U})
    for (const std::string& line :
         lines_of(shown(compared(made_up_results({.blocks = 2}), b), true, columns)))
      EXPECT_LE(display_width(line), columns) << line;
}

TEST(CompareText, IsColouredOnlyWhenAsked) {
  const FileComparison files = compared(made_file("a"), made_file("b"));
  EXPECT_THAT(shown(files), Not(HasSubstr("\x1b")));
  EXPECT_THAT(shown(files, true, 140, true), HasSubstr("\x1b["));
}

TEST(CompareText, EscapesControlCharactersInEveryString) {
  for (const std::string text : {"\x1b[2J\x07", "a\r\nb", "\u009b31m", "\u2028\u202e", "\xff\xfe"}) {
    Results a = hostile_results({text}), b = hostile_results({"x", text});
    for (Sample& sample : a.samples) sample.tally = {};  // the same work everywhere: there is a table too
    for (Sample& sample : a.samples) sample.case_ += text;
    EXPECT_THAT(compared(a, a).cases, Contains(Field(&CaseComparison::verdict, Claim::not_judged)));
    for (const std::string& all : {shown(compared(a, a)), shown(compared(a, b))})
      for (const std::string bad : {"\x1b", "\x07", "\r", "\u009b", "\u2028", "\u202e", "\xff"})
        EXPECT_THAT(all, Not(HasSubstr(bad)));
  }
}

}  // namespace
}  // namespace concbench::reports
