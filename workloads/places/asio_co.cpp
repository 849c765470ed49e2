#include "workloads/places/asio_co.h"

#include <poll.h>
#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/basic_random_access_file.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <exception>
#include <optional>
#include <system_error>
#include <utility>

#include "system/error.h"
#include "system/reactor.h"
#include "workloads/places/helpers.h"

namespace concbench {
namespace {

namespace asio = boost::asio;
using Executor = AsioCo::Executor;
using UseAwaitable = asio::use_awaitable_t<Executor>;

// The helper threads, as a service of the io_context: let go when the loop ends.
class Helpers final : public asio::execution_context::service {
 public:
  using key_type = Helpers;
  static inline asio::execution_context::id id;

  explicit Helpers(asio::execution_context& context) : service(context) {}

  std::optional<HelperThreads> threads{std::in_place};

 private:
  void shutdown() override { threads.reset(); }
};

// A file of Asio's around a descriptor that belongs to the task.
struct BorrowedFile : asio::basic_random_access_file<Executor> {
  using basic_random_access_file::basic_random_access_file;
  ~BorrowedFile() {
    boost::system::error_code not_registered;  // then there is nothing to give back
    release(not_registered);
  }
};

}  // namespace

void prepare_helpers(asio::io_context& context) {
  asio::use_service<Helpers>(context);
}

AsioCo::Task<void> AsioCo::ready(int fd, short events) {
  using namespace asio::experimental::awaitable_operators;
  using Stream = asio::posix::basic_stream_descriptor<Executor>;
  pollfd now{.fd = fd, .events = events, .revents = 0};
  if (checked(poll(&now, 1, 0), "poll") > 0) co_return;  // a file is always ready, and epoll knows none
  // Of its own: Asio knows a descriptor once, and another task may wait for the same.
  Stream descriptor(context_, checked(dup(fd), "cannot wait for a descriptor"));
  if ((events & POLLIN) != 0 && (events & POLLOUT) != 0)
    co_await (descriptor.async_wait(Stream::wait_read, UseAwaitable{}) ||
              descriptor.async_wait(Stream::wait_write, UseAwaitable{}));
  else
    co_await descriptor.async_wait((events & POLLOUT) != 0 ? Stream::wait_write : Stream::wait_read,
                                   UseAwaitable{});
}

AsioCo::Task<std::size_t> AsioCo::read_at(int fd, std::span<std::byte> buffer, std::uint64_t offset) {
  constexpr unsigned entries_of_asio = 16384;  // of its one ring (detail/io_uring_service.hpp)
  require_io_uring(entries_of_asio);
  BorrowedFile file(context_, fd);
  const auto [error, got] = co_await file.async_read_some_at(
      offset, asio::buffer(buffer.data(), buffer.size()), asio::as_tuple(UseAwaitable{}));
  if (error && error != asio::error::eof) throw std::system_error(error, "read");
  co_return got;
}

AsioCo::Task<void> AsioCo::parallel_invoke(Part a, Part b) {
  using namespace asio::experimental::awaitable_operators;
  AsioCo first(context_), second(context_);
  co_await (a(first) && b(second));
}

AsioCo::Task<void> AsioCo::blocking(FunctionRef<void()> call) {
  auto start = [this, call](auto handler) {
    // Tracked: the event loop must not think that it has nothing left to do.
    auto home = asio::prefer(context_.get_executor(), asio::execution::outstanding_work.tracked);
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    asio::use_service<Helpers>(context_).threads->submit(call, [home,
                                                                shared](std::exception_ptr failure) mutable {
      asio::post(home, [shared = std::move(shared), failure = std::move(failure)] { (*shared)(failure); });
    });
  };
  co_await asio::async_initiate<const UseAwaitable, void(std::exception_ptr)>(std::move(start),
                                                                              UseAwaitable{});
}

}  // namespace concbench
