// Generated pictures that are to a pixel kernel what photographs are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace concbench {

// A panorama of RGB bytes over the whole range, smooth from pixel to pixel, with some grain. Making it takes
// a few milliseconds, and developing an image from it little more than writing the image.
class Scene {
 public:
  Scene();

  // Writes image `number`: a window of the panorama, which goes round as often as the size takes, under an
  // exposure of its own. The same number and size give the same bytes anywhere.
  void develop(std::uint64_t number, std::span<std::uint8_t> image) const;

 private:
  std::vector<std::uint8_t> rgb_;
};

}  // namespace concbench
