// What is counted beside a run's time: of all its threads and processes, and nothing where it is forbidden.
#include "system/proc/counters.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <semaphore>
#include <stdexcept>
#include <thread>

#include "bench/child/session.h"
#include "system/affinity.h"
#include "system/shared.h"
#include "tests/support/forbid.h"

namespace concbench::bench {
namespace {

constexpr std::size_t task_count = 64;

// A task touches a page that nobody has touched before.
class FreshPages final : public Workload {
 public:
  explicit FreshPages(const Params&) {}
  std::size_t size() const override { return task_count; }
  std::uint64_t run(std::size_t task, Worker&) const override {
    const auto bytes = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    void* page = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) throw std::runtime_error("mmap");
    *static_cast<volatile char*>(page) = 1;
    munmap(page, bytes);
    return task;
  }
  Tally expected() const override { return {task_count * (task_count - 1) / 2, task_count}; }
};

constexpr WorkloadEntry workloads[] = {{.name = "fresh_pages",
                                        .kind = Kind::cpu,
                                        .summary = "touches a fresh page",
                                        .task = "pages",
                                        .parameters = {},
                                        .make = workload_of<FreshPages>}};

Sample measured_under(const std::string& runner) {
  Sample sample;
  sample.case_ = "fresh_pages/" + runner + "/concurrency:1";
  sample.workload = "fresh_pages";
  sample.runner = runner;
  sample.concurrency = 1;
  Session session({workloads, runner_table()}, sample, 1, {});
  session.measure(std::chrono::milliseconds(1));
  session.observe_memory([](std::int64_t) {}, [] { return true; });
  session.finish();
  return sample;
}

class Counted : public ::testing::TestWithParam<const char*> {};

// One worker has one processor's counters, so that what it counts is what all 64 tasks did.
TEST_P(Counted, every_page_that_a_run_touches_first_wherever_it_does) {
  const Sample sample = measured_under(GetParam());
  ASSERT_TRUE(sample.events.minor_faults && sample.events.major_faults);
  EXPECT_GE(*sample.events.minor_faults, static_cast<std::int64_t>(task_count));
  EXPECT_EQ(*sample.events.major_faults, 0);
  EXPECT_GE(sample.events.migrations.value_or(0), 0);
}

INSTANTIATE_TEST_SUITE_P(in, Counted, ::testing::Values("sequential", "threads", "processes"),
                         [](const auto& test) { return std::string(test.param); });

constexpr std::int64_t moves = 10;

// Has the calling thread go to another CPU so often.
void move(const std::vector<std::int64_t>& cpus) {
  for (std::int64_t i = 0; i <= moves; ++i) restrict_to(std::vector{cpus[static_cast<std::size_t>(i % 2)]});
  restrict_to(cpus);
}

// With two CPUs and the right to count.
struct Migrations : ::testing::Test {
  const std::vector<std::int64_t> cpus = allowed_cpus();
  void SetUp() override {
    if (cpus.size() < 2 || !EventCounters({}).so_far().migrations)
      GTEST_SKIP() << "one CPU, or no right to count";
  }
};

TEST_F(Migrations, of_this_thread_and_of_one_that_came_later_are_counted) {
  const EventCounters counters({});
  move(cpus);
  EXPECT_GE(*counters.so_far().migrations, moves);
  std::thread(move, cpus).join();
  EXPECT_GE(*counters.so_far().migrations, 2 * moves);
}

TEST_F(Migrations, of_a_thread_that_was_there_before_are_counted) {
  std::binary_semaphore go{0}, gone{0};
  std::thread other([&] {
    go.acquire();
    move(cpus);
    gone.release();
  });
  const EventCounters counters({});
  go.release();
  gone.acquire();
  EXPECT_GE(*counters.so_far().migrations, moves);
  other.join();
}

TEST_F(Migrations, of_a_worker_process_that_lives_are_counted) {
  SharedArray<SharedSemaphore> signals(2);
  SharedSemaphore &go = signals[0], &gone = signals[1];
  const pid_t worker = fork();
  if (worker == 0) {
    go.wait();
    move(cpus);
    gone.post();
    for (;;) pause();
  }
  const EventCounters counters(std::vector{worker});
  go.post();
  gone.wait();
  EXPECT_GE(*counters.so_far().migrations, moves);
  kill(worker, SIGKILL);
  waitpid(worker, nullptr, 0);
}

TEST(EventCounters, are_empty_where_the_system_forbids_them_and_the_sample_is_good) {
  EXPECT_EXIT(
      {
        testing::forbid(__NR_perf_event_open);
        const Sample sample = measured_under("threads");
        const Events& events = sample.events;
        const bool none =
            !events.migrations && !events.instructions && !events.cycles && !events.cache_misses;
        _exit(sample.status == "ok" && !sample.steady_ns.empty() && none && events.minor_faults ? 0 : 1);
      },
      ::testing::ExitedWithCode(0), "");
}

// Else a run that opens files would fail for want of them.
TEST(EventCounters, take_no_files_that_the_run_may_need) {
  EXPECT_EXIT(
      {
        rlimit few;
        few.rlim_cur = few.rlim_max = 15;
        if (setrlimit(RLIMIT_NOFILE, &few) != 0) _exit(2);
        const EventCounters counters({});
        const EventCounts counts = counters.so_far();
        _exit(counts.migrations || counts.instructions ? 1 : 0);
      },
      ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace concbench::bench
