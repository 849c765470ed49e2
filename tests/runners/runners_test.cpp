// Every runner does every task of a workload once, with the tasks in progress and the workers that it
// promises.
#include "runners/runner.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <limits>
#include <set>

#include "tests/support/runner_fakes.h"
#include "workloads/workload.h"

namespace concbench {
namespace {

using fakes::Bench;
using std::chrono::milliseconds;

constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();

// What is wrong with a runner's runs of this workload; empty if nothing is.
std::string verdict(Runner& runner, Bench& bench) {
  constexpr std::size_t runs = 3;
  for (std::size_t run = 1; run <= runs; ++run) {
    const Tally tally = runner.run();
    if (tally != bench.workload.expected()) return "wrong tally in run " + std::to_string(run);
    if (bench.workload.miscounted(run) > 0) return "tasks skipped or repeated in run " + std::to_string(run);
  }
  return "";
}

class EveryRunner : public testing::TestWithParam<RunnerEntry> {
 protected:
  std::size_t at(std::size_t concurrency) const { return fakes::concurrency_for(GetParam(), concurrency); }
};

TEST_P(EveryRunner, does_every_task_once_in_every_run) {
  constexpr std::size_t size = 50;
  for (const std::size_t concurrency : {std::size_t{1}, std::size_t{2}, std::size_t{7}, size + 3})
    for (const std::size_t chunk : {std::size_t{0}, std::size_t{1}, std::size_t{3}, huge}) {
      Bench bench(at(concurrency), size);
      const auto runner = bench.make(GetParam(), chunk);
      EXPECT_EQ(verdict(*runner, bench), "") << "concurrency " << concurrency << ", chunk " << chunk;
    }
}

TEST_P(EveryRunner, does_a_single_task) {
  Bench bench(at(7), 1);
  EXPECT_EQ(verdict(*bench.make(GetParam()), bench), "");
}

TEST_P(EveryRunner, does_many_short_tasks) {
  const std::size_t size = GetParam().start == Start::per_task ? 500 : 20'000;
  for (const std::size_t concurrency : {1u, 2u, 64u}) {
    Bench bench(at(concurrency), size);
    EXPECT_EQ(verdict(*bench.make(GetParam(), 1), bench), "") << "concurrency " << concurrency;
  }
}

TEST_P(EveryRunner, does_tasks_that_wait) {
  Bench bench(at(7), 20, {}, milliseconds(1));
  EXPECT_EQ(verdict(*bench.make(GetParam()), bench), "");
}

TEST_P(EveryRunner, has_no_more_tasks_in_progress_than_its_concurrency) {
  for (const std::size_t concurrency : {1u, 2u, 7u}) {
    Bench bench(at(concurrency), 40, {}, milliseconds(1));
    EXPECT_EQ(verdict(*bench.make(GetParam(), 1), bench), "");
    EXPECT_LE(bench.watch->most_in_progress, at(concurrency));
    EXPECT_EQ(bench.watch->in_progress, 0u);
  }
}

// However the machine is loaded: some run will show it, and a model that runs less at a time meets the
// watchdog.
TEST_P(EveryRunner, has_as_many_tasks_in_progress_as_its_concurrency) {
  const std::size_t concurrency = at(3);
  fakes::Watchdog watchdog;
  Bench bench(concurrency, 12, {}, milliseconds(20));
  const auto runner = bench.make(GetParam(), 1);
  while (bench.watch->most_in_progress < concurrency) runner->run();
}

TEST_P(EveryRunner, lets_every_worker_enter_before_its_first_task) {
  for (const std::size_t concurrency : {1u, 2u, 7u}) {
    Bench bench(at(concurrency), 40, {}, milliseconds(1));
    EXPECT_EQ(verdict(*bench.make(GetParam(), 1), bench), "");
    EXPECT_EQ(bench.watch->before_entering, 0u);
    EXPECT_EQ(bench.watch->out_of_range, 0u);
    EXPECT_GT(bench.watch->entered, 0u);
  }
}

INSTANTIATE_TEST_SUITE_P(runners, EveryRunner, testing::ValuesIn(fakes::testable()), fakes::name_of);

// Its first task ends only after all others.
class LongFirst : public Workload, public Suspending<LongFirst> {
 public:
  LongFirst(fakes::Watch& watch, std::size_t size) : watch_(watch), size_(size) {}
  std::size_t size() const override { return size_; }
  Tally expected() const override { return {splitmix64_sum(size_), size_}; }

  std::uint64_t run(std::size_t task, Worker& worker) const override {
    while (task == 0 && watch_.started < size_ - 1) worker.sleep_until(Clock::now() + milliseconds(1));
    if (task != 0) ++watch_.started;
    return splitmix64(task);
  }

  template <class C>
  typename C::template Task<std::uint64_t> await(std::size_t task, C& place) const {
    while (task == 0 && watch_.started < size_ - 1)
      co_await place.sleep_until(Clock::now() + milliseconds(1));
    if (task != 0) ++watch_.started;
    co_return splitmix64(task);
  }

