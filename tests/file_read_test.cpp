#include "workloads/file_read.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <set>
#include <thread>

#include "tests/workload_support.h"
#include "workloads/buffer_pool.h"
#include "workloads/file_set.h"
#include "workloads/offload.h"
#include "workloads/page_cache.h"

namespace concbench {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using testing::make;
using testing::TemporaryCache;
using testing::TemporaryFolder;
using ::testing::ThrowsMessage;

std::unique_ptr<Workload> make(const Params& given, SuspendingForm form) {
  return make_file_read(testing::params_of("file_read", given), form);
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

void overwrite(const fs::path& file, std::size_t at, char byte) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(static_cast<std::streamoff>(at));
  stream.put(byte);
}

class GeneratedFiles : public ::testing::Test {
 protected:
  fs::path file(const char* name) const { return cache_.path() / "concbench" / "files-5x10kB" / name; }
  const Params params_{{"tasks", "5"}, {"size", "10kB"}};
  TemporaryCache cache_;
};

TEST_F(GeneratedFiles, lie_in_the_users_cache_folder) {
  make("file_read", params_);
  EXPECT_EQ(entries(file("").parent_path()), 5);
  EXPECT_EQ(fs::file_size(file("000004")), 10'000U);
}

TEST_F(GeneratedFiles, are_made_once_and_reused) {
  make("file_read", params_);
  const auto made = fs::last_write_time(file("000002"));
  const auto again = make("file_read", params_);
  EXPECT_EQ(fs::last_write_time(file("000002")), made);
  EXPECT_EQ(testing::run_all(*again), again->expected());
}

TEST_F(GeneratedFiles, are_made_anew_where_they_are_damaged_cut_off_or_gone) {
  const Tally expected = make("file_read", params_)->expected();
  overwrite(file("000001"), 9'999, '!');
  fs::resize_file(file("000002"), 9'999);
  fs::remove(file("000003"));
  const auto again = make("file_read", params_);
  EXPECT_EQ(again->expected(), expected);
  EXPECT_EQ(testing::run_all(*again), expected);
  EXPECT_EQ(entries(file("").parent_path()), 5) << "something unfinished was left";
}

// The checksum fills a last partial word up with zeros, so it cannot see this.
TEST_F(GeneratedFiles, one_with_a_zero_too_many_is_made_anew) {
  make("file_read", {{"tasks", "1"}, {"size", "1001B"}});
  const fs::path file = cache_.path() / "concbench" / "files-1x1001B" / "000000";
  fs::resize_file(file, 1002);
  make("file_read", {{"tasks", "1"}, {"size", "1001B"}});
  EXPECT_EQ(fs::file_size(file), 1001U);
}

TEST_F(GeneratedFiles, are_all_different) {
  std::set<std::uint64_t> checksums;
  for (const InputFile& generated : generated_files(5, 10'000)) checksums.insert(generated.checksum);
  EXPECT_EQ(checksums.size(), 5U);
}

TEST_F(GeneratedFiles, may_be_made_by_many_at_once) {
  std::vector<Tally> tallies(4);
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i) {
    children.push_back(fork());
    if (children.back() == 0) {
      const auto workload = make("file_read", params_);
      _exit(testing::run_all(*workload) == workload->expected() ? 0 : 1);
    }
  }
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(entries(file("").parent_path()), 5);
}

TEST_F(GeneratedFiles, no_folder_to_write_in_is_unsupported_and_named) {
  const fs::path file = cache_.path() / "a_file";
  std::ofstream(file) << "in the way";
  setenv("XDG_CACHE_HOME", file.c_str(), 1);
  const std::string home = std::getenv("HOME") ? std::getenv("HOME") : "";
  setenv("HOME", (file / "home").c_str(), 1);
  EXPECT_THAT([&] { make("file_read", params_); }, ThrowsMessage<Unsupported>(HasSubstr("a_file/concbench")));
  unsetenv("XDG_CACHE_HOME");
  unsetenv("HOME");
  EXPECT_THAT([&] { make("file_read", params_); },
              ThrowsMessage<Unsupported>(HasSubstr("set XDG_CACHE_HOME")));
  setenv("HOME", home.c_str(), 1);
}

TEST_F(GeneratedFiles, the_home_folder_is_used_where_there_is_no_other) {
  const std::string home = std::getenv("HOME") ? std::getenv("HOME") : "";
  setenv("HOME", cache_.path().c_str(), 1);
  setenv("XDG_CACHE_HOME", "relative/is/ignored", 1);
  EXPECT_EQ(cache_folder(), cache_.path() / ".cache" / "concbench");
  setenv("HOME", home.c_str(), 1);
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
  for (const SuspendingForm form : {SuspendingForm::io_uring, SuspendingForm::offload}) {
    if (form == SuspendingForm::io_uring && best_suspending_form() != form) continue;
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

TEST(FileRead, both_suspending_forms_give_the_same_and_say_which_they_were) {
  const TemporaryCache cache;
  const Params params{{"tasks", "20"}, {"size", "10kB"}};
  const auto offloaded = make(params, SuspendingForm::offload);
  EXPECT_THAT(offloaded->notes(), ::testing::Not(Contains(HasSubstr("suspending form"))));
  EXPECT_EQ(testing::co_run_all(*offloaded), offloaded->expected());
  EXPECT_THAT(offloaded->notes(), Contains("suspending form: thread offload"));

  if (best_suspending_form() != SuspendingForm::io_uring) GTEST_SKIP() << "no io_uring here";
  const auto with_ring = make(params, SuspendingForm::io_uring);
  EXPECT_EQ(testing::co_run_all(*with_ring), offloaded->expected());
  EXPECT_THAT(with_ring->notes(), Contains("suspending form: io_uring"));
}

TEST(FileRead, leaves_no_thread_and_no_descriptor) {
  const TemporaryCache cache;
  const std::ptrdiff_t threads_before = threads();
  const std::ptrdiff_t descriptors_before = descriptors();
  for (const SuspendingForm form : {SuspendingForm::io_uring, SuspendingForm::offload}) {
    if (form == SuspendingForm::io_uring && best_suspending_form() != form) continue;
    const auto workload = make({{"tasks", "20"}, {"size", "10kB"}}, form);
    testing::run_all(*workload);
    testing::co_run_all(*workload);
    EXPECT_EQ(threads(), threads_before);
    EXPECT_EQ(descriptors(), descriptors_before);
  }
}

TEST(FileRead, a_loop_that_ends_early_leaves_nothing_either) {
  const TemporaryCache cache;
  const std::ptrdiff_t threads_before = threads();
  const std::ptrdiff_t descriptors_before = descriptors();
  for (const SuspendingForm form : {SuspendingForm::io_uring, SuspendingForm::offload}) {
    if (form == SuspendingForm::io_uring && best_suspending_form() != form) continue;
    const auto workload = make({{"tasks", "20"}, {"size", "10kB"}}, form);
    {
      boost::asio::io_context loop(1);
      for (std::size_t task = 0; task < 20; ++task) {
        boost::asio::co_spawn(loop, workload->co_run(task), boost::asio::detached);
      }
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

TEST(UsersFiles, each_is_a_task_whatever_its_length) {
  const TemporaryFolder folder;
  folder.add("b", "hello");
  folder.add("a", std::string(100'000, 'x'));
  folder.add("empty", "");
  folder.add("same", "hello");
  fs::create_directory(folder.path() / "folder");
  const auto workload = make("file_read", {{"dir", folder.path()}});
  EXPECT_EQ(workload->size(), 4U);
  EXPECT_EQ(workload->bytes(), 100'010U);
  EXPECT_EQ(
      find(workload_table(), "file_read")->tasks(testing::params_of("file_read", {{"dir", folder.path()}})),
      4U);
  EXPECT_EQ(testing::run_all(*workload), workload->expected());
  EXPECT_EQ(testing::co_run_all(*workload), workload->expected());
  EXPECT_NE(workload->run(1), workload->run(3)) << "files that are the same must not stand in for each other";
}

TEST(UsersFiles, a_folder_that_cannot_be_used_is_named) {
  const TemporaryFolder folder;
  const auto refused = [](const fs::path& dir, const char* named) {
    const Params params = testing::params_of("file_read", {{"dir", dir}});
    const WorkloadEntry* entry = find(workload_table(), "file_read");
    EXPECT_THAT([&] { entry->make(params); }, ThrowsMessage<InputError>(HasSubstr(named)));
    EXPECT_THAT([&] { entry->tasks(params); }, ThrowsMessage<InputError>(HasSubstr(named)));
  };
  refused(folder.path() / "missing", "missing' does not exist");
  refused(folder.path(), "holds no file");
  fs::create_symlink("nowhere", folder.path() / "link");
  refused(folder.path(), "link");
}

TEST(UsersFiles, one_that_may_not_be_read_is_named) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
  const TemporaryFolder folder;
  fs::permissions(folder.add("secret", "x"), fs::perms::none);
  EXPECT_THAT(
      [&] {
        make("file_read", {{"dir", folder.path()}});
      },
      ThrowsMessage<InputError>(HasSubstr("secret")));
}

TEST(BufferPool, a_returned_buffer_is_the_next_one_out) {
  BufferPool pool(4, 4096);
  const std::byte* first = nullptr;
  {
    const Buffer buffer(pool);
    first = buffer.bytes().data();
  }
  for (int i = 0; i < 10; ++i) EXPECT_EQ(Buffer(pool).bytes().data(), first);
  EXPECT_EQ(pool.allocated(), 1U);
}

TEST(BufferPool, buffers_in_use_are_apart_and_aligned) {
  BufferPool pool(2, 8192);
  const Buffer a(pool);
  const Buffer b(pool);
  const Buffer beyond_the_slots(pool);
  std::set<std::uintptr_t> addresses;
  for (const Buffer* buffer : {&a, &b, &beyond_the_slots}) {
    ASSERT_EQ(buffer->bytes().size(), 8192U);
    const auto address = reinterpret_cast<std::uintptr_t>(buffer->bytes().data());
    EXPECT_EQ(address % BufferPool::alignment, 0U);
    addresses.insert(address / 8192);
  }
  EXPECT_EQ(addresses.size(), 3U);
}

TEST(BufferPool, no_two_threads_hold_the_same_buffer) {
  constexpr std::size_t lanes = 4;
  BufferPool pool(lanes, 4096);
  const auto in_use = [](const Buffer& buffer) {
    return std::atomic_ref<unsigned char>(*reinterpret_cast<unsigned char*>(buffer.bytes().data()));
  };
  {
    const Buffer all[lanes] = {Buffer(pool), Buffer(pool), Buffer(pool), Buffer(pool)};
    for (const Buffer& buffer : all) in_use(buffer) = 0;
  }
  std::atomic<int> shared{0};
  {
    std::vector<std::jthread> threads;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      threads.emplace_back([&] {
        for (int i = 0; i < 100'000; ++i) {
          const Buffer buffer(pool);
          if (in_use(buffer).exchange(1) != 0) ++shared;
          if (i % 64 == 0) std::this_thread::yield();
          in_use(buffer) = 0;
        }
      });
    }
  }
  EXPECT_EQ(shared, 0);
  EXPECT_EQ(pool.allocated(), lanes);
}

TEST(Offload, an_exception_reaches_the_awaiting_coroutine) {
  boost::asio::io_context loop(1);
  std::string message;
  boost::asio::co_spawn(loop,
                        offload([]() -> std::uint64_t { throw std::runtime_error("from the other thread"); }),
                        [&message](const std::exception_ptr& error, std::uint64_t) {
                          try {
                            std::rethrow_exception(error);
                          } catch (const std::runtime_error& caught) {
                            message = caught.what();
                          }
                        });
  loop.run();
  EXPECT_EQ(message, "from the other thread");
}

}  // namespace
}  // namespace concbench
