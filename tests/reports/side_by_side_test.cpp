#include "reports/compare/side_by_side.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "reports/compare/compare_files.h"
#include "reports/page/html.h"
#include "reports/page/machines.h"
#include "reports/words/machine_words.h"
#include "results/text.h"
#include "tests/support/made_up.h"
#include "tests/support/pair_of_files.h"
#include "tests/support/scratch.h"

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

SideBySide laid(const std::vector<Results>& files, const std::vector<Price>& prices = {}) {
  std::vector<concbench::Run> runs;
  for (const Results& file : files) runs.push_back(file.run);
  const auto labels = labels_of(runs);
  const MeasuredFile reference(files[0], labels[0]);
  std::vector<FileDigest> digests{digest(reference, reference)};
  for (std::size_t i = 1; i < files.size(); ++i) {
    const MeasuredFile file(files[i], labels[i]);
    digests.push_back(digest(reference, file));
    digests.back().comparison = compare(reference, file, {});
  }
  return side_by_side(reference.summary, digests, prices);
}

const std::vector<std::int64_t> to_eight{1, 2, 3, 4, 5, 6, 7, 8};

// --- What a core is worth

TEST(SideBySide, SaysWhatOneCoreIsWorth) {
  const auto all = laid({machine_of("A", 80e6, to_eight), machine_of("B", 1.37 * 80e6, to_eight)});
  EXPECT_THAT(all.workloads.at(0).sentences.at(0),
              AllOf(HasSubstr("one core of A is worth 1.37 (1.3"), HasSubstr(") of B")));
  EXPECT_NEAR(*all.workloads[0].machines[1].core_worth, 1.37, 1e-6);
}

TEST(SideBySide, NamesTheFasterCoreFirst) {
  const auto all = laid({machine_of("A", 80e6, to_eight), machine_of("B", 40e6, to_eight)});
  EXPECT_THAT(all.workloads.at(0).sentences.at(0),
              AllOf(HasSubstr("one core of B is worth 2.00 ("), HasSubstr(") of A")));
}

TEST(SideBySide, SaysThatCoresAreEqualOrThatNothingIsClaimed) {
  const auto same = laid({machine_of("A", 80e6, to_eight), machine_of("B", 80e6, to_eight)});
  EXPECT_EQ(same.workloads.at(0).sentences.at(0),
            "one core of A is worth as much as one of B (equivalent: within ±5 %)");
  const auto few = laid({machine_of("A", 80e6, to_eight, 2), machine_of("B", 160e6, to_eight, 2)});
  EXPECT_THAT(few.workloads.at(0).sentences.at(0),
              HasSubstr("one core of A comes out at 2.00 of B, which is no claim (not judged: 2 blocks"));
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

TEST(SideBySide, SaysWhichModelIsBestOnEachAndWhichMachineIsTheFastest) {
  const auto all = laid({machine_of("A", 80e6, {1, 2}), machine_of("B", 40e6, {1, 2})});
  EXPECT_THAT(all.workloads.at(0).sentences,
              AllOf(Contains("on A: threads is the best"), Contains("on B: threads is the best")));
  EXPECT_THAT(all.workloads[0].conclusion,
              AllOf(HasSubstr("the fastest is B, "),
                    HasSubstr("the slowest is A, 2.00 times as long with threads at 2")));
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
  EXPECT_THAT(
      all.workloads.at(0).sentences,
      AllOf(Contains(HasSubstr("the fastest core is that of m11")), Contains(HasSubstr("threads on 12")),
            Contains(HasSubstr("times as long as m0")), Not(Contains(HasSubstr("on m5:")))));
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

TEST(SideBySide, SaysThatARunIsItselfAndThatBuildsDiffer) {
  Results a = machine_of("A", 80e6, {1, 2}), b = a;
  EXPECT_THAT(laid({a, b}).notes, Contains(HasSubstr("The same run as A #1")));
  b = machine_of("B", 80e6, {1, 2});
  b.run.tool.binary_sha256 = "other";
  EXPECT_THAT(laid({a, b}).notes, Contains(HasSubstr("Another program than A’s")));
}

TEST(SideBySide, SaysWhatIsClaimed) {
  const auto all = laid({machine_of("A", 80e6, {1, 2}), machine_of("B", 90e6, {1, 2})});
  EXPECT_EQ(all.verdicts, "of 1 file against A: something is slower in 1 (B)");
  EXPECT_EQ(laid({machine_of("A", 80e6, {1, 2}), machine_of("B", 80e6, {1, 2})}).verdicts,
            "of 1 file against A: no difference is claimed");
}

// --- Files

TEST(CompareFiles, LeavesOutABrokenFileAndKeepsTheOrder) {
  const Scratch scratch;
  const std::vector<std::filesystem::path> paths{
      scratch.file("empty.jsonl", ""), scratch.file("a.jsonl", to_text(machine_of("A", 80e6, {1, 2}))),
      scratch.file("broken.jsonl", to_text(machine_of("X", 80e6, {1, 2})) + "{\"record\":3}\nx\n"),
      scratch.file("b.jsonl", to_text(machine_of("B", 80e6, {1, 2}))), scratch / "missing.jsonl"};
  const FilesToCompare files = open_files(paths);
  EXPECT_THAT(files.labels, ElementsAre("A", "X", "B"));
  EXPECT_THAT(files.left_out, ElementsAre(HasSubstr("empty.jsonl"), HasSubstr("missing.jsonl")));
  const ComparedFiles compared = compare_files(files, {});
  ASSERT_THAT(compared.digests, SizeIs(2));
  EXPECT_EQ(compared.digests[0].name, "A");
  EXPECT_EQ(compared.digests[1].name, "B");
  EXPECT_EQ(compared.digests[1].comparison->reference, "A");
  EXPECT_THAT(compared.left_out, ElementsAre(HasSubstr("broken.jsonl: line")));
}

TEST(CompareFiles, TakesTheNextForABrokenFirst) {
  const Scratch scratch;
  const std::vector<std::filesystem::path> paths{
      scratch.file("x.jsonl", to_text(machine_of("X", 80e6, {1, 2})) + "{\"record\":3}\nx\n"),
      scratch.file("a.jsonl", to_text(machine_of("A", 80e6, {1, 2}))),
      scratch.file("b.jsonl", to_text(machine_of("B", 80e6, {1, 2})))};
  const ComparedFiles compared = compare_files(open_files(paths), {});
  ASSERT_THAT(compared.digests, SizeIs(2));
  EXPECT_EQ(compared.digests[1].comparison->reference, "A");
}

// --- On the terminal and as a page

TEST(SideBySideText, EndsWithTheResultInPlainWords) {
  const auto all = laid({machine_of("A", 80e6, {1, 2}), machine_of("B", 40e6, {1, 2})});
  const std::string text = side_by_side_text(all, false, 200, false);
  EXPECT_THAT(text.substr(text.rfind("=>")), HasSubstr("=> primes: by the medians the fastest is B, "));
}

TEST(SideBySideText, ShowsManyAsOneTable) {
  std::vector<Results> files;
  for (int i = 0; i < 40; ++i)
    files.push_back(machine_of("m" + std::to_string(i), (50.0 + i) * 1e6, {1, 2}, 2));
  std::rotate(files.begin(), files.end() - 1, files.end());
  const std::string text = side_by_side_text(laid(files), true, 120, false);
  EXPECT_THAT(text, AllOf(HasSubstr("\n  m0  "), HasSubstr("\n  m39 "), Not(HasSubstr("\n  m35 ")),
                          HasSubstr("and 9 more"), HasSubstr("the first\n")));
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
