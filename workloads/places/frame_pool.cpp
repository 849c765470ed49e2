#include "workloads/places/frame_pool.h"

#include <sys/mman.h>

#include <algorithm>
#include <new>
#include <utility>

namespace concbench {
namespace {

// Slabs double, so that a few coroutines take little and a million need few calls. In large ones the kernel
// may use huge pages, which saves a page fault for every dozen frames.
constexpr std::size_t first_slab = 64 << 10, largest_slab = 16 << 20, huge_page = 2 << 20;

}  // namespace

void* FramePool::carve(std::size_t bytes) {
  if (unused_.size() < bytes) {
    if (used_slabs_ == slabs_.size()) {
      const std::size_t size = slabs_.empty() ? first_slab : std::min(2 * slabs_.back().size(), largest_slab);
      slabs_.reserve(slabs_.size() + 1);
      void* const memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (memory == MAP_FAILED) throw std::bad_alloc();
      if (size >= huge_page) madvise(memory, size, MADV_HUGEPAGE);
      slabs_.emplace_back(static_cast<std::byte*>(memory), size);
    }
    unused_ = slabs_[used_slabs_++];
  }
  return std::exchange(unused_, unused_.subspan(bytes)).data();
}

void FramePool::rewind() {
  free_ = {};
  used_slabs_ = 0;
  unused_ = {};
}

void FramePool::release() {
  if (living_ > 0) return;
  for (const std::span<std::byte> slab : slabs_) munmap(slab.data(), slab.size());
  slabs_ = {};
  rewind();
}

}  // namespace concbench
