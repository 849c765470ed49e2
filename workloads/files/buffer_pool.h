// Buffers that tasks read into, reused rather than allocated and paged in anew for every task.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>

namespace concbench {

// Hands out buffers of one size from a free list without locks, so that no thread waits for one that lost its
// CPU, and the last one returned, whose memory is still in the cache, goes out first. A forked process goes
// on with a copy.
class BufferPool {
 public:
  // Keeps up to `count` buffers of `bytes` each, a multiple of `alignment`; memory is taken on first use.
  BufferPool(std::size_t count, std::size_t bytes);

  // Buffers that exist; those beyond `count` are not kept.
  std::size_t allocated() const { return allocated_.load(std::memory_order_relaxed); }

  static constexpr std::size_t alignment = 4096;  // what O_DIRECT may ask for

 private:
  friend class Buffer;
  static constexpr std::uint32_t none = 0xffff'ffff;

  struct Free {
    void operator()(std::byte* memory) const { std::free(memory); }
  };
  using Memory = std::unique_ptr<std::byte[], Free>;
  struct Slot {
    Memory memory;
    std::atomic<std::uint32_t> next{none};
  };

  std::uint32_t pop();
  void push(std::uint32_t slot);
  Memory allocate();

  std::size_t bytes_;
  std::unique_ptr<Slot[]> slots_;
  // The first free slot in the lower half. The upper half counts the changes, so that a list which was
  // changed and changed back between the look and the exchange of a pop does not look the same.
  std::atomic<std::uint64_t> head_{none};
  std::atomic<std::size_t> allocated_{0};
};

// One buffer, taken for the life of this object. The pool outlives it.
class Buffer {
 public:
  explicit Buffer(BufferPool& pool);
  ~Buffer();

  std::span<std::byte> bytes() const { return bytes_; }

 private:
  BufferPool& pool_;
  std::uint32_t slot_;
  BufferPool::Memory own_;  // where the pool had no slot left
  std::span<std::byte> bytes_;
};

}  // namespace concbench
