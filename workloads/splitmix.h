// SplitMix64, the generator that numbers tasks and fills files. Source: G. L. Steele, D. Lea, C. H. Flood,
// "Fast splittable pseudorandom number generators", OOPSLA 2014; the constants are those of S. Vigna's
// splitmix64.c.
#pragma once

#include <cstdint>

namespace concbench {

constexpr std::uint64_t golden_gamma = 0x9e3779b97f4a7c15;

constexpr std::uint64_t splitmix64_mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

// Output number `index` (from 0) of the generator seeded with 0.
constexpr std::uint64_t splitmix64(std::uint64_t index) {
  return splitmix64_mix((index + 1) * golden_gamma);
}

// The same outputs one after another, as the generator is published: it adds where the form above multiplies.
class SplitMix64 {
 public:
  constexpr explicit SplitMix64(std::uint64_t seed) : state_(seed) {}
  constexpr std::uint64_t operator()() { return splitmix64_mix(state_ += golden_gamma); }

 private:
  std::uint64_t state_;
};

// The sum of splitmix64(0) .. splitmix64(count - 1) modulo 2^64, from the sequential form.
constexpr std::uint64_t splitmix64_sum(std::uint64_t count) {
  SplitMix64 next{0};
  std::uint64_t sum = 0;
  for (std::uint64_t i = 0; i < count; ++i) sum += next();
  return sum;
}

}  // namespace concbench
