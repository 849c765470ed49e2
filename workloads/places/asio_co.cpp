#include "workloads/places/asio_co.h"

#include <poll.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/basic_random_access_file.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <exception>
#include <system_error>
#include <utility>

#include "system/affinity.h"
#include "system/reactor.h"
#include "workloads/places/helpers.h"

namespace concbench {
namespace {

namespace asio = boost::asio;
using Executor = AsioCo::Executor;
using UseAwaitable = asio::use_awaitable_t<Executor>;
constexpr auto as_tuple = asio::as_tuple(UseAwaitable{});

// The helper threads, as a service of the io_context: let go when the loop ends.
class Helpers final : public asio::execution_context::service {
 public:
  using key_type = Helpers;
  static inline asio::execution_context::id id;

  explicit Helpers(asio::execution_context& context) : service(context), cpus_(allowed_cpus()) {}

  HelperThreads& threads() {
    if (!threads_) threads_ = HelperThreads::shared(cpus_);
    return *threads_;
  }

 private:
  void shutdown() override { threads_.reset(); }

  std::vector<std::int64_t> cpus_;
  std::shared_ptr<HelperThreads> threads_;
};

// An object of Asio's around a descriptor that belongs to the task.
template <class Object>
class Borrowed {
 public:
  Borrowed(asio::io_context& context, int fd) : object_(context, fd) {}
  ~Borrowed() {
    try {
      object_.release();
    } catch (const boost::system::system_error&) {
      // It was not registered: there is nothing to give back.
    }
  }
  Object* operator->() { return &object_; }

 private:
  Object object_;
};

}  // namespace

void prepare_helpers(asio::io_context& context) {
  asio::use_service<Helpers>(context);
}

AsioCo::Task<void> AsioCo::ready(int fd, short events) {
  using Stream = asio::posix::basic_stream_descriptor<Executor>;
  Borrowed<Stream> descriptor(context_, fd);
  const auto what = (events & POLLOUT) != 0 ? Stream::wait_write : Stream::wait_read;
  const auto [error] = co_await descriptor->async_wait(what, as_tuple);
  if (error) throw std::system_error(error, "cannot wait for a descriptor");
}

AsioCo::Task<std::size_t> AsioCo::read_at(int fd, std::span<std::byte> buffer, std::uint64_t offset) {
  require_io_uring();
  Borrowed<asio::basic_random_access_file<Executor>> file(context_, fd);
  const auto [error, got] =
      co_await file->async_read_some_at(offset, asio::buffer(buffer.data(), buffer.size()), as_tuple);
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
    asio::use_service<Helpers>(context_).threads().submit([home, call, shared]() mutable {
      std::exception_ptr failure;
      try {
        call();
      } catch (...) {
        failure = std::current_exception();
      }
      asio::post(home, [shared = std::move(shared), failure]() mutable { (*shared)(failure); });
    });
  };
  co_await asio::async_initiate<const UseAwaitable, void(std::exception_ptr)>(std::move(start),
                                                                              UseAwaitable{});
}

}  // namespace concbench
