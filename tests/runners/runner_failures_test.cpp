// What goes wrong in a task or a worker comes out of run(), soon, and nothing of the runner is left behind.
#include <dirent.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <system_error>

#include "system/children.h"
#include "tests/support/runner_fakes.h"

namespace concbench {
namespace {

using fakes::Bench;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::ThrowsMessage;

// What a process has of the things that a runner makes.
struct Belongings {
  std::size_t threads = 0;
  bool children = false;
  std::set<std::string> descriptors;
  std::multiset<std::string> shared_mappings;

  bool operator==(const Belongings&) const = default;
};

Belongings belongings() {
  // That sanitizer has a thread of its own, which starts with the program's first.
  if (fakes::thread_sanitizer) std::thread([] {}).join();
  Belongings found;
  namespace fs = std::filesystem;
  found.threads = static_cast<std::size_t>(std::distance(fs::directory_iterator("/proc/self/task"), {}));
  found.children = waitid(P_ALL, 0, nullptr, WEXITED | WNOHANG | WNOWAIT) == 0;
  for (int fd = 0; fd < 4096; ++fd)
    if (fcntl(fd, F_GETFD) >= 0) found.descriptors.insert(std::to_string(fd));
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);)
    if (line.find("rw-s") != std::string::npos) found.shared_mappings.insert(line);
  return found;
}

std::ostream& operator<<(std::ostream& out, const Belongings& found) {
  return out << found.threads << " threads, children: " << found.children << ", " << found.descriptors.size()
             << " descriptors, " << found.shared_mappings.size() << " shared mappings";
}

auto throw_in(std::size_t first, std::size_t last) {
  return [=](std::size_t task) {
    if (task >= first && task <= last)
      throw std::runtime_error("task " + std::to_string(task) + " is broken");
  };
}

class FailingRunner : public testing::TestWithParam<RunnerEntry> {
 protected:
  std::size_t at(std::size_t concurrency) const { return fakes::concurrency_for(GetParam(), concurrency); }
  fakes::Watchdog watchdog_;
};

TEST_P(FailingRunner, throws_what_the_first_task_threw) {
  for (const std::size_t concurrency : {1u, 2u, 7u, 100u}) {
    Bench bench(at(concurrency), 50, throw_in(0, 0));
    const auto runner = bench.make(GetParam());
    EXPECT_THAT([&] { runner->run(); }, ThrowsMessage<std::runtime_error>("task 0 is broken"));
    EXPECT_EQ(bench.watch->in_progress, 0u) << "tasks still in progress";
  }
}

TEST_P(FailingRunner, throws_what_the_last_task_threw) {
  for (const std::size_t concurrency : {1u, 2u, 7u, 100u}) {
    Bench bench(at(concurrency), 50, throw_in(49, 49));
    const auto runner = bench.make(GetParam(), 1);
    EXPECT_THAT([&] { runner->run(); }, ThrowsMessage<std::runtime_error>("task 49 is broken"));
    EXPECT_EQ(bench.watch->in_progress, 0u) << "tasks still in progress";
  }
}

TEST_P(FailingRunner, throws_one_of_many_errors) {
  for (const std::size_t concurrency : {1u, 2u, 7u, 100u}) {
    Bench bench(at(concurrency), 50, throw_in(0, 49));
    const auto runner = bench.make(GetParam(), 3);
    EXPECT_THAT([&] { runner->run(); }, ThrowsMessage<std::runtime_error>(testing::EndsWith("is broken")));
  }
}

TEST_P(FailingRunner, throws_after_runs_that_went_well) {
  Shared<std::atomic<bool>> broken;
  Bench bench(at(3), 50, [&](std::size_t task) {
    if (*broken && task == 7) throw std::runtime_error("now it is broken");
  });
  const auto runner = bench.make(GetParam());
  EXPECT_EQ(runner->run(), bench.workload.expected());
  *broken = true;
  EXPECT_THAT([&] { runner->run(); }, ThrowsMessage<std::runtime_error>("now it is broken"));
}

TEST_P(FailingRunner, starts_no_more_tasks_after_an_error) {
  constexpr std::size_t size = 2000;
  for (const std::size_t chunk : {std::size_t{0}, std::size_t{1}, size / 2}) {
    Bench bench(at(2), size, throw_in(0, 0), milliseconds(1));
    const auto runner = bench.make(GetParam(), chunk);
    EXPECT_THROW(runner->run(), std::runtime_error);
    EXPECT_LT(bench.watch->started, size / 4) << "with chunks of " << chunk;
  }
}

TEST_P(FailingRunner, throws_at_the_highest_concurrency) {
  Bench bench(at(fakes::very_many), fakes::very_many + 100, throw_in(100, 100));
  const auto runner = bench.make(GetParam(), 1);
  EXPECT_THAT([&] { runner->run(); }, ThrowsMessage<std::runtime_error>("task 100 is broken"));
}

