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

std::string shown(const Results& a, const Results& b, std::size_t columns = 140, bool colour = false) {
  return compare_text(std::vector{compared(a, b)}, columns, colour);
}

TEST(CompareText, SaysTheCountsFirst) {
  Results b = made_file("b");
  b.run.label = "after";
  slow_down(b.samples, "tbb", 1.1);
  EXPECT_EQ(lines_of(shown(made_file("a"), b)).at(0),
            "after (B) against host (A): 1 slower, 0 faster, 2 equivalent, 0 undecided, 0 not comparable");
}

TEST(CompareText, ShowsACaseALine) {
  Results b = made_file("b");
  slow_down(b.samples, "tbb", 1.1);
  b.run.tool.compiler = "Clang 14";
  const std::string text = shown(made_file("a"), b);
  EXPECT_THAT(text, HasSubstr("\nprimes\n"));
  EXPECT_THAT(text, HasSubstr("  tbb at 2         41.9 ms  46.1 ms  1.10×"));
  EXPECT_THAT(text, HasSubstr("1.10× slower ("));
  EXPECT_THAT(text, HasSubstr("One machine; its canary has not moved"));
  EXPECT_THAT(text, HasSubstr("  tool.compiler      GCC 12.2.0  Clang 14\n"));
}

TEST(CompareText, ShowsSpeedupsAcrossMachinesOnly) {
  Results b = made_file("b");
  EXPECT_THAT(shown(made_file("a"), b), Not(HasSubstr("speedup")));
  b.run.machine.hostname = "elsewhere";
  EXPECT_THAT(shown(made_file("a"), b), AllOf(HasSubstr("speedup in A"), HasSubstr("Two machines")));
}

TEST(CompareText, PutsCasesThatCannotBeComparedUnderTheirReason) {
  Results b = made_file("b");
  b.run.protocol = 99;
  EXPECT_THAT(shown(made_file("a"), b),
              HasSubstr("Not comparable\n  protocol 2 against 99: primes/sequential/concurrency:1, "
                        "primes/threads/concurrency:2, primes/tbb/concurrency:2\n"));
}

TEST(CompareText, SaysWhatAClaimTakes) {
  EXPECT_THAT(shown(made_file("a", 3), made_file("b", 3)),
              HasSubstr("A claim in a family of 3 takes 5 samples of each case in each file"));
}

TEST(CompareText, SaysThatNothingIsClaimed) {
  Results b = made_file("b");
  slow_down(b.canaries, "sequential", 1.023);
  EXPECT_THAT(shown(made_file("a"), b),
              HasSubstr("One machine, but its canary is 2.3 % slower in B: nothing is claimed"));
  b.canaries.clear();
  EXPECT_THAT(shown(made_file("a"), b), HasSubstr("One machine; nothing is claimed: no canary in host"));
  EXPECT_THAT(shown(b, b), HasSubstr("are the same run: a comparison with itself says nothing"));
}

TEST(CompareText, FitsAnyWidth) {
  Results b = made_up_results({.blocks = 2});
  b.run.run_id = "b";
  b.run.machine.hostname = "elsewhere";
  b.run.tool.compiler = "Clang 14";
  for (const std::size_t columns : {20U, 36U, 50U, 80U, 100U, 200U})
    for (const std::string& line : lines_of(shown(made_up_results({.blocks = 2}), b, columns)))
      EXPECT_LE(display_width(line), columns) << line;
}

TEST(CompareText, IsColouredOnlyWhenAsked) {
  EXPECT_THAT(shown(made_file("a"), made_file("b")), Not(HasSubstr("\x1b")));
  EXPECT_THAT(shown(made_file("a"), made_file("b"), 140, true), HasSubstr("\x1b["));
}

TEST(CompareText, EscapesControlCharactersInEveryString) {
  for (const std::string text : {"\x1b[2J\x07", "a\r\nb", "\u009b31m", "\u2028\u202e", "\xff\xfe"}) {
    Results a = hostile_results({text}), b = hostile_results({"x", text});
    for (Sample& sample : a.samples) sample.tally = {};  // the same work everywhere: there is a table too
    for (Sample& sample : a.samples) sample.case_ += text;
    EXPECT_THAT(compared(a, a).cases, Contains(Field(&CaseComparison::verdict, Claim::withheld)));
    for (const std::string& all : {shown(a, a), shown(a, b)})
      for (const std::string bad : {"\x1b", "\x07", "\r", "\u009b", "\u2028", "\u202e", "\xff"})
        EXPECT_THAT(all, Not(HasSubstr(bad)));
  }
}

}  // namespace
}  // namespace concbench::reports
