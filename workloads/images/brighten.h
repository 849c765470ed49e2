// The kernel of the brightness workload.
#pragma once

#include <cstddef>
#include <cstdint>

#include "workloads/images/stream.h"

namespace concbench {

// Writes min(255, input + delta) for every byte, and returns the Checksum (checksum.h) of what it wrote.
// Both buffers are aligned to `line_bytes`, do not overlap, and `bytes` is a multiple of `line_bytes`.
// The output bypasses the caches; it is visible to whoever synchronises with this thread after the return.
std::uint64_t brighten(const std::uint8_t* input, std::uint8_t* output, std::size_t bytes,
                       std::uint8_t delta);

}  // namespace concbench
