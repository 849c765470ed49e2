// Runs of the same work in one folder, of made-up results.
#include "reports/compare/history.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>

#include "reports/exports/report.h"
#include "tests/support/made_up.h"
#include "tests/support/scratch.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A run of that day on which the machine, as its canary shows, and the program took so much of the usual
// time.
Results run_of(int day, double machine, double program) {
  Results results = made_up_results({.blocks = 8, .cpu_concurrency = {1, 4}, .io_concurrency = {1, 64}});
  results.run.run_id = fmt::format("day-{}", day);
  results.run.started = fmt::format("2026-11-{:02}T09:30:00.000Z", day);
  results.run.tool.commit = fmt::format("commit{}", day);
  const auto scale = [](Sample& sample, double by) {
    for (std::int64_t& ns : sample.steady_ns)
      ns = static_cast<std::int64_t>(std::llround(static_cast<double>(ns) * by));
  };
  for (Sample& canary : results.canaries) scale(canary, machine);
  for (Sample& sample : results.samples) scale(sample, program * (sample.kind == "io" ? 1 : machine));
  return results;
}

void put(const Scratch& scratch, const Results& results, const std::string& name = "") {
  const std::filesystem::path file = scratch / (name.empty() ? results.run.run_id + "/results.jsonl" : name);
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << to_text(results);
}

std::vector<std::string> days(const History& history) {
  std::vector<std::string> found;
  for (const HistoryRun& run : history.runs) found.push_back(run.started.substr(8, 2));
  return found;
}

TEST(History, TellsTheDriftOfTheMachineFromThatOfTheProgram) {
  const Scratch scratch;
  put(scratch, run_of(1, 1.10, 1));
  put(scratch, run_of(2, 1, 1.20));
  put(scratch, run_of(3, 1, 1));
  const History history = history_in(scratch / "").history;
  ASSERT_THAT(history.runs, SizeIs(3));
  EXPECT_NEAR(*history.runs[0].machine, 1.10, 0.001);
  EXPECT_NEAR(*history.runs[0].program, 1, 0.001);
  EXPECT_NEAR(*history.runs[1].machine, 1, 0.001);
  EXPECT_NEAR(*history.runs[1].program, 1.20, 0.001);
  EXPECT_NEAR(*history.runs[2].program, 1, 1e-9);
  EXPECT_THAT(history.words,
              AllOf(HasSubstr("the 2 runs before it took 0 % to 10 % more time"),
                    HasSubstr("and 0 % to 20 % more time for the cases"), HasSubstr("nothing is claimed")));
}

TEST(History, HoldsRunsOfTheSameMachineBuildAndWorkAloneOldestFirst) {
  const Scratch scratch;
  put(scratch, run_of(9, 1, 1));
  put(scratch, run_of(3, 1, 1));
  put(scratch, run_of(5, 1, 1), "beside.jsonl");
  Results other = run_of(6, 1, 1);
  other.run.machine.cpus = 99;
  put(scratch, other);
  other = run_of(7, 1, 1);
  other.run.tool.flags = "-O0";
  put(scratch, other);
  other = run_of(8, 1, 1);
  other.run.cases.pop_back();
  put(scratch, other);
  other = run_of(4, 1, 1);
  for (Sample& sample : other.samples) sample.params["limit"] = "7";
  put(scratch, other);
  std::filesystem::create_directory_symlink("day-9", scratch / "latest");
  EXPECT_THAT(days(history_in(scratch / "").history), ElementsAre("03", "05", "09"));
}

TEST(History, NamesBrokenFilesAndSkipsThem) {
  const Scratch scratch;
  put(scratch, run_of(1, 1, 1));
  std::ofstream(scratch / "notes.jsonl") << "hello\n";
  const FoundHistory found = history_in(scratch / "");
  EXPECT_THAT(days(found.history), ElementsAre("01"));
  EXPECT_THAT(found.history.words, HasSubstr("no earlier run"));
  EXPECT_THAT(found.broken, ElementsAre(HasSubstr("notes.jsonl")));
  EXPECT_THAT(history_in(scratch / "nowhere").history.runs, IsEmpty());
}

TEST(History, KeepsTheLatestAndCountsTheRest) {
  const Scratch scratch;
  for (int day = 1; day <= 22; ++day) put(scratch, run_of(day, 1, 1));
  const History history = history_in(scratch / "").history;
  EXPECT_THAT(history.runs, SizeIs(20));
  EXPECT_EQ(history.runs.front().started.substr(8, 2), "03");
  EXPECT_EQ(history.left_out, 2);
}

TEST(History, OfAReportIsWhatLiesBesideItsFileAndBeforeIt) {
  const Scratch scratch;
  for (const int day : {1, 2, 3}) put(scratch, run_of(day, 1, 1));
  EXPECT_THAT(days(*history_of(run_of(2, 1, 1), scratch / "day-2/results.jsonl")), ElementsAre("01", "02"));
  EXPECT_FALSE(history_of(run_of(1, 1, 1), scratch / "day-1/results.jsonl"));
  Results study = run_of(2, 1, 1);
  study.run.command = "cores";
  EXPECT_FALSE(history_of(study, scratch / "day-2/results.jsonl"));
}

TEST(History, IsInTheModelOfThePageOfARunThatHasOne) {
  const Results run = run_of(2, 1, 1);
  for (const auto& history : {std::optional<History>(), std::optional(History{{{}, {}}, 0, "seen before"})}) {
    const Scratch scratch;
    const Report report(run, history);
    for (const Format& format : format_table())
      if (format.name == "html") format.write(report, scratch / "");
    const std::string page = Scratch::content_of(scratch / "index.html");
    EXPECT_EQ(page.find("seen before") != std::string::npos, history.has_value());
    EXPECT_EQ(page.find("\"history\":null") == std::string::npos, history.has_value());
  }
}

TEST(History, StandsOnTheTerminalWithTheBestModelOfEveryWorkload) {
  const Scratch scratch;
  put(scratch, run_of(1, 0.95, 1));
  put(scratch, run_of(2, 1, 1));
  const std::string text = history_text(history_in(scratch / "").history, 100, false);
  EXPECT_THAT(text, ContainsRegex("\n  2026-11-01 09:30 +−5 % +0 % +[0-9.]+ [^ ]+  commit1\n"));
  EXPECT_THAT(text,
              ContainsRegex("\n  2026-11-02 09:30 +threads at 4, 3\\.[0-9]+× +[a-z_]+ at 4, 3\\.[0-9]+×"));
  EXPECT_THAT(text, HasSubstr("=> Against the newest, the run before it took 5 % less time"));
}

}  // namespace
}  // namespace concbench::reports
