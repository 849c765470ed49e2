#include "reports/compare/side_by_side.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "reports/page/html.h"
#include "reports/page/machines.h"
#include "reports/words/machine_words.h"
#include "results/text.h"
#include "tests/support/made_up.h"
#include "tests/support/pair_of_files.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// A machine on which one thread takes `ns`, and `threads` at each concurrency its exact share of that.
Results machine_of(const std::string& label, double ns, const std::vector<std::int64_t>& concurrencies,
                   std::int64_t blocks = usual_blocks) {
  Results results;
  results.run.run_id = label;
  results.run.label = label;
  results.run.machine.hostname = label;
  results.run.machine.cpu_model = "CPU of " + label;
  results.run.machine.cores = results.run.machine.cpus = results.run.machine.cpus_allowed =
      concurrencies.back();
  results.run.blocks = blocks;
  for (std::int64_t block = 0; block < blocks; ++block) {
    results.samples.push_back(sample_of("sequential", 1, block, ns));
    for (const std::int64_t c : concurrencies)
      results.samples.push_back(sample_of("threads", c, block, ns / static_cast<double>(c)));
  }
  for (const Sample& sample : results.samples)
    if (sample.block == 0) results.run.cases.push_back(sample.case_);
  results.end = End{"end", true, "", std::ssize(results.samples), 0, ""};
  return results;
}

SideBySide laid(const std::vector<std::vector<Results>>& sides, const std::vector<Price>& prices = {}) {
  std::vector<concbench::Run> runs;
  for (const auto& side : sides) runs.push_back(side[0].run);
  const auto labels = labels_of(runs);
  const MeasuredSide reference = side_of(sides[0], labels[0]);
  std::vector<FileDigest> digests{digest(reference, reference)};
  for (std::size_t i = 1; i < sides.size(); ++i) {
    const MeasuredSide side = side_of(sides[i], labels[i]);
    digests.push_back(digest(reference, side));
    digests.back().comparison = compare(reference, side, sides.size() - 1);
  }
  return side_by_side(reference.summary, digests, prices);
}

// Single files.
SideBySide laid(const std::vector<Results>& files, const std::vector<Price>& prices = {}) {
  std::vector<std::vector<Results>> sides;
  for (const Results& file : files) sides.push_back({file});
  return laid(sides, prices);
}

const std::vector<std::int64_t> to_eight{1, 2, 3, 4, 5, 6, 7, 8};

// --- What a core is worth

// Always in cores of the first, in words as in numbers.
TEST(SideBySide, SaysWhatOneCoreIsWorth) {
  for (const double factor : {0.5, 2.0}) {
    const auto all = laid(std::vector{runs_of(machine_of("A", 80e6, to_eight)),
                                      runs_of(machine_of("B", factor * 80e6, to_eight))});
    EXPECT_THAT(all.workloads.at(0).sentences.at(0),
                AllOf(HasSubstr(factor < 1 ? "one core of B is worth 2.00 (1.9"
                                           : "one core of B is worth 0.500 (0.4"),
                      HasSubstr(") of A")));
    EXPECT_NEAR(*all.workloads[0].machines[1].core_worth, 1 / factor, 1e-6);
  }
}

TEST(SideBySide, SaysThatCoresAreEqualOrThatNothingIsClaimed) {
  const auto same =
      laid(std::vector{runs_of(machine_of("A", 80e6, to_eight)), runs_of(machine_of("B", 80e6, to_eight))});
  EXPECT_THAT(same.workloads.at(0).sentences.at(0),
              HasSubstr("one core of B is worth as much as one of A: 1.00 ("));
  const auto single = laid({machine_of("A", 80e6, to_eight), machine_of("B", 160e6, to_eight)});
  EXPECT_THAT(single.workloads.at(0).sentences.at(0),
              AllOf(HasSubstr("one core of B comes out at 0.500 (0.49"),
                    HasSubstr(" seen) of A, which is no claim")));
}

TEST(SideBySide, SaysNothingOfCoresOfOneMachine) {
  Results b = machine_of("A", 80e6, to_eight);
  b.run.run_id = "another";
  EXPECT_THAT(laid({machine_of("A", 80e6, to_eight), b}).workloads.at(0).sentences, IsEmpty());
}

