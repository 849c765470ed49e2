#include "system/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace concbench {
namespace {

using testing::ThrowsMessage;

TEST(Errno, is_thrown_with_what_was_tried_and_in_the_systems_words) {
  EXPECT_THAT([] { throw_errno("cannot fork", EAGAIN); },
              ThrowsMessage<std::system_error>("cannot fork: Resource temporarily unavailable"));
  EXPECT_THAT(
      [] {
        errno = ENOENT;
        throw_errno("open", "/some file");
      },
      ThrowsMessage<std::system_error>("open '/some file': No such file or directory"));
  try {
    throw_errno("open", EACCES);
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::permission_denied);
  }
}

TEST(Errno, a_result_that_is_no_failure_is_handed_through) {
  EXPECT_EQ(checked(7, "call"), 7);
  EXPECT_EQ(checked(0, "call"), 0);
  EXPECT_THAT(
      [] {
        errno = EIO;
        checked(-1, "call");
      },
      ThrowsMessage<std::system_error>("call: Input/output error"));
}

TEST(Errno, an_interrupted_call_is_made_again_and_no_other) {
  int calls = 0;
  EXPECT_EQ(retried([&] {
              errno = EINTR;
              return ++calls < 3 ? -1 : calls;
            }),
            3);
  EXPECT_EQ(retried([&] {
              errno = EIO;
              ++calls;
              return -1;
            }),
            -1);
  EXPECT_EQ(calls, 4);
}

}  // namespace
}  // namespace concbench
