#include "workloads/images/image_workload.h"

#include <fmt/format.h>

#include <numeric>
#include <string>

#include "workloads/images/images.h"
#include "workloads/images/kernels.h"
#include "workloads/images/scene.h"

namespace concbench {
namespace {

using Files = std::vector<std::filesystem::path>;

// None: the images are generated.
Files files_of(const Params& params) {
  const std::string& folder = params.at("dir");
  return folder.empty() ? Files{} : image_files(folder);
}

std::vector<std::uint64_t> decoded_sizes(const Files& files, const std::string& folder) {
  std::vector<std::uint64_t> sizes;
  std::uint64_t total = 0;
  for (const std::filesystem::path& file : files) {
    total += sizes.emplace_back(decoded_bytes(file));
    if (total > max_decoded_bytes)
      throw InputError(
          fmt::format("the images in folder '{}' take more than {} once decoded; use fewer or smaller ones",
                      folder, format_size(max_decoded_bytes)));
  }
  return sizes;
}

// Where each begins, and the end of the last.
std::vector<std::size_t> layout(const std::vector<std::uint64_t>& sizes) {
  std::vector<std::size_t> begins{0};
  for (const std::uint64_t size : sizes)
    begins.push_back(begins.back() + (size + line_bytes - 1) / line_bytes * line_bytes);
  return begins;
}

}  // namespace

ImageWorkload::ImageWorkload(const Params& params) : ImageWorkload(params, files_of(params)) {}

ImageWorkload::ImageWorkload(const Params& params, const Files& files)
    : sizes_(files.empty() ? std::vector<std::uint64_t>(count(params, "tasks"), size_in_bytes(params, "size"))
                           : decoded_sizes(files, params.at("dir"))),
      begins_(layout(sizes_)),
      memory_(2 * begins_.back()) {
  const auto pixels = [this](std::size_t image) {
    return memory_.bytes().subspan(begins_[image], sizes_[image]);
  };
  for (std::size_t image = 0; image < files.size(); ++image) decode(files[image], pixels(image));
  if (!files.empty()) return;
  const Scene scene;
  for (std::size_t image = 0; image < size(); ++image) scene.develop(image, pixels(image));
}

// Without what they are filled up with.
std::uint64_t ImageWorkload::bytes() const {
  return std::accumulate(sizes_.begin(), sizes_.end(), std::uint64_t{0});
}

bool ImageWorkload::prepare() const {
  constexpr std::size_t page_bytes = 4096;
  for (std::size_t image = 0; image < size(); ++image)
    for (std::size_t i = 0; i < length(image); i += page_bytes) spoil(input(image) + i, output(image) + i);
  return true;
}

void ImageWorkload::check_outputs() const {
  for (std::size_t image = 0; image < size(); ++image)
    if (!is_right(image))
      throw std::runtime_error(fmt::format("the output of image {} is wrong or was not written", image));
}

std::size_t count_images(const Params& params) {
  const Files files = files_of(params);
  return files.empty() ? count(params, "tasks") : files.size();
}

}  // namespace concbench
