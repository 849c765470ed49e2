#include "workloads/files/file_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "tests/support/workload_support.h"

namespace concbench {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing::make;
using testing::overwrite;
using testing::TemporaryCache;
using testing::TemporaryFolder;
using ::testing::ThrowsMessage;

std::ptrdiff_t entries(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
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
  EXPECT_NE(testing::run_one(*workload, 1), testing::run_one(*workload, 3))
      << "files that are the same must not stand in for each other";
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

}  // namespace
}  // namespace concbench
