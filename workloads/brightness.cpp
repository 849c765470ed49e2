// Brightens images: a little arithmetic on much memory.
#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "workloads/brighten.h"
#include "workloads/checksum.h"
#include "workloads/entries.h"
#include "workloads/images.h"
#include "workloads/scene.h"
#include "workloads/shared_memory.h"
#include "workloads/splitmix.h"

namespace concbench {
namespace {

constexpr std::size_t page_bytes = 4096;

// One after another, each from a cache line of its own and filled up with zeros to whole lines, which are
// brightened like the rest.
class Layout {
 public:
  explicit Layout(const std::vector<std::uint64_t>& sizes) : begins_{0} {
    for (const std::uint64_t size : sizes) {
      begins_.push_back(begins_.back() + (size + line_bytes - 1) / line_bytes * line_bytes);
      bytes_ += size;
    }
  }
  std::size_t images() const { return begins_.size() - 1; }
  std::size_t begin(std::size_t image) const { return begins_[image]; }
  std::size_t length(std::size_t image) const { return begins_[image + 1] - begins_[image]; }
  std::size_t total() const { return begins_.back(); }
  std::uint64_t bytes() const { return bytes_; }

 private:
  std::vector<std::size_t> begins_;  // and the end of the last
  std::uint64_t bytes_ = 0;          // without what they are filled up with
};

class Brightness final : public Workload {
 public:
  Brightness(std::vector<std::uint64_t> sizes, std::uint8_t delta)
      : sizes_(std::move(sizes)), layout_(sizes_), delta_(delta), memory_(2 * layout_.total()) {
    // The first call asks the processor what it can do, which in a virtual machine takes a while: not in
    // every fork.
    brighten(input(0), output(0), 0, delta_);
  }

  // Where the maker of the workload puts the pixels of that image.
  std::span<std::uint8_t> pixels(std::size_t image) {
    return memory_.bytes().subspan(layout_.begin(image), sizes_[image]);
  }

  std::size_t size() const override { return layout_.images(); }
  std::uint64_t bytes() const override { return layout_.bytes(); }

  // The task's number is mixed in for the sake of images that are the same.
  std::uint64_t run(std::size_t task) const override {
    return brighten(input(task), output(task), layout_.length(task), delta_) + splitmix64(task);
  }

  // No byte of a right output is 0, as delta is not. So a line of zeros in every page shows whether it was
  // written since, at a hundredth of the cost of clearing it all.
  bool prepare() const override {
    for (std::size_t task = 0; task < size(); ++task) {
      for (std::size_t i = 0; i < layout_.length(task); i += page_bytes)
        std::memset(output(task) + i, 0, line_bytes);
    }
    return true;
  }

  Tally expected() const override {
    Tally tally;
    SplitMix64 marks{0};
    for (std::size_t task = 0; task < size(); ++task) {
      Checksum checksum;
      for_each_reference(task, [&](std::size_t, std::span<const std::uint8_t> right) {
        checksum.add(std::as_bytes(right));
      });
      tally.add(checksum.value() + marks());
    }
    return tally;
  }

  void check_outputs() const override {
    for (std::size_t task = 0; task < size(); ++task) {
      for_each_reference(task, [&](std::size_t begin, std::span<const std::uint8_t> right) {
        if (std::memcmp(output(task) + begin, right.data(), right.size()) == 0) return;
        throw std::runtime_error("the output of image " + std::to_string(task) +
                                 " is wrong or was not written");
      });
    }
  }

 private:
  // The first half of the memory is input, the second output in the same layout.
  const std::uint8_t* input(std::size_t task) const { return memory_.data() + layout_.begin(task); }
  std::uint8_t* output(std::size_t task) const {
    return memory_.data() + layout_.total() + layout_.begin(task);
  }

  // Calls use(begin, bytes) for every piece of the right output, computed another way than the kernel's:
  // where the sum would pass 255, the input is lowered first.
  template <class Use>
  void for_each_reference(std::size_t task, Use use) const {
    std::array<std::uint8_t, page_bytes> right;
    const auto limit = static_cast<std::uint8_t>(255 - delta_);
    for (std::size_t begin = 0; begin < layout_.length(task); begin += right.size()) {
      const std::size_t length = std::min(right.size(), layout_.length(task) - begin);
      const std::uint8_t* in = input(task) + begin;
      for (std::size_t i = 0; i < length; ++i)
        right[i] = static_cast<std::uint8_t>(std::min(in[i], limit) + delta_);
      use(begin, std::span{right}.first(length));
    }
  }

  std::vector<std::uint64_t> sizes_;
  Layout layout_;
  std::uint8_t delta_;
  SharedMemory memory_;
};

std::unique_ptr<Workload> make_generated(const Params& params, std::uint8_t delta) {
  const std::uint64_t size = size_in_bytes(params, "size");
  auto workload =
      std::make_unique<Brightness>(std::vector<std::uint64_t>(count(params, "tasks"), size), delta);
  const Scene scene;
  for (std::size_t image = 0; image < workload->size(); ++image)
    scene.develop(image, workload->pixels(image));
  return workload;
}

std::unique_ptr<Workload> make_from_folder(const std::string& folder, std::uint8_t delta) {
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
  auto workload = std::make_unique<Brightness>(std::move(sizes), delta);
  for (std::size_t image = 0; image < files.size(); ++image) decode(files[image], workload->pixels(image));
  return workload;
}

constexpr Parameter parameters[] = {
    {.name = "tasks",
     .type = Parameter::Type::count,
     .default_value = "64",
     .meaning = "number of generated images; with dir, there are as many as it holds",
     .min = 1,
     .max = 1'000'000},
    {.name = "size",
     .type = Parameter::Type::size,
     .default_value = "1MB",
     .meaning = "of each generated image; with dir, they are as large as they are",
     .min = 1,
     .max = 1'000'000'000},
    {.name = "delta",
     .type = Parameter::Type::count,
     .default_value = "10",
     .meaning = "is added to every channel of every pixel",
     .min = 1,
     .max = 255},
    {.name = "dir",
     .type = Parameter::Type::path,
     .default_value = "",
     .meaning = "folder of PNG and JPEG files to use in place of generated images"},
};

}  // namespace

constinit const WorkloadEntry brightness_entry{
    .name = "brightness",
    .kind = Kind::cpu,
    .summary = "brightens one image into a second buffer",
    .task = "images",
    .parameters = parameters,
    .tasks = [](const Params& params) -> std::size_t {
      const std::string& folder = params.at("dir");
      return folder.empty() ? count(params, "tasks") : image_files(folder).size();
    },
    .make = [](const Params& params) -> std::unique_ptr<Workload> {
      const auto delta = static_cast<std::uint8_t>(count(params, "delta"));
      const std::string& folder = params.at("dir");
      return folder.empty() ? make_generated(params, delta) : make_from_folder(folder, delta);
    },
};

}  // namespace concbench