TEST_P(FailingRunner, leaves_nothing_behind_after_success) {
  const Belongings before = belongings();
  for (int time = 0; time < 3; ++time) {
    Bench bench(at(5), 50);
    bench.make(GetParam())->run();
  }
  EXPECT_EQ(belongings(), before);
}

TEST_P(FailingRunner, leaves_nothing_behind_without_a_run) {
  const Belongings before = belongings();
  {
    Bench bench(at(5), 50);
    bench.make(GetParam());
  }
  EXPECT_EQ(belongings(), before);
}

TEST_P(FailingRunner, leaves_nothing_behind_after_failure) {
  const Belongings before = belongings();
  {
    Bench bench(at(5), 50, throw_in(20, 30));
    const auto runner = bench.make(GetParam());
    EXPECT_THROW(runner->run(), std::runtime_error);
  }
  EXPECT_EQ(belongings(), before);
}

INSTANTIATE_TEST_SUITE_P(runners, FailingRunner, testing::ValuesIn(fakes::testable()), fakes::name_of);

// Runners of processes, which can lose one.
class DyingProcess : public FailingRunner {};

// All other tasks take a minute: who waited for them would meet the watchdog.
auto die_in(std::size_t victim, void (*die)()) {
  return [=](std::size_t task) {
    if (task != victim) std::this_thread::sleep_for(std::chrono::minutes(1));
    die();
  };
}

TEST_P(DyingProcess, that_is_killed_in_a_task_is_an_error_that_names_the_signal) {
  const Belongings before = belongings();
  for (const std::size_t concurrency : {1u, 2u, 7u}) {
    Bench bench(concurrency, 20, die_in(0, [] { raise(SIGKILL); }));
    const auto runner = bench.make(GetParam());
    EXPECT_THAT([&] { runner->run(); },
                ThrowsMessage<std::runtime_error>(testing::MatchesRegex(
                    "worker [0-9]+ \\(pid [0-9]+\\) was killed by signal 9 \\(Killed\\)")));
    EXPECT_FALSE(belongings().children) << "tasks of others still in progress";
  }
  EXPECT_EQ(belongings(), before);
}

TEST_P(DyingProcess, that_exits_in_a_task_is_an_error_that_names_the_status) {
  Bench bench(2, 20, die_in(0, [] { _exit(3); }));
  const auto runner = bench.make(GetParam());
  EXPECT_THAT([&] { runner->run(); }, ThrowsMessage<std::runtime_error>(HasSubstr("exited with status 3")));
}

TEST_P(DyingProcess, that_exits_in_good_order_in_a_task_is_an_error) {
  Bench bench(2, 20, die_in(0, [] { _exit(0); }));
  const auto runner = bench.make(GetParam());
  EXPECT_THAT([&] { runner->run(); }, ThrowsMessage<std::runtime_error>(HasSubstr("exited with status 0")));
}

TEST_P(DyingProcess, among_very_many_is_an_error) {
  Bench bench(fakes::very_many, fakes::very_many + 100, [](std::size_t task) {
    if (task == 100) raise(SIGKILL);
  });
  const auto runner = bench.make(GetParam(), 1);
  EXPECT_THAT([&] { runner->run(); }, ThrowsMessage<std::runtime_error>(HasSubstr("worker")));
}

INSTANTIATE_TEST_SUITE_P(runners, DyingProcess,
                         testing::ValuesIn(fakes::testable([](const RunnerEntry& entry) {
                           return fakes::forks(entry);
                         })),
                         fakes::name_of);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(DyingProcess);

// Runners that keep processes between runs.
class KeptProcess : public FailingRunner {};

TEST_P(KeptProcess, killed_between_runs_is_an_error_in_the_next) {
  Shared<std::atomic<pid_t>> victim;
  Bench bench(2, 20, [&](std::size_t) { *victim = getpid(); });
  const auto runner = bench.make(GetParam());
  runner->run();
  kill(*victim, SIGKILL);
  waitid(P_PID, static_cast<id_t>(victim->load()), nullptr, WEXITED | WNOWAIT);
  EXPECT_THAT([&] { runner->run(); }, ThrowsMessage<std::runtime_error>(HasSubstr("killed by signal 9")));
}

TEST_P(KeptProcess, killed_from_outside_in_a_task_is_an_error) {
  const pid_t self = getpid();
  Shared<std::atomic<pid_t>> victim;
  // Task 0 asks for death and waits for it; a process outside the runner hears.
  const pid_t killer = fork();
  if (killer == 0) {
    while (*victim == 0 && getppid() == self) usleep(1000);
    kill(*victim, SIGTERM);
    _exit(0);
  }
  {
    Bench bench(2, 20, [&](std::size_t task) {
      if (task == 0) *victim = getpid();
      std::this_thread::sleep_for(std::chrono::minutes(1));
    });
    const auto runner = bench.make(GetParam());
    EXPECT_THAT([&] { runner->run(); }, ThrowsMessage<std::runtime_error>(HasSubstr("killed by signal 15")));
  }
  waitpid(killer, nullptr, 0);
}

