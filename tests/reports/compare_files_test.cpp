#include "reports/compare/compare_files.h"

#include <gmock/gmock.h>

#include <fstream>

#include "tests/support/made_up.h"
#include "tests/support/pair_of_files.h"
#include "tests/support/scratch.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

Results labelled(const std::string& label) {
  Results results = made_file(label);
  results.run.label = label;
  return results;
}

TEST(CompareFiles, LeavesOutABrokenFileAndKeepsTheOrder) {
  const Scratch scratch;
  const std::vector<std::filesystem::path> paths{
      scratch.file("empty.jsonl", ""), scratch.file("a.jsonl", to_text(labelled("A"))),
      scratch.file("broken.jsonl", to_text(labelled("X")) + "{\"record\":3}\nx\n"),
      scratch.file("b.jsonl", to_text(labelled("B"))), scratch / "missing.jsonl"};
  const FilesToCompare files = open_files(paths);
  EXPECT_THAT(files.labels, ElementsAre("A", "X", "B"));
  EXPECT_THAT(files.left_out, ElementsAre(HasSubstr("empty.jsonl"), HasSubstr("missing.jsonl")));
  const ComparedFiles compared = compare_files(files);
  ASSERT_THAT(compared.digests, SizeIs(2));
  EXPECT_EQ(compared.digests[0].name, "A");
  EXPECT_EQ(compared.digests[1].name, "B");
  EXPECT_EQ(compared.digests[1].comparison->reference, "A");
  EXPECT_THAT(compared.left_out, ElementsAre(HasSubstr("broken.jsonl: line")));
}

TEST(CompareFiles, TakesTheNextForABrokenFirst) {
  const Scratch scratch;
  const std::vector<std::filesystem::path> paths{
      scratch.file("x.jsonl", to_text(labelled("X")) + "{\"record\":3}\nx\n"),
      scratch.file("a.jsonl", to_text(labelled("A"))), scratch.file("b.jsonl", to_text(labelled("B")))};
  const ComparedFiles compared = compare_files(open_files(paths));
  ASSERT_THAT(compared.digests, SizeIs(2));
  EXPECT_EQ(compared.digests[1].comparison->reference, "A");
}

// A folder of runs, each in a file of its own.
std::filesystem::path folder_of(const std::filesystem::path& folder, const std::vector<Results>& runs) {
  std::filesystem::create_directories(folder);
  for (std::size_t i = 0; i < runs.size(); ++i)
    std::ofstream(folder / fmt::format("{}.jsonl", i), std::ios::binary) << to_text(runs[i]);
  return folder;
}

TEST(CompareFiles, TakesAFolderForOneSide) {
  const Scratch scratch;
  const std::vector paths{folder_of(scratch / "old", runs_of(made_file("a"))),
                          folder_of(scratch / "new", runs_of(made_file("b")))};
  std::ofstream(paths[0] / "notes.txt") << "no results";
  const FilesToCompare files = open_files(paths);
  EXPECT_THAT(files.labels, ElementsAre("old", "new"));
  EXPECT_THAT(files.names, ElementsAre("host", "host"));
  const ComparedFiles compared = compare_files(files);
  ASSERT_THAT(compared.digests, SizeIs(2));
  EXPECT_EQ(compared.digests[0].runs, 7);
  EXPECT_THAT(verdicts(*compared.digests[1].comparison), Each("equivalent"));
}

TEST(CompareFiles, TakesNoFolderOfTwoMachinesOrBuilds) {
  const Scratch scratch;
  std::vector<Results> runs = runs_of(made_file("a"), 3);
  runs[2].run.machine.hostname = "elsewhere";
  folder_of(scratch / "mixed", runs);
  const auto why = [&](const char* folder) {
    try {
      open_files(std::vector{scratch / folder});
    } catch (const ResultsError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_THAT(why("mixed"), AllOf(HasSubstr("0.jsonl and "),
                                  HasSubstr("2.jsonl are of two machines; a folder is one side")));
  std::filesystem::create_directories(scratch / "empty");
  EXPECT_THAT(why("empty"), HasSubstr("empty: a folder without results files (*.jsonl)"));
}

}  // namespace
}  // namespace concbench::reports