TEST(SideBySide, SaysNothingOfCoresWhereWorkWaits) {
  std::vector<Results> files{machine_of("A", 80e6, to_eight), machine_of("B", 40e6, to_eight)};
  for (Results& file : files)
    for (Sample& sample : file.samples) sample.kind = "io";
  EXPECT_THAT(laid(files).workloads.at(0).sentences, Each(Not(HasSubstr("core"))));
}

// --- How many cores do the same

TEST(SideBySide, SaysHowManyCoresDoTheSame) {
  const auto all = laid({machine_of("A", 50e6, {1, 2, 3, 4, 5}), machine_of("B", 80e6, to_eight)});
  EXPECT_EQ(all.workloads.at(0).sentences.at(1), "B needs 8 cores for what A does with 5");
}

TEST(SideBySide, SaysAtMostWhereFewerWereNotMeasured) {
  const auto all = laid({machine_of("A", 50e6, {1, 5}), machine_of("B", 80e6, {1, 2, 8})});
  EXPECT_EQ(all.workloads.at(0).sentences.at(1), "B needs at most 8 cores for what A does with 5");
}

TEST(SideBySide, SaysThatAllCoresAreNotEnough) {
  const auto all = laid({machine_of("A", 80e6, {1, 2}), machine_of("B", 10e6, {1, 2})});
  EXPECT_EQ(all.workloads.at(0).sentences.at(1), "A with up to 2 cores does not reach what B does with 1");
}

TEST(SideBySide, CountsTasksBeyondTheCpusAsNoCores) {
  Results b = machine_of("B", 80e6, to_eight);
  b.run.machine.cpus_allowed = 4;
  EXPECT_THAT(laid({machine_of("A", 50e6, {1, 2, 3, 4, 5}), b}).workloads.at(0).sentences.at(1),
              "B needs 4 cores for what A does with 2");
}

TEST(SideBySide, CallsSiblingsCpus) {
  Results b = machine_of("B", 80e6, to_eight);
  b.run.machine.cores = 4;
  EXPECT_THAT(laid({machine_of("A", 50e6, {1, 2, 3, 4, 5}), b}).workloads.at(0).sentences.at(1),
              "B needs 8 CPUs for what A does with 5");
}

// --- Models, costs, the fastest

TEST(SideBySide, SaysWhichModelIsBestOnEachAndWhichTimeIsTheShortest) {
  const auto all = laid({machine_of("A", 80e6, {1, 2}), machine_of("B", 40e6, {1, 2})});
  EXPECT_EQ(all.workloads.at(0).machines.at(1).conclusion, "threads is the best");
  EXPECT_THAT(all.workloads[0].conclusion,
              AllOf(HasSubstr("the shortest time is that of B, "),
                    HasSubstr("the longest that of A, 2.00 times as long with threads at 2")));
  EXPECT_EQ(laid(std::vector{runs_of(machine_of("A", 80e6, {1, 2})), runs_of(machine_of("B", 80e6, {1, 2}))})
                .workloads.at(0)
                .machines.at(0)
                .conclusion,
            "the shortest time, in the median of 7 runs, is that of threads");
}

TEST(SideBySide, PricesAMillionRuns) {
  // 36 ms at their best: 10 hours of a million.
  const auto all =
      laid({machine_of("A", 36e6, {1, 1}), machine_of("B", 72e6, {1, 1})}, {{"B", 0.25}, {"A", 1}});
  const SharedWorkload& workload = all.workloads.at(0);
  EXPECT_NEAR(*workload.machines[0].cost, 10, 0.1);
  EXPECT_NEAR(*workload.machines[1].cost, 5, 0.05);
  EXPECT_THAT(workload.sentences.back(),
              HasSubstr("a million runs with the best model cost 4.99 on B, 9.98 on A"));
  EXPECT_THAT(workload.sentences.back(), HasSubstr(" on B, "));
}

TEST(SideBySide, APriceHoldsForEveryFileOfALabel) {
  Results again = machine_of("A", 40e6, {1, 2});
  again.run.run_id = "another";
  const auto all = laid({machine_of("A", 40e6, {1, 2}), again}, {{"A", 1}});
  EXPECT_EQ(all.machines[0].name, "A #1");
  EXPECT_TRUE(all.workloads.at(0).machines[0].cost && all.workloads[0].machines[1].cost);
}

