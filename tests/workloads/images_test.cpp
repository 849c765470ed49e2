#include "workloads/images/images.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <png.h>
#include <zlib.h>

#include <cstdio>

#include <jpeglib.h>

#include <vector>

#include "tests/support/workload_support.h"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::make;
using testing::TemporaryFolder;
using ::testing::ThrowsMessage;

// A picture whose bytes all differ from their neighbours'.
std::vector<std::uint8_t> pattern(unsigned width, unsigned height) {
  std::vector<std::uint8_t> rgb(std::size_t{3} * width * height);
  for (std::size_t i = 0; i < rgb.size(); ++i) rgb[i] = static_cast<std::uint8_t>(i * 7);
  return rgb;
}

std::string png(unsigned width, unsigned height, const std::vector<std::uint8_t>& pixels,
                std::uint32_t format = PNG_FORMAT_RGB) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = format;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string bytes(size, '\0');
  png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.data(), 0, nullptr);
  bytes.resize(size);
  return bytes;
}

std::string jpeg(unsigned width, unsigned height, J_COLOR_SPACE colours,
                 const std::vector<std::uint8_t>& pixels) {
  jpeg_error_mgr errors;
  jpeg_compress_struct encoder;
  encoder.err = jpeg_std_error(&errors);
  jpeg_create_compress(&encoder);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&encoder, &memory, &size);
  encoder.image_width = width;
  encoder.image_height = height;
  encoder.input_components = colours == JCS_GRAYSCALE ? 1 : 3;
  encoder.in_color_space = colours;
  jpeg_set_defaults(&encoder);
  jpeg_set_quality(&encoder, 95, TRUE);
  jpeg_start_compress(&encoder, TRUE);
  while (encoder.next_scanline < height) {
    auto* row = const_cast<JSAMPROW>(pixels.data() + std::size_t{encoder.next_scanline} * width *
                                                         static_cast<unsigned>(encoder.input_components));
    jpeg_write_scanlines(&encoder, &row, 1);
  }
  jpeg_finish_compress(&encoder);
  std::string bytes(reinterpret_cast<char*>(memory), size);
  jpeg_destroy_compress(&encoder);
  std::free(memory);
  return bytes;
}

std::vector<std::uint8_t> decoded(const std::filesystem::path& file) {
  std::vector<std::uint8_t> rgb(decoded_bytes(file), 77);  // not black by chance
  decode(file, rgb);
  return rgb;
}

std::vector<std::string> names(const std::vector<std::filesystem::path>& files) {
  std::vector<std::string> names;
  for (const auto& file : files) names.push_back(file.filename());
  return names;
}

TEST(Decode, a_png_gives_back_its_pixels) {
  const TemporaryFolder folder;
  EXPECT_EQ(decoded(folder.add("a.png", png(13, 7, pattern(13, 7)))), pattern(13, 7));
}

TEST(Decode, a_grey_image_becomes_rgb) {
  const TemporaryFolder folder;
  const std::vector<std::uint8_t> grey(16 * 16, 100);
  EXPECT_THAT(decoded(folder.add("a.png", png(16, 16, grey, PNG_FORMAT_GRAY))),
              ::testing::SizeIs(3 * 16 * 16));
  const std::vector<std::uint8_t> from_jpeg = decoded(folder.add("a.jpg", jpeg(16, 16, JCS_GRAYSCALE, grey)));
  EXPECT_EQ(from_jpeg, std::vector<std::uint8_t>(3 * 16 * 16, 100));
}

TEST(Decode, what_is_transparent_lies_over_black) {
  const TemporaryFolder folder;
  const std::vector<std::uint8_t> clear_white{255, 255, 255, 0};
  EXPECT_EQ(decoded(folder.add("a.png", png(1, 1, clear_white, PNG_FORMAT_RGBA))),
            (std::vector<std::uint8_t>{0, 0, 0}));
}

TEST(Decode, a_jpeg_gives_back_nearly_its_pixels) {
  const TemporaryFolder folder;
  std::vector<std::uint8_t> smooth(std::size_t{3} * 32 * 16);
  for (std::size_t i = 0; i < smooth.size(); ++i) smooth[i] = static_cast<std::uint8_t>(i / 3 % 32 * 4 + 60);
  const std::vector<std::uint8_t> back = decoded(folder.add("a.jpg", jpeg(32, 16, JCS_RGB, smooth)));
  ASSERT_EQ(back.size(), smooth.size());
  for (std::size_t i = 0; i < smooth.size(); ++i) EXPECT_NEAR(back[i], smooth[i], 6) << i;
}

TEST(ImageFiles, are_known_by_content_and_sorted_by_name) {
  const TemporaryFolder folder;
  folder.add("c.png", png(2, 2, pattern(2, 2)));
  folder.add("b", png(2, 2, pattern(2, 2)));
  folder.add("a.JPG", jpeg(8, 8, JCS_RGB, pattern(8, 8)));
  folder.add("notes.txt", "not an image");
  folder.add("empty", "");
  std::filesystem::create_directory(folder.path() / "more.png");
  EXPECT_THAT(names(image_files(folder.path())), ::testing::ElementsAre("a.JPG", "b", "c.png"));
}

