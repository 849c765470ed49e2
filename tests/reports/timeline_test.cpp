#include "reports/summary/timeline.h"

#include <gmock/gmock.h>

#include "reports/summary/trace_summary.h"

namespace concbench::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

struct Done {
  std::int64_t thread, begin, end;
};

Trace trace_of(std::int64_t wall, std::int64_t threads, const std::vector<Done>& tasks) {
  Trace trace;
  trace.wall_ns = wall;
  trace.workers = threads;
  for (std::int64_t id = 0; id < threads; ++id) trace.threads.push_back(100 + id);
  for (const Done& task : tasks) {
    trace.began_by.push_back(task.thread);
    trace.begin_ns.push_back(task.begin);
    trace.took_ns.push_back(task.end - task.begin);
  }
  return trace;
}

std::vector<TimelineWorker> rows_of(const Trace& trace) {
  return timeline_of(trace).workers;
}

TEST(Timeline, a_worker_has_its_tasks_as_bars_by_time) {
  const auto rows = rows_of(trace_of(100, 2, {{0, 0, 40}, {1, 5, 50}, {0, 45, 90}}));
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_THAT(rows[0].lanes, ElementsAre(ElementsAre(0, 40, 1, 0, 45, 45, 1, 2)));
  EXPECT_THAT(rows[1].lanes, ElementsAre(ElementsAre(5, 45, 1, 1)));
  EXPECT_EQ(rows[0].tasks, 2);
  EXPECT_EQ(rows[0].busy_ns, 85);
}

TEST(Timeline, tasks_that_overlap_on_one_worker_lie_in_lanes) {
  const auto rows = rows_of(trace_of(100, 1, {{0, 0, 50}, {0, 1, 30}, {0, 30, 60}, {0, 50, 70}}));
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_THAT(rows[0].lanes,
              ElementsAre(ElementsAre(0, 50, 1, 0, 50, 20, 1, 3), ElementsAre(1, 29, 1, 1, 30, 30, 1, 2)));
  EXPECT_EQ(rows[0].busy_ns, 70) << "time in which any is in progress counts once";
}

Trace four_threads_for_two_workers() {
  Trace trace = trace_of(100, 4, {{0, 0, 20}, {1, 5, 50}, {2, 25, 60}, {3, 55, 99}});
  trace.workers = 2;
  return trace;
}

TEST(Timeline, threads_started_for_a_task_each_share_rows_one_after_another) {
  const auto rows = rows_of(four_threads_for_two_workers());
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_EQ(rows[0].threads, 2);
  EXPECT_THAT(rows[0].lanes, ElementsAre(ElementsAre(0, 20, 1, 0, 25, 35, 1, 2)));
  EXPECT_THAT(rows[1].lanes, ElementsAre(ElementsAre(5, 45, 1, 1, 55, 44, 1, 3)));
}

TEST(Timeline, workers_that_stay_have_a_row_each_however_little_they_did) {
  EXPECT_THAT(rows_of(trace_of(100, 4, {{0, 0, 20}, {1, 25, 30}, {2, 35, 40}, {3, 45, 50}})), SizeIs(4));
}

