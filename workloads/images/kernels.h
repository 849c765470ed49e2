// The kernels of the workloads on images: memory moved past the caches.
#pragma once

#include <cstddef>
#include <cstdint>

namespace concbench {

// What the kernels work in: a cache line, and the widest vector they use.
constexpr std::size_t line_bytes = 64;

// All buffers are aligned to `line_bytes`, input and output do not overlap, and `bytes` is a multiple of
// `line_bytes`. Stores bypass the caches; the output is visible to whoever synchronises with this thread
// after the return.

// Writes min(255, input + delta) for every byte, and returns the Checksum (checksum.h) of what it wrote.
std::uint64_t brighten(const std::uint8_t* input, std::uint8_t* output, std::size_t bytes,
                       std::uint8_t delta);

// Copies, which moves the least that a pass over memory can: each byte read once and written once.
void stream_copy(const std::uint8_t* input, std::uint8_t* output, std::size_t bytes);

}  // namespace concbench
