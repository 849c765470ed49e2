#include "reports/compare/relation.h"

#include <gmock/gmock.h>

#include "tests/support/pair_of_files.h"

namespace concbench::reports {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Relation, ClaimsNothingWhenTheMachineChanged) {
  for (const double factor : {1.0102, 0.9897}) {
    Results b = made_file("b");
    slow_down(b.samples, "tbb", 2);
    slow_down(b.canaries, "sequential", factor);
    const FileComparison files = compared(made_file("a"), b);
    EXPECT_NEAR(*files.canary_shift, factor - 1, 1e-6);
    EXPECT_THAT(files.cases, Each(Field(&CaseComparison::words, "the machine changed by 1 %")));
    EXPECT_EQ(files.counts.withheld, 3);
    EXPECT_NEAR(*at(files, "tbb").ratio, 2, 1e-6);
    EXPECT_FALSE(any_slower(std::vector{files}));
  }
}

TEST(Relation, ClaimsWhileTheCanaryMovesByLess) {
  for (const double factor : {1.0098, 0.9903}) {
    Results b = made_file("b");
    slow_down(b.samples, "tbb", 2);
    slow_down(b.canaries, "sequential", factor);
    EXPECT_EQ(at(compared(made_file("a"), b), "tbb").verdict, Claim::slower);
  }
}

TEST(Relation, ClaimsNothingOnOneMachineWithoutACanary) {
  Results a = made_file("a"), b = made_file("b");
  b.run.label = "after";
  b.canaries.clear();
  EXPECT_EQ(at(compared(a, b), "tbb").words, "no canary in after: whether the machine changed is not known");
  b = made_file("b");
  for (Sample& canary : b.canaries) canary.tasks = 5;
  EXPECT_THAT(at(compared(a, b), "tbb").words,
              HasSubstr("the canaries cannot be compared (other number of tasks"));
}

TEST(Relation, SaysThatTheCanaryIsPartOfTheProgram) {
  Results b = made_file("b");
  slow_down(b.canaries, "sequential", 1.1);
  EXPECT_THAT(compared(made_file("a"), b).notes, IsEmpty());
  b.run.tool.binary_sha256 = "other";
  EXPECT_THAT(compared(made_file("a"), b).notes, Contains(HasSubstr("the canary is part of the program")));
}

TEST(Relation, HasNoDriftRuleAcrossMachines) {
  Results b = made_file("b");
  b.run.machine.hostname = "elsewhere";
  slow_down(b.samples, "tbb", 2);
  slow_down(b.canaries, "sequential", 3);
  const FileComparison files = compared(made_file("a"), b);
  EXPECT_FALSE(files.same_machine);
  EXPECT_FALSE(files.canary_shift);
  EXPECT_EQ(at(files, "tbb").verdict, Claim::slower);
  EXPECT_NEAR(*at(files, "tbb").reference_speedup, 80.0 / 42, 0.03);
  EXPECT_NEAR(*at(files, "tbb").other_speedup, 40.0 / 42, 0.03);
  EXPECT_THAT(files.notes, Contains(HasSubstr("only the host's name differs")));
}

TEST(Relation, KnowsAMachineByItsNameAndHardware) {
  const Results a = made_file("a");
  const auto is_same = [&](auto change) {
    Results b = made_file("b");
    change(b.run);
    return compared(a, b).same_machine;
  };
  EXPECT_TRUE(is_same([](auto&) {}));
  EXPECT_TRUE(is_same([](auto& run) { run.machine.kernel = "newer"; }));
  EXPECT_TRUE(is_same([](auto& run) { run.machine.memory_bytes = 15'900'000'000; }));
  EXPECT_TRUE(is_same([](auto& run) { run.label = run.machine.hostname = "laptop"; }));
  EXPECT_FALSE(is_same([](auto& run) { run.machine.hostname = "other"; }));
  EXPECT_FALSE(is_same([](auto& run) { run.machine.cpu_model = "other"; }));
  EXPECT_FALSE(is_same([](auto& run) { run.machine.cpus = 64; }));
  EXPECT_FALSE(is_same([](auto& run) { run.machine.cores = 64; }));
  EXPECT_FALSE(is_same([](auto& run) { run.machine.sockets = 2; }));
  EXPECT_FALSE(is_same([](auto& run) { run.machine.memory_bytes = 8'000'000'000; }));
  EXPECT_FALSE(is_same([](auto& run) { run.machine.caches = {{3, "unified", 1, 1, 1}}; }));
}

TEST(Relation, ListsWhatDiffersInMachineAndBuild) {
  Results a = made_file("a"), b = made_file("b");
  a.run.tool.libraries = {{"TBB", "2021.8"}, {"Boost", "1.81"}};
  b.run.tool.libraries = {{"TBB", "2022.0"}, {"Boost", "1.81"}, {"hwloc", "2.9"}};
  b.run.machine.governor = "powersave";
  b.run.machine.quota_cpus = 1.5;
  b.run.tool.compiler = "Clang 14";
  std::vector<std::string> found;
  for (const auto& [field, reference, other] : compared(a, b).differences)
    found.push_back(fmt::format("{}: {} | {}", field, reference, other));
  EXPECT_THAT(found,
              ElementsAre("machine.quota_cpus: unknown | 1.5E0", "machine.governor: unknown | powersave",
                          "tool.compiler: GCC 12.2.0 | Clang 14", "tool.libraries.TBB: 2021.8 | 2022.0",
                          "tool.libraries.hwloc: unknown | 2.9"));
  EXPECT_THAT(compared(a, a).differences, IsEmpty());
}

TEST(Relation, SaysThatAFileWasGivenTwice) {
  const FileComparison files = compared(made_file("a"), made_file("a"));
  EXPECT_TRUE(files.same_run);
  EXPECT_THAT(files.cases, Each(Field(&CaseComparison::words, "host #1 and host #2 are the same run")));
  EXPECT_FALSE(compared(made_file(""), made_file("")).same_run);
}

}  // namespace
}  // namespace concbench::reports
