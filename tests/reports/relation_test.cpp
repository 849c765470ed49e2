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

TEST(Relation, SaysByHowMuchTheMachineItselfMoved) {
  Results b = made_file("b");
  EXPECT_THAT(compared(made_file("a"), b).notes, IsEmpty());
  slow_down(b.canaries, "sequential", 0.97);
  const FileComparison files = compared(made_file("a"), b);
  EXPECT_NEAR(*files.canary_shift, -0.03, 1e-6);
  EXPECT_THAT(files.notes,
              ElementsAre("the canary, a fixed small kernel, takes 3 % less in host #2: the machine changed, "
                          "and smaller differences of cases may come from that"));
  b.run.tool.binary_sha256 = "other";
  EXPECT_THAT(compared(made_file("a"), b).notes,
              Contains(HasSubstr("changed, or the compiler's flags did, and")));
}

TEST(Relation, SaysThatWithoutACanaryTheMachineMayHaveChanged) {
  const auto unknown = Contains(HasSubstr("whether the machine changed between them is not known"));
  Results b = made_file("b");
  b.canaries.clear();
  EXPECT_THAT(compared(made_file("a"), b).notes, unknown);
  b = made_file("b");
  for (Sample& canary : b.canaries) canary.tasks = 5;
  EXPECT_THAT(compared(made_file("a"), b).notes, unknown);
  EXPECT_FALSE(compared(made_file("a"), b).canary_shift);
}

TEST(Relation, HasNoDriftAcrossMachines) {
  Results b = made_file("b");
  b.run.machine.hostname = "elsewhere";
  slow_down(b.samples, "tbb", 2);
  slow_down(b.canaries, "sequential", 3);
  const FileComparison files = judged(made_file("a"), b);
  EXPECT_FALSE(files.same_machine);
  EXPECT_FALSE(files.canary_shift);
  EXPECT_EQ(at(files, "tbb").verdict, Claim::slower);
  EXPECT_NEAR(*at(files, "tbb").reference_speedup, 80.0 / 42, 0.03);
  EXPECT_NEAR(*at(files, "tbb").other_speedup, 40.0 / 42, 0.03);
  EXPECT_THAT(files.notes, Contains(HasSubstr("only the host's name differs")));
}

TEST(Relation, TakesRunsOfOneMachineAndBuildForOneSide) {
  const concbench::Run a = made_file("a").run;
  const auto why = [&](auto change) {
    concbench::Run b = made_file("b").run;
    change(b);
    return why_not_one_side(a, b);
  };
  EXPECT_EQ(why([](auto&) {}), "");
  EXPECT_EQ(why([](auto& run) { run.machine.hostname = "other"; }), "are of two machines");
  EXPECT_EQ(why([](auto& run) { run.tool.binary_sha256 = "other"; }), "are of two builds");
  EXPECT_EQ(why([](auto& run) { run.command = "ab"; }), "are of two commands, run and ab");
  EXPECT_EQ(why([](auto& run) { run.run_id = "a"; }), "hold the same run");
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

TEST(Relation, SaysThatARunIsOnBothSides) {
  const std::vector<Results> a = runs_of(made_file("a"));
  std::vector<Results> b = runs_of(made_file("b"));
  EXPECT_FALSE(judged(a, b).same_run);
  b[3] = a[5];
  const FileComparison files = judged(a, b);
  EXPECT_TRUE(files.same_run);
  EXPECT_THAT(files.conclusion, HasSubstr("not judged: a run is on both sides"));
  EXPECT_THAT(files.cases, Each(Field(&CaseComparison::verdict, Claim::not_judged)));
  EXPECT_FALSE(compared(made_file(""), made_file("")).same_run);
}

}  // namespace
}  // namespace concbench::reports
