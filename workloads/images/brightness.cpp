// Brightens images: a little arithmetic on much memory.
#include <algorithm>
#include <array>
#include <cstring>

#include "workloads/checksum.h"
#include "workloads/images/image_workload.h"
#include "workloads/images/kernels.h"
#include "workloads/splitmix.h"

namespace concbench {
namespace {

class Brightness final : public ImageWorkload {
 public:
  explicit Brightness(const Params& params)
      : ImageWorkload(params), delta_(static_cast<std::uint8_t>(count(params, "delta"))) {
    // The first call asks the processor what it can do, which in a virtual machine takes a while: not in
    // every fork.
    brighten(input(0), output(0), 0, delta_);
  }

  // The task's number is mixed in for the sake of images that are the same.
  std::uint64_t run(std::size_t task, Worker&) const override {
    return brighten(input(task), output(task), length(task), delta_) + splitmix64(task);
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

 private:
  // No byte of a right output is 0, as delta is not.
  void spoil(const std::uint8_t*, std::uint8_t* output) const override { std::memset(output, 0, line_bytes); }

  bool is_right(std::size_t task) const override {
    bool right = true;
    for_each_reference(task, [&](std::size_t begin, std::span<const std::uint8_t> reference) {
      right = right && std::memcmp(output(task) + begin, reference.data(), reference.size()) == 0;
    });
    return right;
  }

  // Calls use(begin, bytes) for every piece of the right output, computed another way than the kernel's:
  // where the sum would pass 255, the input is lowered first.
  template <class Use>
  void for_each_reference(std::size_t task, Use use) const {
    std::array<std::uint8_t, 4096> right;
    const auto limit = static_cast<std::uint8_t>(255 - delta_);
    for (std::size_t begin = 0; begin < length(task); begin += right.size()) {
      const std::size_t count = std::min(right.size(), length(task) - begin);
      const std::uint8_t* in = input(task) + begin;
      for (std::size_t i = 0; i < count; ++i)
        right[i] = static_cast<std::uint8_t>(std::min(in[i], limit) + delta_);
      use(begin, std::span{right}.first(count));
    }
  }

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
    .make = workload_of<Brightness>,
    .limit = [](const Params& params) -> WorkloadSpec {
      Params images = params;
      images.erase("delta");
      return {"copy", images};
    },
};

}  // namespace concbench
