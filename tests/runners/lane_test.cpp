#include "runners/lane.h"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "system/shared.h"

namespace concbench {
namespace {

constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();

std::vector<std::size_t> claim_sizes(Cursor& cursor) {
  std::vector<std::size_t> sizes;
  for (Range range = cursor.claim(); !range.empty(); range = cursor.claim())
    sizes.push_back(range.end - range.begin);
  return sizes;
}

TEST(cursor, deals_fixed_chunks_and_a_rest) {
  Cursor cursor;
  cursor.restart(10, 4, 2);
  EXPECT_THAT(claim_sizes(cursor), testing::ElementsAre(4, 4, 2));
}

TEST(cursor, guided_claims_are_a_quarter_share_of_what_remains) {
  Cursor cursor;
  cursor.restart(64, 0, 2);
  const std::vector<std::size_t> sizes = claim_sizes(cursor);
  EXPECT_EQ(sizes.front(), 8u);
  EXPECT_EQ(sizes[1], 7u);
  EXPECT_EQ(sizes.back(), 1u);
}

TEST(cursor, a_chunk_beyond_the_size_is_one_claim_and_never_wraps_around) {
  for (const std::size_t chunk : {huge, huge / 2 + 1, huge / 4 + 1}) {
    Cursor cursor;
    cursor.restart(10, chunk, 2);
    EXPECT_THAT(claim_sizes(cursor), testing::ElementsAre(10));
    for (int lane = 0; lane < 1000; ++lane) EXPECT_TRUE(cursor.claim().empty());
  }
}

TEST(cursor, more_lanes_than_tasks_get_one_task_each) {
  Cursor cursor;
  cursor.restart(3, 0, 1'000'000);
  EXPECT_THAT(claim_sizes(cursor), testing::ElementsAre(1, 1, 1));
}

TEST(cursor, is_exhausted_only_after_the_last_claim) {
  Cursor cursor;
  cursor.restart(2, 1, 1);
  cursor.claim();
  EXPECT_FALSE(cursor.exhausted());
  cursor.claim();
  EXPECT_TRUE(cursor.exhausted());
}

TEST(cursor, starts_over) {
  Cursor cursor;
  cursor.restart(5, 2, 1);
  claim_sizes(cursor);
  cursor.restart(3, 2, 1);
  EXPECT_THAT(claim_sizes(cursor), testing::ElementsAre(2, 1));
}

class Lanes : public testing::TestWithParam<std::size_t> {};

TEST_P(Lanes, of_one_process_get_every_task_once) {
  constexpr std::size_t size = 10'007;
  Cursor cursor;
  cursor.restart(size, GetParam(), 4);
  std::vector<std::atomic<int>> counts(size);
  {
    std::vector<std::jthread> lanes;
    for (int lane = 0; lane < 4; ++lane)
      lanes.emplace_back([&] {
        for (Range range = cursor.claim(); !range.empty(); range = cursor.claim())
          for (std::size_t task = range.begin; task < range.end; ++task) ++counts[task];
      });
  }
  for (const std::atomic<int>& count : counts) ASSERT_EQ(count, 1);
}

TEST_P(Lanes, of_several_processes_get_every_task_once) {
  constexpr std::size_t size = 10'007;
  Shared<Cursor> cursor;
  SharedArray<std::atomic<int>> counts(size);
  cursor->restart(size, GetParam(), 4);
  for (int lane = 0; lane < 4; ++lane) {
    if (fork() != 0) continue;
    for (Range range = cursor->claim(); !range.empty(); range = cursor->claim())
      for (std::size_t task = range.begin; task < range.end; ++task) ++counts[task];
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
  for (std::size_t task = 0; task < size; ++task) ASSERT_EQ(counts[task], 1);
}

INSTANTIATE_TEST_SUITE_P(chunks, Lanes, testing::Values(0, 1, 3, huge), testing::PrintToStringParamName());

template <class Error>
void capture(Error& error, const char* message) {
  try {
    throw std::invalid_argument(message);
  } catch (...) {
    error.capture();
  }
}

TEST(first_error, is_the_first_and_keeps_its_type) {
  FirstError error;
  EXPECT_FALSE(error.any());
  EXPECT_NO_THROW(error.rethrow_if_any());
  capture(error, "one");
  capture(error, "two");
  EXPECT_TRUE(error.any());
  EXPECT_THAT([&] { error.rethrow_if_any(); }, testing::ThrowsMessage<std::invalid_argument>("one"));
}

TEST(shared_error, brings_the_first_message_out_of_another_process) {
  Shared<SharedError> error;
  EXPECT_NO_THROW(error->rethrow_if_any());
  if (fork() == 0) {
    capture(*error, "one");
    capture(*error, "two");
    _exit(0);
  }
  wait(nullptr);
  EXPECT_TRUE(error->any());
  EXPECT_THAT([&] { error->rethrow_if_any(); }, testing::ThrowsMessage<std::runtime_error>("one"));
}

TEST(shared_error, cuts_off_what_is_too_long) {
  Shared<SharedError> error;
  capture(*error, std::string(5000, 'x').c_str());
  EXPECT_THAT([&] { error->rethrow_if_any(); },
              testing::ThrowsMessage<std::runtime_error>(
                  testing::AllOf(testing::SizeIs(testing::Gt(900u)), testing::SizeIs(testing::Lt(5000u)))));
}

TEST(shared_error, says_so_when_what_was_thrown_is_no_exception) {
  Shared<SharedError> error;
  try {
    throw 42;
  } catch (...) {
    error->capture();
  }
  EXPECT_THAT([&] { error->rethrow_if_any(); },
              testing::ThrowsMessage<std::runtime_error>(testing::HasSubstr("no std::exception")));
}

}  // namespace
}  // namespace concbench