TEST(SideBySide, SaysOfManyWhatHoldsOverAll) {
  std::vector<Results> files;
  for (int i = 0; i < 12; ++i)
    files.push_back(machine_of("m" + std::to_string(i), (100 - 5.0 * i) * 1e6, {1, 2}));
  const auto all = laid(files, {{"m3", 1}});
  EXPECT_THAT(all.workloads.at(0).sentences,
              AllOf(Contains(HasSubstr(
                        "one thread took the shortest time on m11: one core of it comes out at 2.22 of m0")),
                    Contains(HasSubstr("threads on 12")), Contains(HasSubstr("times as long as m0")),
                    Not(Contains(HasSubstr("on m5:")))));
  const auto shown = std::ranges::count_if(all.machines, &MachineEntry::shown);
  EXPECT_EQ(shown, 8);
  EXPECT_TRUE(all.machines[0].shown && all.machines[11].shown && !all.machines[1].shown);
}

// --- What is not in common

TEST(SideBySide, ComparesNoOtherWork) {
  Results b = machine_of("B", 40e6, to_eight);
  for (Sample& sample : b.samples) sample.params["limit"] = "5";
  const auto all = laid({machine_of("A", 80e6, to_eight), b});
  EXPECT_THAT(all.workloads, IsEmpty());
  EXPECT_THAT(all.notes, Contains("The files have no work in common that has times"));
  EXPECT_THAT(all.notes,
              Contains("primes is not compared for B (other parameters: limit=1000000 against 5)"));
}

TEST(SideBySide, KeepsCasesOfTheSameWorkThatTheFirstHasNot) {
  const auto all = laid({machine_of("A", 80e6, {1, 2}), machine_of("B", 80e6, to_eight)});
  EXPECT_THAT(all.workloads.at(0).machines.at(1).steps, SizeIs(8));
}

TEST(SideBySide, SaysWhatStandsAlone) {
  Results b = machine_of("B", 40e6, to_eight);
  for (Sample& sample : b.samples) {
    sample.workload = "spin";
    sample.case_.replace(0, 6, "spin");
  }
  b.run.cases.clear();
  EXPECT_THAT(laid({machine_of("A", 80e6, to_eight), b}).notes,
              AllOf(Contains("primes is not compared for B (it has none of it)"),
                    Contains("spin is not compared for B (A has none of it)")));
}

TEST(SideBySide, SaysThatMachinesAreOneAndThatBuildsDiffer) {
  const Results a = machine_of("A", 80e6, {1, 2});
  Results b = machine_of("B", 80e6, {1, 2});
  b.run.tool.binary_sha256 = "other";
  EXPECT_THAT(laid({a, b}).notes, Contains(HasSubstr("Another program than A’s")));
  b.run.machine = a.run.machine;
  EXPECT_THAT(laid({a, b}).notes, Contains(HasSubstr("The same machine as A")));
}

TEST(SideBySide, SaysWhatCameOfEachComparisonAndOfManyInOneSentence) {
  const std::vector sides{runs_of(machine_of("A", 80e6, {1, 2})), runs_of(machine_of("B", 90e6, {1, 2}))};
  EXPECT_THAT(laid(sides).conclusions,
              ElementsAre(HasSubstr("B against A, 7 runs a side: slower in 3 of 3 (")));
  std::vector<std::vector<Results>> many(6, sides[0]);
  for (std::size_t i = 1; i < many.size(); ++i)
    many[i] = runs_of(machine_of("m" + std::to_string(i), 90e6, {1, 2}), i < 3 ? 7 : 1);
  EXPECT_THAT(
      laid(many).conclusions,
      ElementsAre(
          "of 5 against A: something is slower in 2 (m1, m2); described, not judged in 3 (m3, m4, m5)"));
}

// --- On the terminal and as a page

TEST(SideBySideText, BeginsWithWhatCameOfIt) {
  const auto all = laid({machine_of("A", 80e6, {1, 2}), machine_of("B", 40e6, {1, 2})});
  const std::string text = side_by_side_text(all, false, 200, false);
  EXPECT_THAT(text, ::testing::StartsWith("=> B against A: its times are 0."));
  EXPECT_THAT(text, HasSubstr("\n=> primes: the shortest time is that of B, "));
}

// Two builds or three machines with five workloads: what fits on a screen or two.
TEST(SideBySideText, TakesSomeSixtyLinesWithTheCasesThatDifferMost) {
  for (const int count : {2, 3}) {
    std::vector<Results> files;
    for (int i = 0; i < count; ++i) {
      files.push_back(made_up_results());
      files.back().run.run_id = files.back().run.label = "machine " + std::to_string(i);
      files.back().run.machine.cpus = 4 + i;
    }
    const auto all = laid(files);
    ASSERT_EQ(all.workloads.size(), 5U);
    std::vector<FileComparison> comparisons;
    for (const MachineEntry& one : all.machines)
      if (one.comparison) comparisons.push_back(*one.comparison);
    const std::string text =
        side_by_side_text(all, false, 100, false) + compare_text(comparisons, false, 100, false);
    EXPECT_LE(std::ranges::count(text, '\n'), 60) << text;
  }
}

