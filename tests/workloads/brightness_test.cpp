// The images' checksum and their brightening, against their definitions.
#include "workloads/images/kernels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>
#include <set>
#include <vector>

#include "tests/support/workload_support.h"
#include "workloads/checksum.h"
#include "workloads/images/scene.h"
#include "workloads/splitmix.h"

namespace concbench {
namespace {

using testing::make;
using Bytes = std::vector<std::uint8_t>;

// The definition in checksum.h, byte by byte.
std::uint64_t plain_checksum(const Bytes& bytes) {
  std::uint64_t sum = 0;
  for (std::size_t begin = 0, number = 1; begin < bytes.size(); begin += 8, ++number) {
    std::array<std::uint8_t, 8> word{};
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                std::min<std::size_t>(8, bytes.size() - begin), word.begin());
    sum += std::bit_cast<std::uint64_t>(word) ^ (number * golden_gamma);
  }
  return sum;
}

std::uint64_t checksum(const Bytes& bytes) {
  Checksum checksum;
  checksum.add(std::as_bytes(std::span{bytes}));
  return checksum.value();
}

Bytes noise(std::size_t size) {
  Bytes bytes(size);
  SplitMix64 next{7};
  std::ranges::generate(bytes, [&] { return static_cast<std::uint8_t>(next()); });
  return bytes;
}

struct Line {
  alignas(line_bytes) std::array<std::uint8_t, line_bytes> bytes;
};

TEST(Checksum, is_what_its_definition_says_at_every_length) {
  for (std::size_t size = 0; size < 100; ++size) {
    const Bytes bytes = noise(size);
    EXPECT_EQ(checksum(bytes), plain_checksum(bytes)) << size;
  }
}

TEST(Checksum, pieces_give_the_checksum_of_the_whole) {
  const Bytes bytes = noise(1003);
  Checksum pieces;
  pieces.add(std::as_bytes(std::span{bytes}.first(496)));
  pieces.add(std::as_bytes(std::span{bytes}.subspan(496)));
  EXPECT_EQ(pieces.value(), checksum(bytes));
}

TEST(Checksum, words_in_each_others_place_change_it) {
  Bytes bytes = noise(256);
  const std::uint64_t before = checksum(bytes);
  std::swap_ranges(bytes.begin() + 8, bytes.begin() + 16, bytes.begin() + 64);
  EXPECT_NE(checksum(bytes), before);
}

// Every number of lines up to 9: halves of the kernel of equal and unequal length.
TEST(Brighten, every_byte_is_brightened_and_nothing_beyond) {
  for (std::size_t lines = 0; lines <= 9; ++lines) {
    std::vector<Line> input(lines + 1);
    std::vector<Line> output(lines + 1, Line{{}});
    const Bytes random = noise((lines + 1) * line_bytes);
    std::memcpy(input.data(), random.data(), random.size());
    const std::size_t bytes = lines * line_bytes;

    const std::uint64_t sum = brighten(input.data()->bytes.data(), output.data()->bytes.data(), bytes, 30);

    Bytes right(bytes);
    std::transform(random.begin(), random.begin() + static_cast<std::ptrdiff_t>(bytes), right.begin(),
                   [](int value) { return static_cast<std::uint8_t>(std::min(value + 30, 255)); });
    EXPECT_TRUE(std::equal(right.begin(), right.end(), output.data()->bytes.data())) << lines;
    EXPECT_EQ(sum, checksum(right)) << lines;
    EXPECT_EQ(output.back().bytes, Line{}.bytes) << lines;
  }
}

TEST(Brighten, stops_at_255) {
  std::vector<Line> input(4);
  std::vector<Line> output(4);
  std::iota(input.data()->bytes.data(), input.data()->bytes.data() + 256, std::uint8_t{0});
  for (const int delta : {1, 10, 255}) {
    brighten(input.data()->bytes.data(), output.data()->bytes.data(), 256, static_cast<std::uint8_t>(delta));
    for (int value = 0; value < 256; ++value) {
      EXPECT_EQ(output.data()->bytes.data()[value], std::min(value + delta, 255)) << value << " + " << delta;
    }
  }
}

TEST(Brightness, every_delta_gives_the_expected_tally) {
  for (const char* delta : {"1", "10", "128", "255"}) {
    const auto workload = make("brightness", {{"tasks", "3"}, {"size", "9999B"}, {"delta", delta}});
    workload->prepare();
    EXPECT_EQ(testing::run_all(*workload), workload->expected());
    EXPECT_NO_THROW(workload->check_outputs());
  }
}

TEST(Brightness, outputs_that_were_never_written_are_caught) {
  const auto workload = make("brightness", {{"tasks", "3"}, {"size", "20kB"}});
  EXPECT_THROW(workload->check_outputs(), std::runtime_error);
  workload->prepare();
  EXPECT_THROW(workload->check_outputs(), std::runtime_error);
}

TEST(Brightness, outputs_of_an_earlier_run_do_not_pass_for_those_of_this_one) {
  const auto workload = make("brightness", {{"tasks", "5"}, {"size", "20kB"}});
  testing::run_all(*workload);
  workload->check_outputs();
  for (int unwritten = 0; unwritten < 5; ++unwritten) {
    for (int times = 0; times <= unwritten; ++times) workload->prepare();  // twice is no undoing
    for (int task = 0; task < 5; ++task) {
      if (task != unwritten) testing::run_one(*workload, static_cast<std::size_t>(task));
    }
    EXPECT_THAT([&] { workload->check_outputs(); },
                ::testing::ThrowsMessage<std::runtime_error>(
                    ::testing::HasSubstr("image " + std::to_string(unwritten) + " ")));
  }
}

TEST(Brightness, runs_must_be_prepared_anew) {
  EXPECT_TRUE(make("brightness", {{"tasks", "1"}, {"size", "1B"}})->prepare());
}

TEST(Brightness, bytes_are_those_of_the_images) {
  EXPECT_EQ(make("brightness", {{"tasks", "3"}, {"size", "1001B"}})->bytes(), 3003U);
}

TEST(Brightness, more_than_the_machine_holds_is_unsupported) {
  EXPECT_THROW(make("brightness", {{"tasks", "1000000"}, {"size", "1GB"}}), Unsupported);
}

TEST(Scene, images_are_no_constants_reach_saturation_and_differ) {
  const Scene scene;
  std::set<std::uint64_t> checksums;
  for (std::uint64_t number = 0; number < 64; ++number) {
    Bytes image(100'000);
    scene.develop(number, image);
    EXPECT_GT(std::set<std::uint8_t>(image.begin(), image.end()).size(), 50U);
    checksums.insert(checksum(image));
  }
  EXPECT_EQ(checksums.size(), 64U);

  Bytes large(2'000'000);
  scene.develop(0, large);
  EXPECT_GT(*std::ranges::max_element(large), 245);
}

}  // namespace
}  // namespace concbench