TEST(ImageFiles, the_extension_does_not_choose_the_decoder) {
  const TemporaryFolder folder;
  EXPECT_EQ(decoded(folder.add("really_a_png.jpg", png(3, 3, pattern(3, 3)))), pattern(3, 3));
}

class BrokenImage : public ::testing::TestWithParam<std::pair<const char*, std::string>> {};

std::string changed(std::string bytes, std::size_t at) {
  bytes.at(at) = static_cast<char>(bytes.at(at) ^ 0x55);
  return bytes;
}

const std::string good_png = png(64, 64, pattern(64, 64));
const std::string good_jpeg = jpeg(64, 64, JCS_RGB, pattern(64, 64));

INSTANTIATE_TEST_SUITE_P(
    Each, BrokenImage,
    ::testing::Values(std::pair{"no_image.png", std::string{"hello"}}, std::pair{"empty.jpg", std::string{}},
                      std::pair{"header_only.png", good_png.substr(0, 8)},
                      std::pair{"header_only.jpeg", good_jpeg.substr(0, 4)},
                      std::pair{"cut_off.png", good_png.substr(0, good_png.size() / 2)},
                      std::pair{"cut_off.jpg", good_jpeg.substr(0, good_jpeg.size() / 2)},
                      std::pair{"flipped.png", changed(good_png, good_png.size() / 2)},
                      std::pair{"no_extension", good_jpeg.substr(0, good_jpeg.size() / 2)}));

TEST_P(BrokenImage, is_named_and_stops_everything) {
  const TemporaryFolder folder;
  const auto& [name, bytes] = GetParam();
  folder.add("a_good.png", good_png);
  folder.add(name, bytes);
  EXPECT_THAT(
      [&] {
        make("brightness", {{"dir", folder.path()}});
      },
      ThrowsMessage<InputError>(HasSubstr(name)));
}

TEST(ImageFolder, its_images_are_the_tasks) {
  const TemporaryFolder folder;
  folder.add("a.png", png(40, 30, pattern(40, 30)));
  folder.add("same.png", png(40, 30, pattern(40, 30)));
  folder.add("c.jpg", good_jpeg);
  const auto workload = make("brightness", {{"dir", folder.path()}});
  EXPECT_EQ(workload->size(), 3U);
  EXPECT_EQ(workload->bytes(), 2U * 3 * 40 * 30 + 3 * 64 * 64);
  EXPECT_EQ(
      find(workload_table(), "brightness")->tasks(testing::params_of("brightness", {{"dir", folder.path()}})),
      3U);
  workload->prepare();
  EXPECT_EQ(testing::run_all(*workload), workload->expected());
  workload->check_outputs();
  EXPECT_NE(testing::run_one(*workload, 0), testing::run_one(*workload, 1))
      << "images that are the same must not stand in for each other";
}

TEST(ImageFolder, one_that_cannot_be_used_is_named) {
  const TemporaryFolder folder;
  const auto refused = [](const std::filesystem::path& dir, const char* why) {
    const Params params = testing::params_of("brightness", {{"dir", dir}});
    const WorkloadEntry* entry = find(workload_table(), "brightness");
    const auto message = AllOf(HasSubstr(dir), HasSubstr(why));
    EXPECT_THAT([&] { entry->make(params); }, ThrowsMessage<InputError>(message));
    EXPECT_THAT([&] { entry->tasks(params); }, ThrowsMessage<InputError>(message));
  };
  refused(folder.path() / "missing", "does not exist");
  refused(folder.path(), "holds no PNG or JPEG");
  refused(folder.add("file", "x"), "is not a folder");
  refused(folder.path(), "holds no PNG or JPEG");
}

TEST(ImageFolder, a_link_to_nowhere_is_not_passed_over) {
  const TemporaryFolder folder;
  folder.add("a.png", good_png);
  std::filesystem::create_symlink("nowhere", folder.path() / "b.png");
  EXPECT_THAT([&] { image_files(folder.path()); }, ThrowsMessage<InputError>(HasSubstr("b.png")));
}

// A PNG whose header says 20000 x 20000 pixels.
std::string huge_png() {
  std::string bytes = good_png;
  const std::string header{"IHDR\0\0\x4e\x20\0\0\x4e\x20\x08\x02\0\0\0", 17};
  bytes.replace(12, header.size(), header);
  const uLong sum = crc32(0, reinterpret_cast<const Bytef*>(header.data()), static_cast<uInt>(header.size()));
  for (std::size_t i = 0; i < 4; ++i) bytes[29 + i] = static_cast<char>(sum >> (24 - 8 * i));
  return bytes;
}

TEST(ImageFolder, more_than_the_limit_once_decoded_is_refused_before_anything_is_decoded) {
  const TemporaryFolder folder;
  for (const char* name : {"a.png", "b.png", "c.png", "d.png"}) folder.add(name, huge_png());
  EXPECT_THAT(
      [&] {
        make("brightness", {{"dir", folder.path()}});
      },
      ThrowsMessage<InputError>(HasSubstr("more than 4GiB")));
}

}  // namespace
}  // namespace concbench