TEST(Timeline, tasks_too_short_to_be_seen_become_one_bar_and_none_is_lost) {
  std::vector<Done> tasks;
  for (std::int64_t i = 0; i < 10'000; ++i) tasks.push_back({0, 100 * i, 100 * i + 90});
  const auto rows = rows_of(trace_of(1'000'000, 1, tasks));
  const auto& bars = rows[0].lanes[0];
  EXPECT_LE(bars.size() / 4, static_cast<std::size_t>(bars_per_run));
  std::int64_t count = 0, first = 0;
  for (std::size_t i = 0; i < bars.size(); i += 4) {
    EXPECT_EQ(bars[i + 3], first) << "bars hold tasks in a row";
    EXPECT_LE(bars[i + 1], 1'000'000 / bars_per_run);
    count += bars[i + 2];
    first += bars[i + 2];
  }
  EXPECT_EQ(count, 10'000);
}

TEST(Timeline, many_workers_are_drawn_more_coarsely) {
  std::vector<Done> tasks;
  for (std::int64_t i = 0; i < 64'000; ++i) tasks.push_back({i % 64, i / 64 * 1000, i / 64 * 1000 + 900});
  std::size_t bars = 0;
  for (const TimelineWorker& row : rows_of(trace_of(1'000'000, 64, tasks))) bars += row.lanes[0].size() / 4;
  EXPECT_LE(bars, most_bars);
}

TEST(Timeline, of_very_many_lanes_some_are_drawn_and_all_are_counted) {
  std::vector<Done> tasks;
  for (std::int64_t i = 0; i < 100'000; ++i) tasks.push_back({0, i, 1'000'000});
  const Timeline timeline = timeline_of(trace_of(1'000'000, 1, tasks));
  EXPECT_EQ(timeline.lanes, 100'000);
  EXPECT_EQ(timeline.every, 391) << "ceil(100000 / 256)";
  EXPECT_THAT(timeline.workers.at(0).lanes, SizeIs(256));
  EXPECT_EQ(timeline.workers.at(0).tasks, 100'000);
}

TEST(TraceSummary, tells_completion_from_the_task_s_own_time_and_its_overshoot) {
  Trace trace = trace_of(100, 2, {{0, 0, 40}, {1, 5, 50}, {0, 45, 90}});
  trace.shortest_ns = {35, 45, 40};
  trace.ended_by = {0, 0, 0};
  const TraceSummary summary = summarize_trace(trace);
  const auto ends = [](const auto& of) { return std::pair(of->minimum, of->maximum); };
  EXPECT_EQ(ends(summary.completion), std::pair(std::int64_t{40}, std::int64_t{90}));
  EXPECT_EQ(ends(summary.own), std::pair(std::int64_t{40}, std::int64_t{45}));
  EXPECT_EQ(ends(summary.overshoot), std::pair(std::int64_t{0}, std::int64_t{5}));
  EXPECT_EQ(summary.moved, 1);
}

TEST(TraceSummary, workers_that_got_nothing_count_as_idle) {
  Trace trace = trace_of(100, 1, {{0, 0, 50}, {0, 50, 100}});
  trace.workers = 4;
  const TraceSummary summary = summarize_trace(trace);
  EXPECT_EQ(summary.workers, 4);
  EXPECT_DOUBLE_EQ(*summary.imbalance, 4);
  EXPECT_DOUBLE_EQ(*summary.fairness, 0.25);
  EXPECT_DOUBLE_EQ(*summary.busy, 0.25);
}

TEST(TraceSummary, a_thread_for_each_task_leaves_no_workers_to_load_evenly) {
  const TraceSummary summary = summarize_trace(four_threads_for_two_workers());
  EXPECT_FALSE(summary.imbalance);
  EXPECT_FALSE(summary.fairness);
  EXPECT_DOUBLE_EQ(*summary.busy, (20 + 45 + 35 + 44) / 200.0);
}

TEST(TraceSummary, workers_that_did_one_task_each_are_even) {
  const TraceSummary summary =
      summarize_trace(trace_of(100, 4, {{0, 0, 20}, {1, 25, 45}, {2, 50, 70}, {3, 75, 95}}));
  EXPECT_DOUBLE_EQ(*summary.imbalance, 1);
  EXPECT_DOUBLE_EQ(*summary.fairness, 1);
}

TEST(TraceSummary, one_far_from_the_timed_runs_is_distorted) {
  TraceSummary summary;
  summary.wall_ns = 150;
  EXPECT_FALSE(is_distorted(summary, 100));
  EXPECT_FALSE(is_distorted(summary, 225));
  EXPECT_TRUE(is_distorted(summary, 99));
  EXPECT_TRUE(is_distorted(summary, 226));
}

TEST(TraceSummary, one_that_failed_says_why) {
  Trace trace;
  trace.status = "timeout";
  trace.reason = "not finished after 30s";
  EXPECT_EQ(summarize_trace(trace).reason, "timeout: not finished after 30s");
  EXPECT_FALSE(summarize_trace(trace).completion);
  EXPECT_EQ(summarize_trace(Trace{}).reason, "failed: no task was noted");
}

}  // namespace
}  // namespace concbench::reports
