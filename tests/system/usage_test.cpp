#include "system/proc/usage.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <functional>
#include <vector>

#include "bench/child/workers.h"

namespace concbench::bench {
namespace {

using namespace std::chrono_literals;

void burn(std::chrono::nanoseconds cpu) {
  const auto end = own_usage().cpu + cpu;
  while (own_usage().cpu < end) {
  }
}

// A forked process that does something, says so and waits to be killed.
class Busy {
 public:
  explicit Busy(const std::function<void()>& body) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("pipe");
    pid_ = fork();
    if (pid_ == 0) {
      body();
      if (write(ends[1], "", 1) != 1) _exit(1);
      for (;;) pause();
    }
    char byte;
    close(ends[1]);
    EXPECT_EQ(read(ends[0], &byte, 1), 1);
    close(ends[0]);
  }
  ~Busy() { end(); }
  void end() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }

 private:
  pid_t pid_;
};

TEST(Usage, counts_the_cpu_time_of_a_worker_process_that_lives) {
  SharedWorkers workers(1);
  const Usage before = used_so_far(workers.processes());
  Busy worker([&] {
    workers.enter(0);
    burn(50ms);
  });
  EXPECT_GE((used_so_far(workers.processes()) - before).cpu, 50ms);
}

TEST(Usage, counts_the_cpu_time_of_a_worker_process_once_when_it_has_ended) {
  SharedWorkers workers(1);
  const Usage before = used_so_far(workers.processes());
  Busy worker([&] {
    workers.enter(0);
    burn(50ms);
  });
  worker.end();
  const Usage used = used_so_far(workers.processes()) - before;
  EXPECT_GE(used.cpu, 49ms);  // RUSAGE_CHILDREN is scaled from ticks
  EXPECT_LT(used.cpu, 100ms);
}

TEST(Usage, counts_context_switches_of_a_worker_process_that_waits) {
  SharedWorkers workers(1);
  const Usage before = used_so_far(workers.processes());
  Busy worker([&] {
    workers.enter(0);
    for (int i = 0; i < 20; ++i) usleep(100);
  });
  EXPECT_GE((used_so_far(workers.processes()) - before).voluntary, 20);
}

// Touches pages that were never touched before.
void touch_fresh(std::size_t pages) {
  const auto bytes = pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("mmap");
  madvise(memory, bytes, MADV_NOHUGEPAGE);  // which would be met in one fault
  std::memset(memory, 1, bytes);
  munmap(memory, bytes);
}

TEST(Usage, counts_the_pages_that_this_process_and_a_worker_process_touch_first) {
  constexpr std::int64_t pages = 500;
  SharedWorkers workers(1);
  const Usage before = used_so_far(workers.processes());
  touch_fresh(pages);
  const Usage own = used_so_far(workers.processes()) - before;
  EXPECT_GE(own.minor_faults, pages);
  Busy worker([&] {
    workers.enter(0);
    touch_fresh(2 * pages);
  });
  const Usage living = used_so_far(workers.processes()) - before;
  EXPECT_GE(living.minor_faults - own.minor_faults, 2 * pages);
  worker.end();
  const Usage ended = used_so_far(workers.processes()) - before;
  EXPECT_GE(ended.minor_faults, 3 * pages);
  EXPECT_LT(ended.minor_faults, 6 * pages) << "those of a worker that has ended count once";
}

TEST(Memory, pages_shared_with_a_forked_process_count_once_and_private_ones_in_full) {
  constexpr std::size_t bytes = 64 << 20;
  void* shared = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(shared, MAP_FAILED);
  std::memset(shared, 1, bytes);
  const auto before = tree_proportional_set_size(getpid());
  ASSERT_TRUE(before);
  Busy worker([&] {
    std::memset(shared, 2, bytes);
    std::vector<char> own(bytes / 2, 3);
    *static_cast<volatile char*>(shared) = own.back();
    static std::vector<char> kept;
    kept = std::move(own);
  });
  const auto grown = *tree_proportional_set_size(getpid()) - *before;
  // Half of bytes is the worker's own. Whoever maps the same libraries meanwhile makes this tree's share of
  // them smaller, by far less than an eighth.
  EXPECT_GT(grown, static_cast<std::int64_t>(bytes * 3 / 8));
  EXPECT_LT(grown, static_cast<std::int64_t>(bytes * 3 / 4));
  munmap(shared, bytes);
}

TEST(Memory, the_peak_is_kept_after_the_memory_is_given_back) {
  constexpr std::size_t bytes = 64 << 20;
  const auto before = resident_set_size();
  reset_peak_resident_set_size();
  void* pages = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  std::memset(pages, 1, bytes);
  munmap(pages, bytes);
  ASSERT_TRUE(before);
  EXPECT_GE(*peak_resident_set_size() - *before, static_cast<std::int64_t>(bytes * 9 / 10));
  reset_peak_resident_set_size();
  EXPECT_LT(*peak_resident_set_size() - *before, static_cast<std::int64_t>(bytes / 2));
}

TEST(Workers, record_who_entered_across_processes_and_ignore_numbers_out_of_range) {
  SharedWorkers workers(3);
  EXPECT_TRUE(workers.processes().empty());
  EXPECT_TRUE(workers.cpus(1).empty());
  Busy worker([&] { workers.enter(1); });
  workers.enter(0);
  workers.enter(99);
  EXPECT_EQ(workers.processes().size(), 1U) << "this process is not one of the others";
  EXPECT_FALSE(workers.cpus(1).empty());
  EXPECT_TRUE(workers.cpus(2).empty());
}

}  // namespace
}  // namespace concbench::bench
