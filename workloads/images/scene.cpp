#include "workloads/images/scene.h"

#include <algorithm>
#include <array>

#include "workloads/splitmix.h"

namespace concbench {
namespace {

constexpr int width = 1024;
constexpr int height = 256;

// One hump up and one down over the width, from -128 to 128: a parabola each, in integers, so that every
// machine makes the same picture.
constexpr std::array<int, width> make_wave() {
  std::array<int, width> wave{};
  for (int x = 0; x < width; ++x) {
    const int in_half = x % (width / 2);
    const int hump = in_half * (width / 2 - in_half) / (width / 2);
    wave[static_cast<std::size_t>(x)] = x < width / 2 ? hump : -hump;
  }
  return wave;
}
constexpr std::array wave = make_wave();

// Any number; the wave repeats itself.
constexpr int wave_at(int x) {
  return wave[static_cast<std::size_t>(x % width)];
}

}  // namespace

Scene::Scene() {
  rgb_.reserve(std::size_t{3} * width * height);
  SplitMix64 noise{1};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      // Bright and dark blobs, a colour that drifts along the width, and grain of 4 bits a channel.
      const int light = 120 + wave_at(2 * x) * wave_at(6 * y) / 140;
      const std::uint64_t grain = noise();
      for (int channel = 0; channel < 3; ++channel) {
        const int tint = wave_at(x + 300 * channel) / 8;
        const int speck = static_cast<int>((grain >> (8 * channel)) & 15);
        rgb_.push_back(static_cast<std::uint8_t>(std::clamp(light + tint + speck, 0, 255)));
      }
    }
  }
}

void Scene::develop(std::uint64_t number, std::span<std::uint8_t> image) const {
  const std::uint64_t random = splitmix64(number);
  const auto exposure = static_cast<std::uint8_t>(random % 32);
  const auto limit = static_cast<std::uint8_t>(255 - exposure);
  std::size_t from = 3 * ((random >> 8) % (rgb_.size() / 3));
  while (!image.empty()) {
    const std::size_t length = std::min(image.size(), rgb_.size() - from);
    const std::uint8_t* const window = rgb_.data() + from;
    std::transform(window, window + length, image.data(), [limit, exposure](std::uint8_t value) {
      return static_cast<std::uint8_t>(std::min(value, limit) + exposure);
    });
    image = image.subspan(length);
    from = 0;
  }
}

}  // namespace concbench
