// Copies images and does nothing else: what the memory allows, beside which work on memory is seen. The
// kernel is that of STREAM's Copy (J. D. McCalpin, "Memory Bandwidth and Machine Balance in Current High
// Performance Computers", 1995) with stores that bypass the caches.
#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "workloads/images/image_set.h"
#include "workloads/images/stream.h"
#include "workloads/splitmix.h"
#include "workloads/workload.h"

namespace concbench {
namespace {

constexpr std::size_t page_bytes = 4096;

class Copy final : public Workload {
 public:
  explicit Copy(ImageSet set) : set_(std::move(set)) {
    // The first call asks the processor what it can do, which takes a while: not in every fork.
    stream_copy(set_.input(0), set_.output(0), 0);
  }

  std::size_t size() const override { return set_.images(); }
  std::uint64_t bytes() const override { return set_.bytes(); }

  std::uint64_t run(std::size_t task, Worker&) const override {
    stream_copy(set_.input(task), set_.output(task), set_.length(task));
    return splitmix64(task);
  }

  // What a copy cannot leave: a line in every page that differs from the input's in every bit.
  bool prepare() const override {
    for (std::size_t task = 0; task < size(); ++task)
      for (std::size_t i = 0; i < set_.length(task); i += page_bytes)
        std::transform(set_.input(task) + i, set_.input(task) + i + line_bytes, set_.output(task) + i,
                       [](std::uint8_t byte) { return static_cast<std::uint8_t>(~byte); });
    return true;
  }

  void touch() const override { set_.touch(); }

  Tally expected() const override { return {splitmix64_sum(size()), size()}; }

  void check_outputs() const override {
    for (std::size_t task = 0; task < size(); ++task)
      if (std::memcmp(set_.output(task), set_.input(task), set_.length(task)) != 0)
        throw std::runtime_error("the output of image " + std::to_string(task) +
                                 " is wrong or was not written");
  }

 private:
  ImageSet set_;
};

constexpr Parameter parameters[] = {image_count, image_size, image_folder};

}  // namespace

extern constinit const WorkloadEntry copy_entry{
    .name = "copy",
    .kind = Kind::cpu,
    .summary = "copies one image past the caches: what the memory allows",
    .task = "images",
    .needs = {Need::shared_memory},
    .parameters = parameters,
    .tasks = count_images,
    .make = [](const Params& params) -> std::unique_ptr<Workload> {
      return std::make_unique<Copy>(make_images(params));
    },
    .usual = false,
};

}  // namespace concbench
