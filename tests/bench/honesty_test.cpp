// The checks of a machine, on made-up ones and on this one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "bench/machine/machine.h"
#include "system/proc/cgroup.h"

namespace concbench::bench {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using State = Check::State;

Check check(const std::string& name, const Machine& machine, const Tool& tool = {}) {
  const auto checks = honesty_checks(machine, tool, true);
  const auto found = std::ranges::find(checks, name, &Check::name);
  return found == checks.end() ? Check{} : *found;
}

TEST(Honesty, a_governor_that_saves_power_is_bad_and_an_unknown_one_no_guess) {
  Machine machine;
  machine.governor = "powersave";
  EXPECT_EQ(check("governor", machine).state, State::bad);
  machine.governor = "performance";
  EXPECT_EQ(check("governor", machine).state, State::good);
  machine.governor = "unknown";
  EXPECT_EQ(check("governor", machine).state, State::unknown);
}

TEST(Honesty, a_quota_a_debug_build_and_files_in_memory_are_bad) {
  Machine machine;
  // Without a control group to look at, "none" would be a guess.
  EXPECT_EQ(check("CPU quota", machine).state, cgroup_known() ? State::good : State::unknown);
  machine.quota_cpus = 1.5;
  EXPECT_EQ(check("CPU quota", machine).state, State::bad);
  machine.filesystem = "tmpfs";
  EXPECT_EQ(check("filesystem", machine).state, State::bad);
  machine.filesystem = "ext4";
  EXPECT_EQ(check("filesystem", machine).state, State::good);
  Tool tool;
  tool.build_type = "Debug";
  EXPECT_EQ(check("build", machine, tool).state, State::bad);
}

TEST(Honesty, the_filesystem_matters_only_to_a_plan_that_reads_files) {
  Machine machine;
  machine.filesystem = "tmpfs";
  for (const Check& c : honesty_checks(machine, {}, false)) EXPECT_NE(c.name, "filesystem");
}

TEST(Honesty, a_warning_says_what_was_found_what_it_does_and_what_mends_it) {
  const std::vector<Check> checks{{"governor", State::bad, "powersave", "slow", "set it"},
                                  {"boost", State::unknown, "unknown", "x", "y"},
                                  {"SMT", State::good, "off", "x", "y"}};
  EXPECT_THAT(warnings(checks),
              testing::ElementsAre("governor: powersave. What it does: slow. What mends it: set it."));
}

TEST(Honesty, all_checks_are_described_with_what_was_found) {
  const std::string text = checks_text(honesty_checks({}, {}, true));
  for (const char* name : {"governor", "boost", "SMT", "virtualised", "load", "steal", "CPU quota", "power",
                           "swap", "ASLR", "build"})
    EXPECT_THAT(text, HasSubstr(name));
}

}  // namespace
}  // namespace concbench::bench
