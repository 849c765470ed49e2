// What a person sees at the end of a run: at most so many lines, whatever there is to say.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <sstream>

#include "reports/exports/report.h"
#include "reports/terminal/bar.h"
#include "reports/terminal/sections.h"
#include "results/text.h"
#include "tests/support/made_up.h"
#include "tests/support/made_up_studies.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::size_t terminal_lines = 40;

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
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

Results large() {
  return made_up_results({.cpus = 64,
                          .blocks = 4,
                          .cpu_concurrency = {1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 32, 48, 64, 128},
                          .io_concurrency = {1, 4, 16, 64, 128}});
}

Results with_studies() {
  Results results = made_up_results({.blocks = 2});
  results.studies = made_up_studies();
  return results;
}

std::vector<Results> all_kinds() {
  std::vector<Results> all{made_up_results(),
                           of_workload("primes", made_up_results()),
                           large(),
                           repeated(7, &Sample::runner),
                           of_workload("primes", repeated(7, &Sample::runner)),
                           repeated(6, &Sample::workload),
                           with_studies(),
                           hostile_results({"a\nb\x1b[2J", "wide 漢字漢字", "\xff", ""}),
                           Results{}};
  for (Results& study : made_up_studies()) all.push_back(std::move(study));
  return all;
}

TEST(Brief, TakesAtMostSoManyLinesAndColumnsWhateverThereIsToSay) {
  for (const Results& results : all_kinds())
    for (const std::size_t columns : {40U, 80U, 120U, 200U})
      for (const std::size_t most : {fewest_lines, terminal_lines}) {
        const auto lines = lines_of(terminal_brief(summarize(results), columns, most, false));
        EXPECT_LE(lines.size(), most);
        for (const std::string& line : lines) EXPECT_LE(display_width(line), columns) << line;
      }
}

TEST(Brief, CountsWhatItLeavesOut) {
  EXPECT_THAT(terminal_brief(summarize(repeated(7, &Sample::runner)), 80, terminal_lines, false),
              AllOf(ContainsRegex("… and [0-9]+ more runners in the report"),
                    ContainsRegex("… and [0-9]+ more failures in the report")));
  EXPECT_THAT(terminal_brief(summarize(repeated(6, &Sample::workload)), 80, terminal_lines, false),
              ContainsRegex("… and 2[05] more workloads in the report"));
  EXPECT_THAT(terminal_brief(summarize(with_studies()), 80, terminal_lines, false),
              ContainsRegex("… and [0-9]+ more parts? in the report"));
  EXPECT_THAT(terminal_brief(summarize(made_up_results()), 120, terminal_lines, false),
              Not(HasSubstr("… and")));
}

TEST(Brief, KeepsTheBestRunnersWhereItCannotShowAll) {
  Results results = repeated(7, &Sample::runner);
  for (Sample& sample : results.samples)
    if (sample.runner == "coroutine_pool_6")
      for (std::int64_t& ns : sample.steady_ns) ns /= 100;
  EXPECT_THAT(line_with("coroutine_pool_6", terminal_brief(summarize(results), 120, terminal_lines, false)),
              HasSubstr("1.00"));
}

