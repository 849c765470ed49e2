// A checksum that costs next to nothing beside a read of memory, and that depends on where each word stands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "workloads/splitmix.h"

namespace concbench {

// The sum modulo 2^64 of word[i] xor (i + 1) * golden_gamma over the 64-bit words of the bytes as they lie in
// memory, a last partial word filled up with zeros. An addition commutes, so vectors of any width compute it
// too.
class Checksum {
 public:
  // Adds the bytes that follow those added so far. Only the last piece may be no multiple of 8 bytes long.
  void add(std::span<const std::byte> bytes) {
    const std::size_t words = bytes.size() / sizeof(std::uint64_t);
    std::uint64_t sum = sum_;
    std::uint64_t position = position_;
    for (std::size_t i = 0; i < words; ++i) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data() + i * sizeof word, sizeof word);
      position += golden_gamma;
      sum += word ^ position;
    }
    if (const std::size_t tail = bytes.size() % sizeof(std::uint64_t); tail != 0) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data() + words * sizeof word, tail);
      position += golden_gamma;
      sum += word ^ position;
    }
    sum_ = sum;
    position_ = position;
  }

  std::uint64_t value() const { return sum_; }

 private:
  std::uint64_t sum_ = 0;
  std::uint64_t position_ = 0;
};

}  // namespace concbench
