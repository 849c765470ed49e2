#include "workloads/files/buffer_pool.h"

#include <new>

namespace concbench {
namespace {

constexpr std::uint64_t one_change = std::uint64_t{1} << 32;

constexpr std::uint64_t make_head(std::uint64_t old_head, std::uint32_t slot) {
  return ((old_head + one_change) & ~(one_change - 1)) | slot;
}

}  // namespace

BufferPool::BufferPool(std::size_t count, std::size_t bytes)
    : bytes_(bytes), slots_(std::make_unique<Slot[]>(count)) {
  for (std::size_t slot = count; slot-- > 0;) push(static_cast<std::uint32_t>(slot));
}

// Slots live as long as the pool, so reading `next` of one that another thread has just taken is harmless.
std::uint32_t BufferPool::pop() {
  std::uint64_t head = head_.load(std::memory_order_acquire);
  while (true) {
    const auto slot = static_cast<std::uint32_t>(head);
    if (slot == none) return none;
    const std::uint32_t next = slots_[slot].next.load(std::memory_order_relaxed);
    if (head_.compare_exchange_weak(head, make_head(head, next), std::memory_order_acquire)) return slot;
  }
}

void BufferPool::push(std::uint32_t slot) {
  std::uint64_t head = head_.load(std::memory_order_relaxed);
  do {
    slots_[slot].next.store(static_cast<std::uint32_t>(head), std::memory_order_relaxed);
  } while (!head_.compare_exchange_weak(head, make_head(head, slot), std::memory_order_release,
                                        std::memory_order_relaxed));
}

BufferPool::Memory BufferPool::allocate() {
  void* memory = std::aligned_alloc(alignment, bytes_);
  if (!memory) throw std::bad_alloc();
  allocated_.fetch_add(1, std::memory_order_relaxed);
  return Memory(static_cast<std::byte*>(memory));
}

Buffer::Buffer(BufferPool& pool) : pool_(pool), slot_(pool.pop()) {
  BufferPool::Memory& memory = slot_ == BufferPool::none ? own_ : pool_.slots_[slot_].memory;
  if (!memory) memory = pool_.allocate();
  bytes_ = {memory.get(), pool_.bytes_};
}

Buffer::~Buffer() {
  if (slot_ != BufferPool::none) pool_.push(slot_);
}

}  // namespace concbench