TEST_P(KeptProcess, stopped_by_a_signal_does_not_stop_the_destructor) {
  Shared<std::atomic<pid_t>> victim;
  Bench bench(2, 20, [&](std::size_t) { *victim = getpid(); });
  auto runner = bench.make(GetParam());
  runner->run();
  kill(*victim, SIGSTOP);
  runner.reset();
  EXPECT_FALSE(belongings().children);
}

INSTANTIATE_TEST_SUITE_P(runners, KeptProcess,
                         testing::ValuesIn(fakes::testable([](const RunnerEntry& entry) {
                           return fakes::forks(entry) && entry.start == Start::once;
                         })),
                         fakes::name_of);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(KeptProcess);

// Ends a process of its own with 0 if `make_and_run` throws a std::system_error with this in its message, and
// nothing is left of what was made by then.
void refuse(const std::function<void()>& limit, const std::string& message,
            const std::function<void()>& make_and_run) {
  const fakes::Watchdog watchdog;  // forked processes do not inherit the test's
  const Belongings before = belongings();
  limit();
  try {
    make_and_run();
  } catch (const std::system_error& error) {
    if (std::string(error.what()).find(message) == std::string::npos) {
      std::fprintf(stderr, "unexpected message: %s\n", error.what());
      _exit(2);
    }
    const Belongings after = belongings();
    if (after == before) _exit(0);
    std::fprintf(stderr, "left behind: %s\n", testing::PrintToString(after).c_str());
    _exit(3);
  }
  _exit(4);
}

// Leaves room for less than twenty processes and threads. The limit counts all that a user has, and root
// knows none: so it becomes somebody whom nobody else is, but who may still search folders that are closed to
// others, such as the root of a system made for a test.
void limit_tasks() {
  const rlimit limit{20, 20};
  setrlimit(RLIMIT_NPROC, &limit);
  if (geteuid() != 0) return;
  prctl(PR_SET_KEEPCAPS, 1);
  if (setuid(100'000 + static_cast<uid_t>(getpid())) != 0) _exit(5);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct capabilities[2]{};
  capabilities[0].effective = capabilities[0].permitted = 1U << CAP_DAC_READ_SEARCH;
  if (syscall(SYS_capset, &header, capabilities) != 0) _exit(7);
}

class RefusedRunner : public FailingRunner {};

TEST_P(RefusedRunner, names_what_the_system_refuses_and_leaves_nothing_behind) {
  if (fakes::address_sanitizer || fakes::thread_sanitizer)
    GTEST_SKIP() << "a sanitizer does not survive a thread that cannot start";
  const std::string unit = fakes::forks(GetParam()) ? "process" : "thread";
  const bool per_task = GetParam().start == Start::per_task;
  const std::string message =
      per_task ? "cannot start the " + unit + " of task " : "cannot start " + unit + " ";
  const auto make_and_run = [&] {
    Bench bench(64, 100, {}, milliseconds(20));
    const auto runner = bench.make(GetParam());
    try {
      runner->run();
    } catch (const std::system_error&) {
      // A killed process leaves its mark in the count.
      if (unit == "thread" && bench.watch->in_progress > 0) _exit(6);
      throw;
    }
  };
  EXPECT_EXIT(refuse(limit_tasks, message, make_and_run), testing::ExitedWithCode(0), "");
}

INSTANTIATE_TEST_SUITE_P(runners, RefusedRunner,
                         testing::ValuesIn(fakes::testable([](const RunnerEntry& entry) {
                           const Footprint footprint = entry.footprint({2, 2, 2});
                           return !entry.own_runtime && entry.most_concurrency > 1 &&
                                  footprint.workers == footprint.threads + footprint.processes;
                         })),
                         fakes::name_of);

TEST(children, are_told_from_children_of_others) {
  fakes::Watchdog watchdog;
  const pid_t stranger = fork();
  if (stranger == 0) _exit(5);
  waitid(P_PID, static_cast<id_t>(stranger), nullptr, WEXITED | WNOWAIT);
  Children children(2);
  children.fork(1, [] { std::this_thread::sleep_for(milliseconds(20)); });
  const Children::Ended ended = children.next_ended();
  EXPECT_EQ(ended.slot, 1u);
  EXPECT_EQ(ended.status, 0);
  int status = 0;
  EXPECT_EQ(waitpid(stranger, &status, 0), stranger) << "still there for whoever waits for it";
  EXPECT_EQ(WEXITSTATUS(status), 5);
}

TEST(children, of_a_parent_that_dies_die_too) {
  fakes::Watchdog watchdog;
  Pipe alive = make_pipe();
  const pid_t parent = fork();
  if (parent == 0) {
    Children children(1);
    children.fork(0, [] { std::this_thread::sleep_for(std::chrono::minutes(1)); });
    kill(getpid(), SIGKILL);
  }
  alive.write_end.close();
  waitpid(parent, nullptr, 0);
  char nothing;
  EXPECT_FALSE(read_message(alive.read_end.get(), &nothing, 1))
      << "the end of file comes with the last process";
}

}  // namespace
}  // namespace concbench
