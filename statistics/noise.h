// Random numbers of known distributions, the same everywhere.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

namespace concbench {

// Not std::normal_distribution, whose numbers are each library's own.
class Noise {
 public:
  explicit Noise(std::uint64_t seed) : engine_(seed) {}

  // Box and Muller's transform.
  double normal() { return std::sqrt(-2 * std::log(uniform())) * std::cos(2 * std::numbers::pi * uniform()); }

  // Student's t with 3 degrees of freedom: one in fifty is further out than 4.5.
  double heavy_tailed() {
    double squares = 0;
    for (int i = 0; i < 3; ++i) squares += std::pow(normal(), 2);
    return normal() / std::sqrt(squares / 3);
  }

  // An exponential's, as far to the right as delays push times; its median is not its mean.
  double skewed() { return -std::log(uniform()); }

  // Between 0 and 1, and never either.
  double uniform() { return (static_cast<double>(engine_() >> 11) + 0.5) * 0x1p-53; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace concbench
