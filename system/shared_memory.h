// Memory that a process shares with those it forks. Linux only: huge pages for shared memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace concbench {

// Zeroed bytes, aligned to a page, all present. Tasks' inputs and outputs lie here: in private memory a
// forked worker would copy every page it writes, and its outputs would reach nobody who checks them.
class SharedMemory {
 public:
  // Throws Unsupported where this machine has less memory, std::system_error where the system refuses.
  explicit SharedMemory(std::size_t bytes);
  ~SharedMemory();
  SharedMemory(SharedMemory&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;

  // Maps every page into this process: one that was forked would else do so as it uses them.
  void touch() const noexcept;

  std::uint8_t* data() const { return data_; }
  std::span<std::uint8_t> bytes() const { return {data_, size_}; }

 private:
  std::uint8_t* data_;
  std::size_t size_;
};

}  // namespace concbench
