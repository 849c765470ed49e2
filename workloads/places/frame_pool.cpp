#include "workloads/places/frame_pool.h"

#include <sys/mman.h>

#include <algorithm>
#include <new>
#include <utility>

namespace concbench {
namespace {

// Slabs double, so that a few coroutines take little and a million need few calls; from 2 MiB on the kernel
// may use huge pages, which saves a page fault for every dozen frames.
constexpr std::size_t first_slab = 64 << 10, largest_slab = 8 << 20;

}  // namespace

void* FramePool::carve(std::size_t bytes) {
  if (unused_bytes_ < bytes) {
    const std::size_t slab = slabs_.empty() ? first_slab : std::min(2 * slabs_.back().bytes, largest_slab);
    void* const memory = mmap(nullptr, slab, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    slabs_.push_back({static_cast<std::byte*>(memory), slab});
    unused_ = slabs_.back().memory;
    unused_bytes_ = slab;
  }
  unused_bytes_ -= bytes;
  return std::exchange(unused_, unused_ + bytes);
}

void FramePool::release() {
  if (living_ > 0) return;
  for (const Slab& slab : slabs_) munmap(slab.memory, slab.bytes);
  slabs_ = {};
  free_ = {};
  unused_ = nullptr;
  unused_bytes_ = 0;
}

}  // namespace concbench
