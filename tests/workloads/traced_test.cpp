// Tracing from outside: every runner's tasks are noted, wherever they ran, and nothing else changes.
#include "workloads/traced.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <thread>

#include "bench/child/trace.h"
#include "tests/support/runner_fakes.h"
#include "workloads/workload.h"

namespace concbench {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

WorkloadSpec traced(const std::string& name, Params changed) {
  Params params = defaults(find(workload_table(), name)->parameters);
  for (const auto& [key, value] : changed) params.at(key) = value;
  return {name, params, {traced_wrapper}};
}

std::int64_t ns(steady_clock::time_point when) {
  return std::chrono::nanoseconds(when.time_since_epoch()).count();
}

class EveryRunnerTraced : public testing::TestWithParam<RunnerEntry> {};

TEST_P(EveryRunnerTraced, notes_each_task_once_within_the_run) {
  const WorkloadSpec spec = traced("sleep", {{"tasks", "12"}, {"unit", "1ms"}});
  const auto workload = make_workload(workload_table(), spec);
  const auto records = dynamic_cast<const Traced&>(*workload).records();
  const std::size_t concurrency = fakes::concurrency_for(GetParam(), 3);
  Shared<fakes::Watch> watch;
  fakes::WatchingWorkers workers(*watch, concurrency);
  const auto runner = fakes::make_runner(GetParam(), *workload, concurrency, 0, workers);
  for (int run = 0; run < 2; ++run) {
    workload->prepare();
    const auto begin = steady_clock::now();
    EXPECT_EQ(runner->run(), workload->expected());
    const auto end = steady_clock::now();
    ASSERT_EQ(records.size(), 12u);
    for (std::size_t task = 0; task < records.size(); ++task) {
      EXPECT_GE(records[task].began_ns, ns(begin)) << task;
      EXPECT_LE(records[task].ended_ns, ns(end)) << task;
      EXPECT_GE(records[task].ended_ns - records[task].began_ns, workload->shortest(task).count()) << task;
      EXPECT_GT(records[task].began_on.id, 0) << task;
      EXPECT_GT(records[task].ended_on.id, 0) << task;
    }
  }
}

// Tasks in progress at the time when one begins, itself included.
std::size_t most_at_once(std::span<const TaskRecord> records) {
  std::size_t most = 0;
  for (const TaskRecord& one : records)
    most = std::max<std::size_t>(most, std::ranges::count_if(records, [&](const TaskRecord& other) {
                                   return other.began_ns <= one.began_ns && other.ended_ns > one.began_ns;
                                 }));
  return most;
}

TEST_P(EveryRunnerTraced, shows_no_more_tasks_at_once_than_its_concurrency) {
  const WorkloadSpec spec = traced("sleep", {{"tasks", "12"}, {"unit", "1ms"}});
  const auto workload = make_workload(workload_table(), spec);
  const std::size_t concurrency = fakes::concurrency_for(GetParam(), 3);
  Shared<fakes::Watch> watch;
  fakes::WatchingWorkers workers(*watch, concurrency);
  fakes::make_runner(GetParam(), *workload, concurrency, 0, workers)->run();
  EXPECT_LE(most_at_once(dynamic_cast<const Traced&>(*workload).records()), concurrency);
}

INSTANTIATE_TEST_SUITE_P(runners, EveryRunnerTraced, testing::ValuesIn(fakes::testable()), fakes::name_of);

std::set<std::int32_t> threads_of(const std::string& runner_name, std::size_t concurrency) {
  const WorkloadSpec spec = traced("sleep", {{"tasks", "6"}, {"unit", "5ms"}});
  const auto workload = make_workload(workload_table(), spec);
  Shared<fakes::Watch> watch;
  fakes::WatchingWorkers workers(*watch, concurrency);
  const auto runner =
      fakes::make_runner(*find(runner_table(), runner_name), *workload, concurrency, 1, workers);
  runner->run();
  std::set<std::int32_t> threads;
  for (const TaskRecord& record : dynamic_cast<const Traced&>(*workload).records())
    threads.insert(record.began_on.id);
  return threads;
}

TEST(Traced, tells_threads_and_processes_and_loops_apart) {
  EXPECT_EQ(threads_of("sequential", 1), std::set{gettid()});
  EXPECT_EQ(threads_of("coroutines", 3), std::set{gettid()}) << "all waits on one loop";
  EXPECT_EQ(threads_of("thread_per_task", 3).size(), 6u);
  if (!fakes::thread_sanitizer) {
    const auto workers = threads_of("process_per_task", 3);
    EXPECT_EQ(workers.size(), 6u);
    EXPECT_FALSE(workers.contains(gettid()));
  }
}

// The system gives the id of a thread that has ended to another; 5,000 of them are more than its least
// pid_max leaves.
TEST(Traced, threads_are_numbered_anew_whatever_their_ids) {
  const auto workload = make_workload(workload_table(), traced("empty", {{"tasks", "5000"}}));
  for (std::size_t task = 0; task < workload->size(); ++task)
    std::thread([&] {
      Worker worker;
      workload->run(task, worker);
    }).join();
  std::set<std::int32_t> numbers;
  for (const TaskRecord& record : dynamic_cast<const Traced&>(*workload).records())
    numbers.insert(record.began_on.number);
  EXPECT_EQ(numbers.size(), 5000u);
}

TEST(Traced, is_forgotten_by_the_next_preparation) {
  const auto workload = make_workload(workload_table(), traced("empty", {{"tasks", "3"}}));
  Worker worker;
  for (std::size_t task = 0; task < 3; ++task) workload->run(task, worker);
  workload->prepare();
  for (const TaskRecord& record : dynamic_cast<const Traced&>(*workload).records())
    EXPECT_TRUE(record.began_ns == 0 && record.ended_ns == 0 && record.began_on == ThreadNote{} &&
                record.ended_on == ThreadNote{});
}

TEST(Traced, passes_on_all_that_the_workload_says) {
  const WorkloadSpec spec = traced("brightness", {{"tasks", "2"}, {"size", "10kB"}});
  const auto inner = make_workload(workload_table(), {spec.name, spec.params, {}});
  const auto outer = make_workload(workload_table(), spec);
  EXPECT_EQ(outer->size(), inner->size());
  EXPECT_EQ(outer->bytes(), inner->bytes());
  EXPECT_EQ(outer->expected(), inner->expected());
  EXPECT_TRUE(outer->prepare());
  EXPECT_THROW(outer->check_outputs(), std::runtime_error) << "nothing was written yet";
  const auto sleep = make_workload(workload_table(), traced("sleep", {{"unit", "1ms"}}));
  EXPECT_EQ(sleep->shortest(1), 3ms);
  EXPECT_EQ(sleep->lower_bound(1'000), 3ms);
}

TEST(Traced, an_unknown_wrapper_is_refused_by_name) {
  try {
    make_workload(workload_table(), {"empty", traced("empty", {}).params, {"mirrored"}});
    FAIL() << "it was taken";
  } catch (const std::invalid_argument& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("mirrored"));
  }
}

TEST(Traced, the_cost_of_its_notes_is_a_time) {
  EXPECT_GT(note_cost_ns(), 1) << "two looks at a clock";
  EXPECT_LT(note_cost_ns(), 1e6);
}

TEST(TraceRecord, numbers_threads_by_their_first_task_and_counts_from_the_start) {
  const auto workload = make_workload(workload_table(), traced("sleep", {{"tasks", "3"}, {"unit", "1us"}}));
  const auto& traced_workload = dynamic_cast<const Traced&>(*workload);
  const auto begin = steady_clock::now();
  Worker worker;
  for (const std::size_t task : {2u, 0u, 1u}) workload->run(task, worker);
  const auto trace = bench::trace_of(traced_workload, begin, 5ms);
  EXPECT_EQ(trace.wall_ns, 5'000'000);
  EXPECT_THAT(trace.threads, testing::ElementsAre(gettid()));
  EXPECT_THAT(trace.began_by, testing::ElementsAre(0, 0, 0));
  EXPECT_THAT(trace.ended_by, testing::IsEmpty()) << "all ended where they began";
  EXPECT_THAT(trace.shortest_ns, testing::ElementsAre(2'000, 3'000, 1'000));
  EXPECT_LT(trace.begin_ns[2], trace.begin_ns[0]);
  EXPECT_GE(trace.begin_ns[2], 0);
}

}  // namespace
}  // namespace concbench