 private:
  fakes::Watch& watch_;
  std::size_t size_;
};

class ConcurrentRunner : public EveryRunner {};

TEST_P(ConcurrentRunner, does_all_other_tasks_while_a_long_one_lasts) {
  fakes::Watchdog watchdog;
  Shared<fakes::Watch> watch;
  fakes::WatchingWorkers workers(*watch, 2);
  const LongFirst workload(*watch, 30);
  const auto runner = fakes::make_runner(GetParam(), workload, 2, 1, workers);
  EXPECT_EQ(runner->run(), workload.expected());
}

INSTANTIATE_TEST_SUITE_P(runners, ConcurrentRunner,
                         testing::ValuesIn(fakes::testable([](const RunnerEntry& entry) {
                           return entry.most_concurrency > 1;
                         })),
                         fakes::name_of);

class KeepingRunner : public EveryRunner {};

TEST_P(KeepingRunner, lets_each_worker_enter_once_for_all_runs) {
  Bench bench(at(2), 40);
  const auto runner = bench.make(GetParam());
  for (int run = 0; run < 5; ++run) runner->run();
  const std::size_t workers = GetParam().footprint({at(2), 40, fakes::cpus}).workers;
  EXPECT_EQ(bench.watch->entered, workers);
}

INSTANTIATE_TEST_SUITE_P(runners, KeepingRunner,
                         testing::ValuesIn(fakes::testable([](const RunnerEntry& entry) {
                           return entry.start == Start::once;
                         })),
                         fakes::name_of);

// Every real workload, small.
Params small(const WorkloadEntry& entry) {
  Params params = defaults(entry.parameters);
  const auto set = [&](const std::string& name, const std::string& value) {
    if (params.contains(name)) params[name] = value;
  };
  set("tasks", "20");
  set("limit", "10000");
  set("unit", "100us");
  set("size", entry.name == "file_read" ? "8KiB" : "10kB");
  return params;
}

class EveryRunnerAndWorkload : public testing::TestWithParam<std::tuple<RunnerEntry, WorkloadEntry>> {};

TEST_P(EveryRunnerAndWorkload, returns_the_expected_tally) {
  const auto& [runner_entry, workload_entry] = GetParam();
  const std::string cache = testing::TempDir() + "concbench_cache";
  setenv("XDG_CACHE_HOME", cache.c_str(), 1);
  const WorkloadSpec spec{std::string(workload_entry.name), small(workload_entry)};
  const auto workload = make_workload(workload_table(), spec);
  for (const std::size_t concurrency : {1u, 2u, 7u, 23u}) {
    Shared<fakes::Watch> watch;
    fakes::WatchingWorkers workers(*watch, concurrency);
    const auto runner = fakes::make_runner(runner_entry, *workload,
                                           fakes::concurrency_for(runner_entry, concurrency), 0, workers);
    for (int run = 0; run < 2; ++run) {
      workload->prepare();
      EXPECT_EQ(runner->run(), workload->expected()) << "concurrency " << concurrency;
      EXPECT_NO_THROW(workload->check_outputs());
    }
  }
}

std::vector<WorkloadEntry> workloads() {
  return {workload_table().begin(), workload_table().end()};
}

INSTANTIATE_TEST_SUITE_P(runners, EveryRunnerAndWorkload,
                         testing::Combine(testing::ValuesIn(fakes::testable()),
                                          testing::ValuesIn(workloads())),
                         [](const auto& test) {
                           return std::string(std::get<0>(test.param).name) + "_on_" +
                                  std::string(std::get<1>(test.param).name);
                         });

// A runner that does tasks in the order of a list.
class Scripted : public Runner {
 public:
  Scripted(const Workload& workload, std::vector<std::size_t> tasks)
      : workload_(workload), tasks_(std::move(tasks)) {}
  Tally run() override {
    Tally tally;
    for (const std::size_t task : tasks_) tally.add(workload_.run(task, worker_));
    return tally;
  }

 private:
  const Workload& workload_;
  Worker worker_;
  std::vector<std::size_t> tasks_;
};

TEST(a_wrong_runner, that_skips_a_task_is_caught) {
  Bench bench(1, 4);
  Scripted runner(bench.workload, {0, 1, 3});
  EXPECT_THAT(verdict(runner, bench), testing::StartsWith("wrong tally"));
}

TEST(a_wrong_runner, that_repeats_a_task_is_caught) {
  Bench bench(1, 4);
  Scripted runner(bench.workload, {0, 1, 2, 3, 3});
  EXPECT_THAT(verdict(runner, bench), testing::StartsWith("wrong tally"));
}

TEST(a_wrong_runner, that_does_one_task_in_place_of_another_is_caught) {
  Bench bench(1, 4);
  Scripted runner(bench.workload, {0, 1, 1, 3});
  EXPECT_THAT(verdict(runner, bench), testing::StartsWith("wrong tally"));
}

TEST(runner_table, holds_rows_that_are_told_apart_by_name) {
  std::set<std::string_view> names;
  for (const RunnerEntry& entry : runner_table()) {
    EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
    EXPECT_EQ(find(runner_table(), entry.name), &entry);
    EXPECT_EQ(find(workload_table(), entry.name), nullptr) << "--param could mean both";
  }
  EXPECT_EQ(find(runner_table(), "no such model"), nullptr);
}

TEST(runner_table, has_one_baseline_which_does_one_task_at_a_time) {
  const auto baselines = std::ranges::count_if(runner_table(), &RunnerEntry::baseline);
  EXPECT_EQ(baselines, 1);
  EXPECT_EQ(baseline_of(runner_table())->most_concurrency, 1u);
}

// A program of a build that lacks a library.
TEST(an_absent_runner, says_what_is_missing_and_takes_nothing) {
  const RunnerEntry entry = absent_runner("model", "built without its library");
  EXPECT_EQ(entry.absent, "built without its library");
  EXPECT_EQ(entry.footprint({1000, 1000, 2}).threads, 0u);
}

}  // namespace
}  // namespace concbench
