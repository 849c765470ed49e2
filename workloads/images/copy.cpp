// Copies images and does nothing else: what the memory allows, beside which work on memory is seen. The
// kernel is that of STREAM's Copy (J. D. McCalpin, "Memory Bandwidth and Machine Balance in Current High
// Performance Computers", 1995) with stores that bypass the caches.
#include <algorithm>
#include <cstring>

#include "workloads/images/image_workload.h"
#include "workloads/images/kernels.h"
#include "workloads/splitmix.h"

namespace concbench {
namespace {

class Copy final : public ImageWorkload {
 public:
  explicit Copy(const Params& params) : ImageWorkload(params) {
    // The first call asks the processor what it can do, which takes a while: not in every fork.
    stream_copy(input(0), output(0), 0);
  }

  std::uint64_t run(std::size_t task, Worker&) const override {
    stream_copy(input(task), output(task), length(task));
    return splitmix64(task);
  }

  Tally expected() const override { return {splitmix64_sum(size()), size()}; }

 private:
  // It differs from the input's in every bit.
  void spoil(const std::uint8_t* input, std::uint8_t* output) const override {
    std::transform(input, input + line_bytes, output,
                   [](std::uint8_t byte) { return static_cast<std::uint8_t>(~byte); });
  }

  bool is_right(std::size_t task) const override {
    return std::memcmp(output(task), input(task), length(task)) == 0;
  }
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
    .make = workload_of<Copy>,
    .usual = false,
};

}  // namespace concbench
