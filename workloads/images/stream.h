// Memory moved past the caches.
#pragma once

#include <cstddef>
#include <cstdint>

namespace concbench {

// What the kernels on memory work in: a cache line, and the widest vector they use.
constexpr std::size_t line_bytes = 64;

// Copies with stores that bypass the caches, which moves the least that a pass over memory can: each byte
// read once and written once. Both buffers are aligned to `line_bytes`, do not overlap, and `bytes` is a
// multiple of `line_bytes`. The output is visible to whoever synchronises with this thread after the return.
void stream_copy(const std::uint8_t* input, std::uint8_t* output, std::size_t bytes);

}  // namespace concbench
