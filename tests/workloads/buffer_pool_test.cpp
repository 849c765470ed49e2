#include "workloads/files/buffer_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>
#include <vector>

namespace concbench {
namespace {

TEST(BufferPool, a_returned_buffer_is_the_next_one_out) {
  BufferPool pool(4, 4096);
  const std::byte* first = nullptr;
  {
    const Buffer buffer(pool);
    first = buffer.bytes().data();
  }
  for (int i = 0; i < 10; ++i) EXPECT_EQ(Buffer(pool).bytes().data(), first);
  EXPECT_EQ(pool.allocated(), 1U);
}

TEST(BufferPool, buffers_in_use_are_apart_and_aligned) {
  BufferPool pool(2, 8192);
  const Buffer a(pool);
  const Buffer b(pool);
  const Buffer beyond_the_slots(pool);
  std::set<std::uintptr_t> addresses;
  for (const Buffer* buffer : {&a, &b, &beyond_the_slots}) {
    ASSERT_EQ(buffer->bytes().size(), 8192U);
    const auto address = reinterpret_cast<std::uintptr_t>(buffer->bytes().data());
    EXPECT_EQ(address % BufferPool::alignment, 0U);
    addresses.insert(address / 8192);
  }
  EXPECT_EQ(addresses.size(), 3U);
}

TEST(BufferPool, no_two_threads_hold_the_same_buffer) {
  constexpr std::size_t lanes = 4;
  BufferPool pool(lanes, 4096);
  const auto in_use = [](const Buffer& buffer) {
    return std::atomic_ref<unsigned char>(*reinterpret_cast<unsigned char*>(buffer.bytes().data()));
  };
  {
    const Buffer all[lanes] = {Buffer(pool), Buffer(pool), Buffer(pool), Buffer(pool)};
    for (const Buffer& buffer : all) in_use(buffer) = 0;
  }
  std::atomic<int> shared{0};
  {
    std::vector<std::jthread> threads;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      threads.emplace_back([&] {
        for (int i = 0; i < 100'000; ++i) {
          const Buffer buffer(pool);
          if (in_use(buffer).exchange(1) != 0) ++shared;
          if (i % 64 == 0) std::this_thread::yield();
          in_use(buffer) = 0;
        }
      });
    }
  }
  EXPECT_EQ(shared, 0);
  EXPECT_EQ(pool.allocated(), lanes);
}

}  // namespace
}  // namespace concbench
