// Brightens images: a little arithmetic on much memory.
#include <algorithm>
#include <array>
#include <cstring>

#include "workloads/checksum.h"
#include "workloads/images/brighten.h"
#include "workloads/images/image_set.h"
#include "workloads/splitmix.h"
#include "workloads/workload.h"

namespace concbench {
namespace {

constexpr std::size_t page_bytes = 4096;

class Brightness final : public Workload {
 public:
  Brightness(ImageSet set, std::uint8_t delta) : set_(std::move(set)), delta_(delta) {
    // The first call asks the processor what it can do, which in a virtual machine takes a while: not in
    // every fork.
    brighten(set_.input(0), set_.output(0), 0, delta_);
  }

  std::size_t size() const override { return set_.images(); }
  std::uint64_t bytes() const override { return set_.bytes(); }

  // The task's number is mixed in for the sake of images that are the same.
  std::uint64_t run(std::size_t task, Worker&) const override {
    return brighten(set_.input(task), set_.output(task), set_.length(task), delta_) + splitmix64(task);
  }

  // No byte of a right output is 0, as delta is not. So a line of zeros in every page shows whether it was
  // written since, at a hundredth of the cost of clearing it all.
  bool prepare() const override {
    for (std::size_t task = 0; task < size(); ++task) {
      for (std::size_t i = 0; i < set_.length(task); i += page_bytes)
        std::memset(set_.output(task) + i, 0, line_bytes);
    }
    return true;
  }

  void touch() const override { set_.touch(); }

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
        if (std::memcmp(set_.output(task) + begin, right.data(), right.size()) == 0) return;
        throw std::runtime_error("the output of image " + std::to_string(task) +
                                 " is wrong or was not written");
      });
    }
  }

 private:
  // Calls use(begin, bytes) for every piece of the right output, computed another way than the kernel's:
  // where the sum would pass 255, the input is lowered first.
  template <class Use>
  void for_each_reference(std::size_t task, Use use) const {
    std::array<std::uint8_t, page_bytes> right;
    const auto limit = static_cast<std::uint8_t>(255 - delta_);
    for (std::size_t begin = 0; begin < set_.length(task); begin += right.size()) {
      const std::size_t length = std::min(right.size(), set_.length(task) - begin);
      const std::uint8_t* in = set_.input(task) + begin;
      for (std::size_t i = 0; i < length; ++i)
        right[i] = static_cast<std::uint8_t>(std::min(in[i], limit) + delta_);
      use(begin, std::span{right}.first(length));
    }
  }

  ImageSet set_;
  std::uint8_t delta_;
};

constexpr Parameter parameters[] = {
    image_count,
    image_size,
    {"delta", Parameter::count, "10", "is added to every channel of every pixel", 1, 255},
    image_folder,
};

}  // namespace

extern constinit const WorkloadEntry brightness_entry{
    .name = "brightness",
    .kind = Kind::cpu,
    .summary = "brightens one image into a second buffer",
    .task = "images",
    .needs = {Need::shared_memory},
    .parameters = parameters,
    .tasks = count_images,
    .make = [](const Params& params) -> std::unique_ptr<Workload> {
      return std::make_unique<Brightness>(make_images(params),
                                          static_cast<std::uint8_t>(count(params, "delta")));
    },
    .limit = [](const Params& params) -> WorkloadSpec {
      Params images = params;
      images.erase("delta");
      return {"copy", images};
    },
};

}  // namespace concbench
