// PNG and JPEG files of the user's, as rows of RGB bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace concbench {

// What one folder may hold once decoded: 4 GiB, which with as much output still fits a common machine.
constexpr std::uint64_t max_decoded_bytes = std::uint64_t{4} << 30;

// The files in `folder` that are images by their first bytes, or claim to be by their extension (.png, .jpg,
// .jpeg), sorted by name; others are passed over. Throws InputError where the folder cannot be used, or holds
// no image.
std::vector<std::filesystem::path> image_files(const std::filesystem::path& folder);

// Bytes of the image decoded: 3 x width x height. Throws InputError, naming the file, where it is no sound
// image.
std::uint64_t decoded_bytes(const std::filesystem::path& image);

// Writes the pixels, row after row, 8-bit red, green and blue; transparent ones over black. `rgb` holds
// decoded_bytes(image). Throws InputError, naming the file, where it is damaged or cut off.
void decode(const std::filesystem::path& image, std::span<std::uint8_t> rgb);

}  // namespace concbench
