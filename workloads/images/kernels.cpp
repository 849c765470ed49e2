#include "workloads/images/kernels.h"

// Highway compiles what stands between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE once for every
// instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "workloads/images/kernels.cpp"
#include <hwy/foreach_target.h>
// highway.h must follow foreach_target.h.
#include <hwy/highway.h>

#include <hwy/cache_control.h>

#include <numeric>

#include "workloads/checksum.h"

HWY_BEFORE_NAMESPACE();
namespace concbench::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Prefetching stops at the end of a page: two places at a time (here the halves, and what an odd number of
// vectors leaves) wait less at those ends.
void stream_copy(const std::uint8_t* HWY_RESTRICT input, std::uint8_t* HWY_RESTRICT output,
                 std::size_t bytes) {
  const hn::CappedTag<std::uint8_t, line_bytes> lanes;
  const std::size_t vector_bytes = hn::Lanes(lanes);
  const std::size_t half = bytes / 2 / vector_bytes * vector_bytes;
  for (std::size_t i = 0; i < half; i += vector_bytes) {
    hn::Stream(hn::Load(lanes, input + i), lanes, output + i);
    hn::Stream(hn::Load(lanes, input + half + i), lanes, output + half + i);
  }
  if (2 * half < bytes) hn::Stream(hn::Load(lanes, input + 2 * half), lanes, output + 2 * half);
  hwy::FlushStream();
}

#if HWY_TARGET == HWY_SCALAR
// Highway's fallback has lanes of one byte, which no word can be made of; it only serves x86 without SSSE3.
std::uint64_t brighten(const std::uint8_t* input, std::uint8_t* output, std::size_t bytes,
                       std::uint8_t delta) {
  for (std::size_t i = 0; i < bytes; ++i) {
    const int brighter = input[i] + delta;
    output[i] = static_cast<std::uint8_t>(brighter > 255 ? 255 : brighter);
  }
  Checksum checksum;
  checksum.add(std::as_bytes(std::span{output, bytes}));
  return checksum.value();
}
#else
std::uint64_t brighten(const std::uint8_t* HWY_RESTRICT input, std::uint8_t* HWY_RESTRICT output,
                       std::size_t bytes, std::uint8_t delta) {
  const hn::CappedTag<std::uint8_t, line_bytes> byte_lanes;
  const hn::Repartition<std::uint64_t, decltype(byte_lanes)> word_lanes;
  const std::size_t vector_bytes = hn::Lanes(byte_lanes);
  constexpr std::uint64_t k = golden_gamma;
  alignas(line_bytes) constexpr std::uint64_t first_positions[line_bytes / sizeof k] = {
      k, 2 * k, 3 * k, 4 * k, 5 * k, 6 * k, 7 * k, 8 * k};

  const auto amount = hn::Set(byte_lanes, delta);
  const auto step = hn::Set(word_lanes, hn::Lanes(word_lanes) * k);
  auto sum = hn::Zero(word_lanes);
  const auto brighten_at = [&](std::size_t i, auto position) HWY_ATTR {
    const auto brighter = hn::SaturatedAdd(hn::Load(byte_lanes, input + i), amount);
    // A plain store would first read the line that it overwrites: a third of the memory traffic.
    hn::Stream(brighter, byte_lanes, output + i);
    sum = hn::Add(sum, hn::Xor(hn::BitCast(word_lanes, brighter), position));
  };

  const std::size_t half = bytes / 2 / vector_bytes * vector_bytes;
  auto position = hn::Load(word_lanes, first_positions);
  auto position_in_second = hn::Add(position, hn::Set(word_lanes, half / sizeof k * k));
  for (std::size_t i = 0; i < half; i += vector_bytes) {
    brighten_at(i, position);
    brighten_at(half + i, position_in_second);
    position = hn::Add(position, step);
    position_in_second = hn::Add(position_in_second, step);
  }
  if (2 * half < bytes) brighten_at(2 * half, position_in_second);
  hwy::FlushStream();

  alignas(line_bytes) std::uint64_t sums[line_bytes / sizeof k];
  hn::Store(sum, word_lanes, sums);
  return std::accumulate(sums, sums + hn::Lanes(word_lanes), std::uint64_t{0});
}
#endif

}  // namespace concbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concbench {

HWY_EXPORT(brighten);
HWY_EXPORT(stream_copy);

std::uint64_t brighten(const std::uint8_t* input, std::uint8_t* output, std::size_t bytes,
                       std::uint8_t delta) {
  return HWY_DYNAMIC_DISPATCH(brighten)(input, output, bytes, delta);
}

void stream_copy(const std::uint8_t* input, std::uint8_t* output, std::size_t bytes) {
  HWY_DYNAMIC_DISPATCH(stream_copy)(input, output, bytes);
}

}  // namespace concbench
#endif
