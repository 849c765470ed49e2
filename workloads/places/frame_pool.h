// Memory for coroutine frames: a free list for each size, without locks, since a loop and its coroutines
// share one thread.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace concbench {

class FramePool {
 public:
  // The calling thread's. Its memory goes back by release(), not when the thread ends.
  static FramePool& here() {
    static constinit thread_local FramePool pool;
    return pool;
  }

  void* allocate(std::size_t bytes) {
    const std::size_t size_class = (bytes + grain - 1) / grain;
    if (size_class >= free_.size()) return ::operator new(bytes);
    void* frame = free_[size_class];
    if (frame)
      free_[size_class] = free_[size_class]->next;
    else
      frame = carve(size_class * grain);
    ++living_;
    return frame;
  }

  void free(void* frame, std::size_t bytes) {
    const std::size_t size_class = (bytes + grain - 1) / grain;
    if (size_class >= free_.size()) return ::operator delete(frame);
    free_[size_class] = new (frame) Free{free_[size_class]};
    if (--living_ == 0) rewind();
  }

  // Gives all memory back to the system, once no frame lives in it.
  void release();

 private:
  static constexpr std::size_t grain = 16;  // what operator new aligns to
  static constexpr std::size_t largest = 1024;

  struct Free {
    Free* next;
  };

  void* carve(std::size_t bytes);
  // With no frame left, memory is handed out from its beginning again: a free list that a million frames have
  // gone through leads all over memory, a cache miss for each.
  void rewind();

  std::array<Free*, largest / grain> free_{};
  std::vector<std::span<std::byte>> slabs_{};
  std::size_t used_slabs_ = 0;
  std::span<std::byte> unused_;  // the rest of the last slab in use
  std::size_t living_ = 0;
};

}  // namespace concbench
