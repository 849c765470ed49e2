#include "workloads/images/image_set.h"

#include <fmt/format.h>

#include <filesystem>
#include <numeric>
#include <string>

#include "workloads/images/images.h"
#include "workloads/images/kernels.h"
#include "workloads/images/scene.h"

namespace concbench {
namespace {

// Where each begins, and the end of the last.
std::vector<std::size_t> layout(const std::vector<std::uint64_t>& sizes) {
  std::vector<std::size_t> begins{0};
  for (const std::uint64_t size : sizes)
    begins.push_back(begins.back() + (size + line_bytes - 1) / line_bytes * line_bytes);
  return begins;
}

ImageSet generated(const Params& params) {
  ImageSet set(std::vector<std::uint64_t>(count(params, "tasks"), size_in_bytes(params, "size")));
  const Scene scene;
  for (std::size_t image = 0; image < set.images(); ++image) scene.develop(image, set.pixels(image));
  return set;
}

ImageSet from_folder(const std::string& folder) {
  const std::vector<std::filesystem::path> files = image_files(folder);
  std::vector<std::uint64_t> sizes;
  std::uint64_t total = 0;
  for (const std::filesystem::path& file : files) {
    sizes.push_back(decoded_bytes(file));
    total += sizes.back();
    if (total > max_decoded_bytes) {
      throw InputError("the images in folder '" + folder + "' take more than " +
                       format_size(max_decoded_bytes) + " once decoded; use fewer or smaller ones");
    }
  }
  ImageSet set(std::move(sizes));
  for (std::size_t image = 0; image < files.size(); ++image) decode(files[image], set.pixels(image));
  return set;
}

}  // namespace

ImageSet::ImageSet(std::vector<std::uint64_t> sizes)
    : sizes_(std::move(sizes)),
      begins_(layout(sizes_)),
      bytes_(std::accumulate(sizes_.begin(), sizes_.end(), std::uint64_t{0})),
      memory_(2 * begins_.back()) {}

std::size_t count_images(const Params& params) {
  const std::string& folder = params.at("dir");
  return folder.empty() ? count(params, "tasks") : image_files(folder).size();
}

ImageSet make_images(const Params& params) {
  const std::string& folder = params.at("dir");
  return folder.empty() ? generated(params) : from_folder(folder);
}

bool ImageWorkload::prepare() const {
  constexpr std::size_t page_bytes = 4096;
  for (std::size_t image = 0; image < size(); ++image)
    for (std::size_t i = 0; i < set_.length(image); i += page_bytes)
      spoil(set_.input(image) + i, set_.output(image) + i);
  return true;
}

void ImageWorkload::check_outputs() const {
  for (std::size_t image = 0; image < size(); ++image)
    if (!is_right(image))
      throw std::runtime_error(fmt::format("the output of image {} is wrong or was not written", image));
}

}  // namespace concbench
