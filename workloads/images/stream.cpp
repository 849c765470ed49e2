#include "workloads/images/stream.h"

// Highway compiles what stands between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE once for every
// instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "workloads/images/stream.cpp"
#include <hwy/foreach_target.h>
// highway.h must follow foreach_target.h.
#include <hwy/highway.h>

#include <hwy/cache_control.h>

HWY_BEFORE_NAMESPACE();
namespace concbench::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// From two places at a time, for the reason that brighten.cpp gives.
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

}  // namespace concbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concbench {

HWY_EXPORT(stream_copy);

void stream_copy(const std::uint8_t* input, std::uint8_t* output, std::size_t bytes) {
  HWY_DYNAMIC_DISPATCH(stream_copy)(input, output, bytes);
}

}  // namespace concbench
#endif
