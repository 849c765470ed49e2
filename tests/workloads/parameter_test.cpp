#include "workloads/parameter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace concbench {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

constexpr Parameter tasks{.name = "tasks",
                          .type = Parameter::Type::count,
                          .default_value = "8",
                          .meaning = "",
                          .min = 1,
                          .max = 100};
constexpr Parameter unit{.name = "unit",
                         .type = Parameter::Type::duration,
                         .default_value = "500us",
                         .meaning = "",
                         .min = 1'000,
                         .max = 60'000'000'000};
constexpr Parameter size{
    .name = "size", .type = Parameter::Type::size, .default_value = "1MB", .meaning = "", .min = 1};
constexpr Parameter cache{.name = "cache",
                          .type = Parameter::Type::choice,
                          .default_value = "warm",
                          .meaning = "",
                          .choices = "warm|cold|direct"};
constexpr Parameter folder{.name = "dir", .type = Parameter::Type::path, .default_value = "", .meaning = ""};

TEST(Count, reads_whole_numbers_up_to_64_bits) {
  EXPECT_EQ(parse_count("0"), 0U);
  EXPECT_EQ(parse_count("1000000"), 1'000'000U);
  EXPECT_EQ(parse_count("18446744073709551615"), 18'446'744'073'709'551'615U);
}

TEST(Count, refuses_everything_else) {
  for (const char* text : {"", " ", "-1", "+1", "1 ", " 1", "1.0", "1e3", "0x10", "nan", "inf", "1,000",
                           "ten", "18446744073709551616", "99999999999999999999999999"}) {
    EXPECT_THROW(parse_count(text), std::invalid_argument) << "'" << text << "'";
  }
}

TEST(Duration, reads_every_unit) {
  EXPECT_EQ(parse_duration("7ns"), 7ns);
  EXPECT_EQ(parse_duration("500us"), 500us);
  EXPECT_EQ(parse_duration("20ms"), 20ms);
  EXPECT_EQ(parse_duration("3s"), 3s);
  EXPECT_EQ(parse_duration("2m"), 2min);
  EXPECT_EQ(parse_duration("1h"), 1h);
}

TEST(Duration, reads_fractions_that_are_whole_in_nanoseconds) {
  EXPECT_EQ(parse_duration("1.5ms"), 1500us);
  EXPECT_EQ(parse_duration("0.25h"), 15min);
  EXPECT_EQ(parse_duration("100.123456789s"), 100'123'456'789ns);
  EXPECT_EQ(parse_duration("1.50000000000000000000000000s"), 1500ms);
}

TEST(Duration, refuses_what_is_no_duration) {
  for (const char* text : {"",
                           "5",
                           "ms",
                           "-5ms",
                           "+5ms",
                           "5 ms",
                           " 5ms",
                           "5ms ",
                           "1.5ns",
                           "0.0000000001s",
                           ".5s",
                           "5.s",
                           "1.2.3s",
                           "1e3ms",
                           "nan",
                           "nanms",
                           "5MS",
                           "5min",
                           "9223372036854775808ns",
                           "3000000h",
                           "99999999999999999999s",
                           "0.00000000000000000000000001s"}) {
    EXPECT_THROW(parse_duration(text), std::invalid_argument) << "'" << text << "'";
  }
}

TEST(Duration, is_written_with_the_largest_unit_that_leaves_it_whole) {
  EXPECT_EQ(format_duration(500us), "500us");
  EXPECT_EQ(format_duration(1500us), "1500us");
  EXPECT_EQ(format_duration(1000us), "1ms");
  EXPECT_EQ(format_duration(90s), "90s");
  EXPECT_EQ(format_duration(120s), "2m");
  EXPECT_EQ(format_duration(1h), "1h");
  EXPECT_EQ(format_duration(0ns), "0ns");
}

TEST(Size, reads_powers_of_1000_and_of_1024) {
  EXPECT_EQ(parse_size("1B"), 1U);
  EXPECT_EQ(parse_size("1kB"), 1'000U);
  EXPECT_EQ(parse_size("256KiB"), 262'144U);
  EXPECT_EQ(parse_size("1MB"), 1'000'000U);
  EXPECT_EQ(parse_size("1.5MiB"), 1'572'864U);
  EXPECT_EQ(parse_size("2GB"), 2'000'000'000U);
  EXPECT_EQ(parse_size("2GiB"), 2'147'483'648U);
}

TEST(Size, refuses_what_is_no_size) {
  for (const char* text : {"", "5", "B", "-1B", "1.5B", "0.1KiB", "1 kB", "1KB", "1kb", "1TB", "nan",
                           "18446744073709551616B", "99999999999GiB"}) {
    EXPECT_THROW(parse_size(text), std::invalid_argument) << "'" << text << "'";
  }
}

TEST(Size, is_written_with_the_largest_unit_that_leaves_it_whole) {
  EXPECT_EQ(format_size(262'144), "256KiB");
  EXPECT_EQ(format_size(1'000'000), "1MB");
  EXPECT_EQ(format_size(1'000'001), "1000001B");
  EXPECT_EQ(format_size(1'024'000), "1000KiB");
  EXPECT_EQ(format_size(0), "0B");
}

TEST(Canonical, two_ways_to_write_a_value_become_one) {
  EXPECT_EQ(canonical(tasks, "007"), "7");
  EXPECT_EQ(canonical(unit, "0.5ms"), "500us");
  EXPECT_EQ(canonical(size, "1000kB"), "1MB");
  EXPECT_EQ(canonical(cache, "cold"), "cold");
  EXPECT_EQ(canonical(folder, "my photos/"), "my photos/");
  EXPECT_EQ(canonical(folder, ""), "");
}

TEST(Canonical, is_a_fixed_point) {
  for (const char* text : {"1us", "1500us", "1ms", "59s", "1m"}) EXPECT_EQ(canonical(unit, text), text);
}

TEST(Canonical, the_limits_themselves_are_allowed) {
  EXPECT_EQ(canonical(tasks, "1"), "1");
  EXPECT_EQ(canonical(tasks, "100"), "100");
  EXPECT_EQ(canonical(unit, "1us"), "1us");
  EXPECT_EQ(canonical(unit, "60s"), "1m");
}

TEST(Canonical, a_refusal_names_the_value_and_what_is_wanted) {
  const auto refused = [](const Parameter& parameter, std::string_view text, const char* message) {
    EXPECT_THAT([&] { canonical(parameter, text); },
                ThrowsMessage<std::invalid_argument>(HasSubstr(message)));
  };
  refused(tasks, "0", "'0' is not a whole number from 1 to 100");
  refused(tasks, "101", "'101' is not a whole number from 1 to 100");
  refused(tasks, "-1", "'-1' is not a whole number from 1 to 100");
  refused(tasks, "nan", "'nan' is not a whole number from 1 to 100");
  refused(tasks, "", "'' is not a whole number from 1 to 100");
  refused(unit, "0ms", "'0ms' is not a duration from 1us to 1m, such as 500us");
  refused(unit, "61s", "'61s' is not a duration from 1us to 1m, such as 500us");
  refused(size, "0B", "'0B' is not a size of 1B or more, such as 1MB");
  refused(cache, "hot", "'hot' is not one of warm|cold|direct");
  refused(cache, "", "'' is not one of");
  refused(cache, "warm|cold", "'warm|cold' is not one of");
}

TEST(Params, defaults_hold_every_parameter) {
  const Parameter all[] = {tasks, unit, size, cache, folder};
  const Params params = defaults(all);
  EXPECT_EQ(params.size(), 5U);
  EXPECT_EQ(count(params, "tasks"), 8U);
  EXPECT_EQ(duration(params, "unit"), 500us);
  EXPECT_EQ(size_in_bytes(params, "size"), 1'000'000U);
  EXPECT_EQ(params.at("cache"), "warm");
  EXPECT_EQ(params.at("dir"), "");
}

TEST(Params, a_name_that_is_not_there_is_an_error) {
  EXPECT_THROW(count({}, "tasks"), std::out_of_range);
  EXPECT_THROW(duration({}, "unit"), std::out_of_range);
  EXPECT_THROW(size_in_bytes({}, "size"), std::out_of_range);
}

}  // namespace
}  // namespace concbench
