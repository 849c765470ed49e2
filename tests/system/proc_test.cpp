#include "system/proc/proc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <latch>
#include <string>
#include <thread>

#include "tests/support/scratch.h"

namespace concbench {
namespace {

namespace fs = std::filesystem;
using std::chrono::nanoseconds;
using testing::ElementsAre;
using testing::IsEmpty;

class Proc : public ::testing::Test {
 protected:
  Scratch scratch_;
  const fs::path missing_ = scratch_ / "missing";
};

TEST_F(Proc, what_cannot_be_read_is_empty) {
  for (const fs::path& path : {missing_, scratch_.file("empty", ""), scratch_ / "."}) {
    EXPECT_THAT(lines_of(path), IsEmpty());
    EXPECT_EQ(first_line(path), "");
    EXPECT_FALSE(number_in(path));
    EXPECT_EQ(text_field(path, "key"), "");
    EXPECT_FALSE(field(path, "key"));
    EXPECT_THAT(cpu_times(path), IsEmpty());
    EXPECT_THAT(mounts(path), IsEmpty());
  }
  EXPECT_FALSE(threads_of_user(missing_));
}

TEST_F(Proc, a_number_is_whole_and_not_negative_or_it_is_none) {
  EXPECT_EQ(leading_number("0"), 0U);
  EXPECT_EQ(leading_number("150000 100000"), 150000U);
  EXPECT_EQ(leading_number("18446744073709551615"), 18446744073709551615U);
  for (const char* text : {"", "max", "-1", " 1", "1.5", "1kB", "18446744073709551616"})
    EXPECT_FALSE(leading_number(text)) << text;
  EXPECT_EQ(number_in(scratch_.file("number", "12\n34\n")), 12U);
  EXPECT_FALSE(number_in(scratch_.file("limit", "max\n")));
}

TEST_F(Proc, a_line_ends_where_it_ends) {
  const fs::path two = scratch_.file("two", "one\n\nthree");
  EXPECT_EQ(first_line(two), "one");
  EXPECT_THAT(lines_of(two), ElementsAre("one", "", "three"));
}

TEST_F(Proc, a_field_is_found_by_its_whole_key) {
  const fs::path status =
      scratch_.file("status", "Pss_Anon:\t 1 kB\nPss:\t   2 kB\nPss:\t 3 kB\nName:\tcat 4\nVmHWM:\n");
  EXPECT_EQ(field(status, "Pss"), 2U);
  EXPECT_EQ(field(status, "Pss_Anon"), 1U);
  EXPECT_FALSE(field(status, "Ps"));
  EXPECT_FALSE(field(status, "Name")) << "the number is not what the field begins with";
  EXPECT_FALSE(field(status, "VmHWM"));
  EXPECT_FALSE(field(status, "VmRSS"));
}

TEST_F(Proc, fields_are_read_in_all_their_forms) {
  const fs::path cpuinfo =
      scratch_.file("cpuinfo", "model\t\t: 85\nmodel name\t: A \"B\" C: D\nflags\t\t:\n");
  EXPECT_EQ(text_field(cpuinfo, "model name"), "A B C: D");
  EXPECT_EQ(text_field(cpuinfo, "model"), "85");
  EXPECT_EQ(text_field(cpuinfo, "flags"), "");
  EXPECT_EQ(text_field(scratch_.file("os", "NAME=Debian\nPRETTY_NAME=\"Debian 12\"\n"), "PRETTY_NAME", '='),
            "Debian 12");
  const fs::path stat = scratch_.file("cpu.stat", "nr_throttled_old 1\nnr_throttled 7\n");
  EXPECT_EQ(field(stat, "nr_throttled", ' '), 7U);
}

TEST_F(Proc, times_are_those_of_each_cpu_without_their_sum_and_without_waiting) {
  const fs::path stat = scratch_.file("stat",
                                      "cpu  9 9 9 9 9 9 9 9 9 9\n"
                                      "cpu0 1 2 3 400 500 6 7 8 9 10\n"
                                      "cpu12 10 0 0 0 0 0 0 20 0 0\n"
                                      "intr 5\ncpu13 1 1 1 1 1 1 1 1 1 1\n");
  const nanoseconds tick = nanoseconds(std::chrono::seconds(1)) / ::sysconf(_SC_CLK_TCK);
  const auto times = cpu_times(stat);
  ASSERT_EQ(times.size(), 2U);
  EXPECT_EQ(times[0].cpu, 0);
  EXPECT_EQ(times[0].busy, 19 * tick);
  EXPECT_EQ(times[0].stolen, 8 * tick);
  EXPECT_EQ(times[1].cpu, 12);
  EXPECT_EQ(times[1].busy, 10 * tick);
  EXPECT_EQ(times[1].stolen, 20 * tick);
}

TEST_F(Proc, a_mount_is_named_as_its_folder_is) {
  const auto found = mounts(scratch_.file("mounts",
                                          "/dev/sda1 / ext4 rw,noatime 0 0\n"
                                          "none /a\\040b\\134040\\x tmpfs rw 0 0\n"
                                          "broken\n"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].folder, "/");
  EXPECT_EQ(found[0].type, "ext4");
  EXPECT_EQ(found[0].options, "rw,noatime");
  EXPECT_EQ(found[1].folder, "/a b\\040\\x");
}

TEST_F(Proc, threads_are_those_of_all_processes_and_other_folders_have_none) {
  EXPECT_EQ(threads_of_user(scratch_ / "."), 0U);
  fs::create_directories(scratch_ / "sys");
  fs::create_directories(scratch_ / "12");
  EXPECT_EQ(threads_of_user(scratch_ / "."), 1U);
  fs::create_symlink(fs::path("/proc") / std::to_string(::getpid()), scratch_ / "34");
  EXPECT_EQ(threads_of_user(scratch_ / "."), 2U);
  std::latch counted(1);
  const std::jthread one([&] { counted.wait(); }), two([&] { counted.wait(); });
  EXPECT_EQ(threads_of_user(scratch_ / "."), 4U);
  counted.count_down();
}

}  // namespace
}  // namespace concbench
