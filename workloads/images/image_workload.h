// What the workloads on images have in common: the images that they read, and as much room for what they make
// of them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "system/shared_memory.h"
#include "workloads/workload.h"

namespace concbench {

// A task for each image, which makes the whole output of that input. They lie in shared memory: inputs first,
// then outputs in the same layout. Each image begins on a cache line of its own and is filled up with zeros
// to whole lines, which are worked on like the rest.
class ImageWorkload : public Workload {
 public:
  std::size_t size() const final { return sizes_.size(); }
  std::uint64_t bytes() const final;
  void touch() const final { memory_.touch(); }
  // Spoils a line in every page: that shows whether it was written since, at a hundredth of the cost of all.
  bool prepare() const final;
  void check_outputs() const final;

 protected:
  // Of the parameters below. Throws InputError, and as SharedMemory does.
  explicit ImageWorkload(const Params&);

  // Writes a line of output that this line of input cannot give.
  virtual void spoil(const std::uint8_t* input, std::uint8_t* output) const = 0;
  virtual bool is_right(std::size_t image) const = 0;

  // Of one image, with what it is filled up with.
  std::size_t length(std::size_t image) const { return begins_[image + 1] - begins_[image]; }
  const std::uint8_t* input(std::size_t image) const { return memory_.data() + begins_[image]; }
  std::uint8_t* output(std::size_t image) const { return memory_.data() + begins_.back() + begins_[image]; }

 private:
  ImageWorkload(const Params&, const std::vector<std::filesystem::path>& files);

  std::vector<std::uint64_t> sizes_;
  std::vector<std::size_t> begins_;  // and the end of the last
  SharedMemory memory_;
};

// Which images: parameters of every workload that has them.
inline constexpr Parameter image_count{
    "tasks", Parameter::count, "64", "number of generated images; with dir, there are as many as it holds",
    1,       1'000'000};
inline constexpr Parameter image_size{
    "size", Parameter::size, "1MB", "of each generated image; with dir, they are as large as they are",
    1,      1'000'000'000};
inline constexpr Parameter image_folder{"dir", Parameter::path, "",
                                        "folder of PNG and JPEG files to use in place of generated images"};

// How many images that is, without making them. Throws InputError.
std::size_t count_images(const Params&);

}  // namespace concbench
