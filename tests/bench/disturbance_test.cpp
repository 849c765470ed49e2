#include "bench/supervisor/disturbance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "system/proc/usage.h"

namespace concbench::bench {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

// A second on two CPUs in which nothing else went on.
struct Second {
  Surroundings before, after;
  Second() {
    before.cpus = after.cpus = {0, 1};
    after.when = before.when + 1s;
    before.instances = after.instances = 1;
  }
};

TEST(Taints, a_sample_that_had_the_machine_to_itself_has_none) {
  Second s;
  s.after.busy = 900ms;
  EXPECT_THAT(taints(s.before, s.after, 890ms), IsEmpty());
}

TEST(Taints, time_that_other_processes_used_is_told_from_the_samples_own) {
  Second s;
  s.after.busy = 900ms;
  EXPECT_THAT(taints(s.before, s.after, 300ms),
              ElementsAre("busy: other processes used 30 % of the CPUs' time"));
}

TEST(Taints, stolen_time_counts_from_two_percent) {
  Second s;
  s.after.stolen = 30ms;
  EXPECT_THAT(taints(s.before, s.after, 0ns), IsEmpty());
  s.after.stolen = 60ms;
  EXPECT_THAT(taints(s.before, s.after, 0ns), ElementsAre(StartsWith("stolen: 3 %")));
}

TEST(Taints, a_tick_or_two_is_within_the_grain_of_the_counters) {
  Second s;
  s.after.when = s.before.when + 20ms;
  s.after.busy = s.after.stolen = 20ms;
  EXPECT_THAT(taints(s.before, s.after, 0ns), IsEmpty());
}

TEST(Taints, throttling_another_frequency_other_cpus_and_a_second_instance_are_named) {
  Second s;
  s.before.throttled = 4;
  s.after.throttled = 6;
  s.before.frequency = 3e6;
  s.after.frequency = 2.4e6;
  s.after.cpus = {0};
  s.after.instances = 2;
  EXPECT_THAT(
      taints(s.before, s.after, 0ns),
      ElementsAre("throttled: the control group's quota ran out 2 time(s)", "frequency: drifted by -20 %",
                  StartsWith("cpu_set"), StartsWith("second_instance")));
}

TEST(Taints, what_the_system_does_not_tell_taints_nothing) {
  Second s;
  s.after.throttled = 6;
  s.after.frequency = 1e6;
  EXPECT_THAT(taints(s.before, s.after, 0ns), IsEmpty());
}

TEST(Surroundings, time_passes_and_cpus_are_known) {
  const Surroundings now = look_around();
  EXPECT_FALSE(now.cpus.empty());
  EXPECT_GT(now.busy, 0ns);
}

TEST(Surroundings, busy_time_grows_by_what_is_used_and_not_by_more_than_has_passed) {
  const Surroundings before = look_around();
  const Usage begin = own_usage();
  while ((own_usage() - begin).cpu < 300ms) {
  }
  const Surroundings after = look_around();
  EXPECT_GE(after.busy - before.busy, 200ms);
  const auto passed = (after.when - before.when) * static_cast<std::int64_t>(after.cpus.size());
  EXPECT_LE(after.busy - before.busy, passed + 100ms);
}

TEST(Presence, counts_while_it_lives_also_in_other_processes) {
  const std::size_t before = look_around().instances;
  {
    const Presence presence;
    EXPECT_EQ(look_around().instances, before + 1);
    EXPECT_EQ(Presence::mine(), 1U);
    const pid_t pid = fork();
    if (pid == 0) {
      const Presence another;
      _exit(look_around().instances == before + 2 ? 0 : 1);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(look_around().instances, before);
}

}  // namespace
}  // namespace concbench::bench