TEST(Brief, BarsAreInProportionToTheTimeUpToAFullOne) {
  const auto eighths = [](double ratio) {
    const std::string text = bar(ratio, 8);
    EXPECT_EQ(display_width(text), 8U);
    const std::vector<std::string> parts{"▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    std::size_t sum = 0;
    for (std::size_t at = 0; (at = text.find("█", at)) != std::string::npos; ++at) sum += 8;
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (text.find(parts[i]) != std::string::npos) sum += i + 1;
    return sum;
  };
  for (const std::size_t share : {1U, 7U, 8U, 9U, 16U, 33U, 63U, 64U})
    EXPECT_EQ(eighths(full_bar * static_cast<double>(share) / 64), share);
  EXPECT_THAT(bar(full_bar, 3), "███");
  EXPECT_THAT(bar(full_bar * 1.5, 3), "██»");
  EXPECT_THAT(bar(full_bar * 1e9, 3), "██»");
  EXPECT_THAT(bar(0, 3), "   ");
}

TEST(Brief, RatiosTakeFourColumns) {
  EXPECT_EQ(short_ratio(1), "1.00");
  EXPECT_EQ(short_ratio(9.996), "10.0");
  EXPECT_EQ(short_ratio(123.4), "123");
  EXPECT_EQ(short_ratio(999.6), "1.0k");
  EXPECT_EQ(short_ratio(12'345), "12k");
  EXPECT_EQ(short_ratio(1.2e6), "1.2M");
  for (double ratio = 1; ratio < 1e30; ratio *= 1.7)
    EXPECT_LE(display_width(short_ratio(ratio)), 4U) << ratio;
}

TEST(Brief, LaysRunnersAgainstWorkloadsAndMarksTheBestAndWhatIsNotToldApart) {
  const std::string text = terminal_brief(summarize(made_up_results()), 80, terminal_lines, false);
  EXPECT_THAT(text, AllOf(HasSubstr("█████ is 4×, » is more"), HasSubstr("* the best, or not told apart")));
  EXPECT_THAT(line_with("brightness", text),
              ContainsRegex("^ +empty +primes +brightness +sleep +file_read$"));
  EXPECT_THAT(line_with("sequential", text),
              ContainsRegex("^sequential +█▎ +1\\.00\\* ████▊ 3\\.[78][0-9]  .* ████» 2[0-9]\\.[0-9] "));
  EXPECT_THAT(line_with("tbb", text), ContainsRegex(" 1\\.00\\* .* 1\\.00\\* .* 1\\.00\\* .* 1\\.00\\*$"));
  EXPECT_THAT(line_with("process_pool", text), HasSubstr(" failed "));
}

TEST(Brief, SaysWhatToUseForEachWorkload) {
  EXPECT_THAT(terminal_brief(summarize(made_up_results()), 80, terminal_lines, false),
              AllOf(HasSubstr("\n\nempty       sequential is the best\n"),
                    HasSubstr("\nprimes      use threads at 4, 3.79× as fast as one thread (3.65–3.89) …\n"),
                    HasSubstr("\nsleep       use threads at 64, ")));
}

TEST(Brief, OfOneWorkloadSaysTheVerdictOnEachRunner) {
  const std::string text =
      terminal_brief(summarize(of_workload("primes", made_up_results())), 80, terminal_lines, false);
  EXPECT_THAT(lines_of(text)[3],
              ContainsRegex("^\\* tbb +[0-9]+ +13\\.[0-9] ms  ███ +1\\.00×  lowest time$"));
  EXPECT_THAT(
      line_with("sequential", text),
      ContainsRegex("^  sequential +1 +52\\.[0-9] ms  ███████████▌ +3\\.[0-9]+×  slower \\([^)]*\\)$"));
  EXPECT_THAT(text, HasSubstr("\n=> use threads at 4, "));
  EXPECT_THAT(terminal_brief(summarize(of_workload("primes", made_up_results())), 120, terminal_lines, false),
              HasSubstr("equivalent: within ±5 %"));
}

TEST(Brief, MarksNoneAndSaysWhyWhereNothingIsJudged) {
  const std::string text =
      terminal_brief(summarize(made_up_results({.blocks = 3})), 80, terminal_lines, false);
  EXPECT_THAT(text, AllOf(HasSubstr("nothing is claimed: 3 blocks, 8 are needed"), Not(HasSubstr("*"))));
}

TEST(Brief, SaysWhatFailedWhatWasDisturbedAndWhatToMind) {
  const std::string text = terminal_brief(summarize(made_up_results()), 120, terminal_lines, false);
  EXPECT_THAT(text, AllOf(HasSubstr("brightness: process_pool at 1, 2, 4, 8: failed 48 of 48: a worker died"),
                          HasSubstr("primes: thread_pool at 2: failed 1 of 12: wrong tally"),
                          HasSubstr("Failed: 61 of 2220 samples"), HasSubstr("Disturbed: 12 of 2220 samples"),
                          HasSubstr("own speed varied by 6."), HasSubstr("! virtualised: kvm.")));
  Results cut = made_up_results({.blocks = 2});
  cut.samples.resize(100);
  cut.end.reset();
  EXPECT_THAT(terminal_brief(summarize(cut), 80, fewest_lines, false),
              AllOf(HasSubstr("Incomplete: 100 of 370 samples"), HasSubstr("not run")));
}

TEST(Brief, OfAStudyHoldsItsTableAndItsResult) {
  for (const Results& study : made_up_studies("\x1b[31m"))
    for (const std::size_t most : {fewest_lines, terminal_lines})
      EXPECT_THAT(terminal_brief(summarize(study), 80, most, false),
                  AllOf(HasSubstr("\n=> "), Not(HasSubstr("\x1b"))));
  EXPECT_THAT(terminal_brief(summarize(made_up_studies()[0]), 80, terminal_lines, false),
              HasSubstr("METG(50 %)"));
}

TEST(Brief, EscapesControlCharactersAndIsColouredOnlyWhenAsked) {
  for (const std::string text : {"\x1b[2J\x07", "a\r\nb", "\u009b31m", "\u2028\u202e", "\xff\xfe"}) {
    const std::string shown = terminal_brief(summarize(hostile_results({text})), 120, terminal_lines, false);
    for (const std::string bad : {"\x1b", "\x07", "\r", "\u009b", "\u2028", "\u202e", "\xff"})
      EXPECT_THAT(shown, Not(HasSubstr(bad)));
  }
  EXPECT_THAT(terminal_brief(summarize(made_up_results()), 80, terminal_lines, false),
              Not(HasSubstr("\x1b")));
  EXPECT_THAT(terminal_brief(summarize(made_up_results()), 80, terminal_lines, true), HasSubstr("\x1b["));
}

std::vector<std::string> fitted(std::vector<Section> sections, std::size_t lines) {
  return lines_of(fitted_lines(std::move(sections), lines, 60, Pen(false)));
}

TEST(Sections, GiveRoomInOrderAndCountTheRowsLeftOut) {
  const std::vector<Section> sections{{.head = {"A"}, .rows = {"1", "2", "3", "4"}, .what = "numbers"},
                                      {.head = {"B"}, .rows = {"x", "y", "z"}, .what = "letters"}};
  EXPECT_THAT(fitted(sections, 9), SizeIs(9));
  EXPECT_THAT(fitted(sections, 8),
              ElementsAre("A", "1", "2", "3", "4", "B", "x", "  … and 2 more letters in the report"));
  EXPECT_THAT(fitted(sections, 7), ElementsAre("A", "1", "2", "  … and 2 more numbers in the report", "B",
                                               "x", "  … and 2 more letters in the report"));
}

TEST(Sections, KeepTheMostImportantRowsInTheirOrder) {
  const std::vector<Section> sections{
      {.rows = {"a", "b", "c", "d"}, .what = "letters", .importance = {3, 1, 0, 2}}};
  EXPECT_THAT(fitted(sections, 3), ElementsAre("b", "d", "  … and 2 more letters in the report"));
}

TEST(Sections, GoAsAWholeWhereNotEvenTheirLeastFits) {
  const std::vector<Section> sections{{.head = {"A", "a"}},
                                      {.head = {"B", "b"}, .dropped = 1},
                                      {.head = {"C", "c"}},
                                      {.head = {"D"}, .dropped = 1}};
  EXPECT_THAT(fitted(sections, 7), ElementsAre("A", "a", "B", "b", "C", "c", "D"));
  EXPECT_THAT(fitted(sections, 6), ElementsAre("A", "a", "C", "c", "  … and 2 more parts in the report"));
}

}  // namespace
}  // namespace concbench::reports
