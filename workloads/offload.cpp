#include "workloads/offload.h"

#include <algorithm>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <optional>
#include <thread>

namespace concbench {
namespace {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using UseAwaitable = asio::use_awaitable_t<Executor>;

// A service of the io_context, whose destructor shuts it down: no thread outlives the event loop it works
// for.
class OffloadThreads final : public asio::execution_context::service {
 public:
  using key_type = OffloadThreads;
  static inline asio::execution_context::id id;

  explicit OffloadThreads(asio::execution_context& context)
      : service(context), pool_(std::in_place, std::min(32U, std::thread::hardware_concurrency() + 4)) {}

  asio::thread_pool& pool() { return *pool_; }

 private:
  void shutdown() override {
    pool_->stop();
    pool_.reset();  // joins, and drops what has not begun
  }

  std::optional<asio::thread_pool> pool_;
};

}  // namespace

Co<std::uint64_t> offload(std::function<std::uint64_t()> work) {
  const Executor executor = co_await asio::this_coro::executor;
  auto start = [executor, work = std::move(work)](auto handler) mutable {
    // Tracked: the event loop must not think that it has nothing left to do.
    auto home = asio::prefer(executor, asio::execution::outstanding_work.tracked);
    auto on_thread = [home, work = std::move(work), handler = std::move(handler)]() mutable {
      std::uint64_t result = 0;
      std::exception_ptr failure;
      try {
        result = work();
      } catch (...) {
        failure = std::current_exception();
      }
      asio::post(home,
                 [handler = std::move(handler), failure, result]() mutable { handler(failure, result); });
    };
    asio::post(asio::use_service<OffloadThreads>(executor.context()).pool(), std::move(on_thread));
  };
  co_return co_await asio::async_initiate<const UseAwaitable, void(std::exception_ptr, std::uint64_t)>(
      std::move(start), UseAwaitable{});
}

}  // namespace concbench
