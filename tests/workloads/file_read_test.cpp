// Files are read whole under every model, warm, cold and directly, in both forms of waiting.
#include <sys/syscall.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <cstddef>

#include "system/page_cache.h"
#include "system/reactor.h"
#include "tests/support/forbid.h"
#include "tests/support/workload_support.h"
#include "workloads/awaited.h"

namespace concbench {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using testing::make;
using testing::overwrite;
using testing::TemporaryCache;
using testing::TemporaryFolder;
using ::testing::ThrowsMessage;

// The forms that this system has.
std::vector<std::string> forms() {
  try {
    require_io_uring();
    return {"io_uring", "threads"};
  } catch (const Unsupported&) {
    return {"threads"};
  }
}

std::unique_ptr<Workload> make(Params given, const std::string& form) {
  given["async"] = form;
  return make("file_read", given);
}

std::ptrdiff_t entries(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

std::ptrdiff_t threads() {
  return entries("/proc/self/task");
}
std::ptrdiff_t descriptors() {
  return entries("/proc/self/fd");
}

TEST(FileRead, a_file_of_any_length_is_read_whole) {
  const TemporaryCache cache;
  for (const char* size : {"1B", "7B", "8B", "4095B", "4096B", "4097B", "1MiB", "1048577B", "2500001B"}) {
    for (const char* mode : {"warm", "direct"}) {
      try {
        const auto workload = make("file_read", {{"tasks", "2"}, {"size", size}, {"cache", mode}});
        EXPECT_EQ(testing::run_all(*workload), workload->expected()) << size << ' ' << mode;
        EXPECT_EQ(testing::co_run_all(*workload), workload->expected()) << size << ' ' << mode;
      } catch (const Unsupported& unsupported) {
        EXPECT_STREQ(mode, "direct") << unsupported.what();
      }
    }
  }
}

TEST(FileRead, a_file_that_changes_after_it_was_checked_is_noticed) {
  const TemporaryFolder folder;
  const fs::path file = folder.add("a", std::string(10'000, 'x'));
  for (const std::string& form : forms()) {
    const auto workload = make({{"dir", folder.path()}}, form);
    overwrite(file, 5'000, 'y');
    EXPECT_NE(testing::run_all(*workload), workload->expected());
    fs::resize_file(file, 100);
    EXPECT_THAT([&] { testing::run_all(*workload); },
                ThrowsMessage<std::runtime_error>(HasSubstr("is shorter")));
    EXPECT_THAT([&] { testing::co_run_all(*workload); },
                ThrowsMessage<std::runtime_error>(HasSubstr("is shorter")));
    fs::remove(file);
    EXPECT_THAT([&] { testing::run_all(*workload); }, ThrowsMessage<std::system_error>(HasSubstr(file)));
    EXPECT_THAT([&] { testing::co_run_all(*workload); }, ThrowsMessage<std::system_error>(HasSubstr(file)));
    folder.add("a", std::string(10'000, 'x'));
  }
}

TEST(FileRead, both_forms_give_the_same) {
  const TemporaryCache cache;
  for (const std::string& form : forms()) {
    const auto workload = make({{"tasks", "20"}, {"size", "10kB"}}, form);
    EXPECT_EQ(testing::run_all(*workload), workload->expected()) << form;
    EXPECT_EQ(testing::co_run_all(*workload), workload->expected()) << form;
  }
}

// Where the system refuses a ring, no other form is taken silently.
TEST(FileRead, a_coroutine_that_may_not_use_io_uring_is_unsupported_and_says_what_to_do) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");  // in a process that has not looked yet
  const TemporaryCache cache;
  const auto by_ring = make({{"tasks", "4"}, {"size", "10kB"}}, "io_uring");
  const auto by_threads = make({{"tasks", "4"}, {"size", "10kB"}}, "threads");
  EXPECT_EXIT(
      {
        testing::forbid(__NR_io_uring_setup);
        if (testing::co_run_all(*by_threads) != by_threads->expected()) _exit(2);
        if (testing::run_all(*by_ring) != by_ring->expected()) _exit(3);
        try {
          testing::co_run_all(*by_ring);
        } catch (const Unsupported& unsupported) {
          _exit(std::string(unsupported.what()).find("async=threads") == std::string::npos ? 4 : 0);
        }
        _exit(5);
      },
      ::testing::ExitedWithCode(0), "");
}

TEST(FileRead, leaves_no_thread_and_no_descriptor) {
  const TemporaryCache cache;
  const std::ptrdiff_t threads_before = threads();
  const std::ptrdiff_t descriptors_before = descriptors();
  for (const std::string& form : forms()) {
    const auto workload = make({{"tasks", "20"}, {"size", "10kB"}}, form);
    testing::run_all(*workload);
    testing::co_run_all(*workload);
    EXPECT_EQ(threads(), threads_before);
    EXPECT_EQ(descriptors(), descriptors_before);
  }
}

// As a lane of the runners does it: the place is part of the coroutine, and ends with it when the loop lets
// it go.
AsioCo::Task<void> lane(boost::asio::io_context& loop, const AsCoroutines<AsioCo>& tasks, std::size_t task) {
  AsioCo place(loop);
  co_await tasks(task, place);
}

TEST(FileRead, a_loop_that_ends_early_leaves_nothing_either) {
  const TemporaryCache cache;
  const std::ptrdiff_t threads_before = threads();
  const std::ptrdiff_t descriptors_before = descriptors();
  for (const std::string& form : forms()) {
    const auto workload = make({{"tasks", "20"}, {"size", "10kB"}}, form);
    {
      const AsCoroutines<AsioCo> tasks(*workload);
      boost::asio::io_context loop(1);
      prepare_helpers(loop);
      for (std::size_t task = 0; task < 20; ++task)
        boost::asio::co_spawn(loop, lane(loop, tasks, task), boost::asio::detached);
      loop.run_one();
      loop.poll_one();
    }
    EXPECT_EQ(threads(), threads_before);
    EXPECT_EQ(descriptors(), descriptors_before);
  }
}

TEST(FileRead, warm_says_that_it_measures_no_disk) {
  const TemporaryCache cache;
  EXPECT_THAT(make("file_read", {{"tasks", "1"}})->notes(),
              Contains("page cache warm: measures memory and system calls, not a disk"));
}

TEST(FileRead, warm_files_are_in_the_page_cache) {
  const TemporaryCache cache;
  const auto workload = make("file_read", {{"tasks", "3"}, {"size", "10kB"}});
  EXPECT_FALSE(workload->prepare());
  for (const auto& entry : fs::directory_iterator(cache.path() / "concbench" / "files-3x10kB")) {
    EXPECT_EQ(cached_bytes(entry.path()), 10'000U);
  }
}

TEST(FileRead, warm_files_that_the_system_dropped_are_warm_again_before_the_next_run) {
  const TemporaryFolder folder;
  const fs::path file = folder.add("a", std::string(300'000, 'x'));
  const auto workload = make("file_read", {{"dir", folder.path()}});
  evict(file);
  if (cached_bytes(file) != 0) GTEST_SKIP() << "the system does not drop a file from its page cache here";
  EXPECT_FALSE(workload->prepare()) << "runs can still be timed in batches";
  EXPECT_EQ(cached_bytes(file), 300'000U);
}

TEST(FileRead, a_file_that_cannot_be_made_warm_is_unsupported) {
  const TemporaryFolder folder;
  const fs::path file = folder.add("a", std::string(10'000, 'x'));
  const auto workload = make("file_read", {{"dir", folder.path()}});
  fs::resize_file(file, 100);  // no cache can hold what there no longer is
  EXPECT_THAT([&] { workload->prepare(); }, ThrowsMessage<Unsupported>(HasSubstr(file)));
}

TEST(FileRead, cold_files_are_out_of_the_page_cache_before_every_run_or_it_is_unsupported) {
  const TemporaryCache cache;
  try {
    const auto workload = make("file_read", {{"tasks", "3"}, {"size", "10kB"}, {"cache", "cold"}});
    for (int run = 0; run < 2; ++run) {
      EXPECT_TRUE(workload->prepare());
      for (const auto& entry : fs::directory_iterator(cache.path() / "concbench" / "files-3x10kB")) {
        EXPECT_EQ(cached_bytes(entry.path()), 0U);
      }
      EXPECT_EQ(testing::run_all(*workload), workload->expected());
    }
  } catch (const Unsupported& unsupported) {
    GTEST_SKIP() << unsupported.what();
  }
}

TEST(FileRead, direct_reads_leave_the_page_cache_alone_or_it_is_unsupported) {
  const TemporaryCache cache;
  try {
    const auto workload = make("file_read", {{"tasks", "3"}, {"size", "10kB"}, {"cache", "direct"}});
    for (const auto& entry : fs::directory_iterator(cache.path() / "concbench" / "files-3x10kB"))
      evict(entry.path());
    EXPECT_EQ(testing::run_all(*workload), workload->expected());
    EXPECT_EQ(testing::co_run_all(*workload), workload->expected());
    for (const auto& entry : fs::directory_iterator(cache.path() / "concbench" / "files-3x10kB")) {
      EXPECT_EQ(cached_bytes(entry.path()), 0U);
    }
  } catch (const Unsupported& unsupported) {
    GTEST_SKIP() << unsupported.what();
  }
}

TEST(FileRead, a_file_system_in_memory_is_never_cold_nor_direct) {
  const fs::path memory = "/dev/shm";
  if (access(memory.c_str(), W_OK) != 0) GTEST_SKIP() << "no file system in memory here";
  const TemporaryCache cache(memory);
  for (const char* mode : {"cold", "direct"}) {
    EXPECT_THROW(make("file_read", {{"tasks", "2"}, {"size", "10kB"}, {"cache", mode}}), Unsupported) << mode;
  }
  EXPECT_NO_THROW(make("file_read", {{"tasks", "2"}, {"size", "10kB"}, {"cache", "warm"}}));
}

}  // namespace
}  // namespace concbench