TEST(SideBySideText, SaysHowManyRunsASideHas) {
  const auto all =
      laid(std::vector{runs_of(machine_of("A", 80e6, {1, 2})), runs_of(machine_of("B", 40e6, {1, 2}))});
  EXPECT_THAT(side_by_side_text(all, false, 200, false), HasSubstr("  B (7 runs)  "));
}

TEST(SideBySideText, ShowsTheFirstOfMany) {
  std::vector<Results> files;
  for (int i = 0; i < 50; ++i)
    files.push_back(machine_of("m" + std::to_string(i), (50.0 + i) * 1e6, {1, 2}, 2));
  std::rotate(files.begin(), files.end() - 1, files.end());
  const std::string text = side_by_side_text(laid(files), false, 120, false);
  EXPECT_THAT(text, AllOf(HasSubstr("  m0  "), HasSubstr("  m49 "), Not(HasSubstr("  m45 ")),
                          HasSubstr("and 9 more"), HasSubstr("the first\n")));
  EXPECT_THAT(side_by_side_text(laid(files), true, 120, false), HasSubstr("  m45 "));
}

TEST(SideBySideText, EscapesControlCharacters) {
  for (const std::string text : {"\x1b[2J\x07", "a\r\nb", "\u009b31m", "\u2028\u202e", "\xff\xfe"}) {
    Results a = hostile_results({text}), b = hostile_results({text});
    b.run.run_id += "2";
    const std::string shown = side_by_side_text(laid({a, b}), true, 100, false);
    for (const std::string bad : {"\x1b", "\x07", "\r", "\u009b", "\u2028", "\u202e", "\xff"})
      EXPECT_THAT(shown, Not(HasSubstr(bad)));
  }
}

TEST(MachinesPage, HoldsNothingFromTheFilesAsMarkup) {
  const std::string attack = "</script><script>alert(1)</script><img src=x>@@data@@";
  Results a = hostile_results({attack}), b = hostile_results({attack});
  b.run.run_id += "2";
  const std::string page = machines_page(laid({a, b}));
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page, Not(HasSubstr("<img src=x")));
  const auto begin = page.find("id=\"data\">") + 10;
  boost::json::error_code failure;
  boost::json::parse(page.substr(begin, page.find("</script>", begin) - begin), failure);
  EXPECT_FALSE(failure) << failure.message();
}

TEST(MachinesSvg, DrawsNoEmptyChart) {
  const auto names = [](const SideBySide& all) {
    std::vector<std::string> found;
    for (const Svg& svg : draw_machines(all)) found.push_back(svg.name);
    return found;
  };
  EXPECT_THAT(names(laid({machine_of("A", 80e6, {1, 2}), machine_of("B", 40e6, {1, 2})})),
              ElementsAre("machines", "machines-scaling-primes", "machines-models-primes"));
  EXPECT_THAT(names(laid({machine_of("A", 80e6, {1}), machine_of("B", 40e6, {1})})),
              ElementsAre("machines", "machines-models-primes"));
  Results other = machine_of("B", 40e6, {1, 2});
  for (Sample& sample : other.samples) sample.params["limit"] = "5";
  EXPECT_THAT(names(laid({machine_of("A", 80e6, {1, 2}), other})), IsEmpty());
}

TEST(MachinesSvg, IsSoundForManyMachinesAndHostileNames) {
  std::vector<Results> files(12, made_up_results({.blocks = 2}));
  for (std::size_t i = 0; i < files.size(); ++i) files[i].run.run_id = std::to_string(i);
  files.push_back(hostile_results({"<b>&\x01\xff]]>", "\u2028"}));
  for (const Svg& svg : draw_machines(laid(files))) {
    for (const char* part : {"NaN", "undefined", "dominant-baseline", "<b>", "\x01", "\xff"})
      EXPECT_EQ(svg.text.find(part), std::string::npos) << svg.name << ": " << part;
    EXPECT_THAT(svg.text, HasSubstr("<path")) << svg.name;
  }
}

}  // namespace
}  // namespace concbench::reports
