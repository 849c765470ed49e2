#include "bench/machine/floors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/support/scratch.h"

namespace concbench::bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

using Shares = std::map<std::string, double>;

class KeptFloors : public testing::Test {
 protected:
  KeptFloors() {
    ::setenv("XDG_STATE_HOME", (scratch_ / "state").c_str(), 1);
    machine.hostname = "a/host";
    machine.cpu_model = "a processor";
    machine.kernel = "6.1";
    tool.binary_sha256 = "0f";
  }

  Floors load(std::chrono::days later = {}) const {
    return load_floors(machine, tool, std::chrono::system_clock::now() + later);
  }

  Machine machine;
  Tool tool;

 private:
  Scratch scratch_;
};

TEST_F(KeptFloors, are_kept_for_later_runs_of_the_same_program_on_the_same_machine) {
  EXPECT_THAT(load().shares, IsEmpty());
  const auto path = save_floors(machine, tool, {{"cpu", 0.03}});
  EXPECT_EQ(path.filename(), "floors-a_host.json");
  save_floors(machine, tool, {{"io", 0.05}});
  EXPECT_THAT(load().shares, ElementsAre(Pair("cpu", 0.03), Pair("io", 0.05)));
  EXPECT_THAT(load().not_applied, IsEmpty());
}

TEST_F(KeptFloors, of_another_kernel_program_or_processor_are_not_applied_and_say_why) {
  save_floors(machine, tool, {{"cpu", 0.03}});
  const Machine same = machine;
  machine.kernel = "6.6";
  EXPECT_THAT(load().shares, IsEmpty());
  EXPECT_THAT(load().not_applied, HasSubstr("of another kernel, 6.1: not applied; 'concbench selftest aa'"));
  machine = same;
  machine.cpu_model = "another";
  EXPECT_THAT(load().not_applied, HasSubstr("of another processor, a processor"));
  EXPECT_THAT(load().shares, IsEmpty());
  machine = same;
  tool.binary_sha256 = "10";
  EXPECT_THAT(load().not_applied, HasSubstr("of another build"));
  EXPECT_THAT(load().shares, IsEmpty());
  save_floors(machine, tool, {{"io", 0.05}});
  EXPECT_THAT(load().shares, ElementsAre(Pair("io", 0.05))) << "those of the other build are forgotten";
}

TEST_F(KeptFloors, are_applied_for_thirty_days) {
  save_floors(machine, tool, {{"cpu", 0.03}});
  EXPECT_THAT(load(std::chrono::days(29)).shares, ElementsAre(Pair("cpu", 0.03)));
  const Floors old = load(std::chrono::days(31));
  EXPECT_THAT(old.shares, IsEmpty());
  EXPECT_THAT(old.not_applied, HasSubstr("more than 30 days ago"));
}

TEST_F(KeptFloors, that_cannot_be_read_are_none) {
  const auto path = save_floors(machine, tool, {{"cpu", 0.03}});
  for (const char* text : {"", "{", "[]", R"({"aa": 5})", R"({"cpu_model": "x", "aa": {"cpu": 0.5}})"}) {
    std::ofstream(path) << text;
    EXPECT_THAT(load().shares, IsEmpty()) << text;
    EXPECT_THAT(load().not_applied, IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace concbench::bench
