// Where a Boost.Asio coroutine runs: the words of worker.h with co_await.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <cstdint>
#include <span>

#include "workloads/worker.h"

namespace concbench {

// One for each task that is in progress at a time: it holds that task's timer.
class AsioCo {
 public:
  // The concrete executor costs a third less memory and time than the type-erased default.
  using Executor = boost::asio::io_context::executor_type;
  template <class T>
  using Task = boost::asio::awaitable<T, Executor>;

  explicit AsioCo(boost::asio::io_context& context) : context_(context), timer_(context) {}

  Task<void> sleep_until(TimePoint when) {
    timer_.expires_at(when);
    return timer_.async_wait(boost::asio::use_awaitable_t<Executor>{});
  }
  Task<void> ready(int fd, short events);
  Task<std::size_t> read_at(int fd, std::span<std::byte> buffer, std::uint64_t offset);
  Task<void> blocking(FunctionRef<void()> call);

  // Each part is called with a place of its own.
  using Part = FunctionRef<Task<void>(AsioCo&)>;
  Task<void> parallel_invoke(Part a, Part b);

  // For a task that has no form with co_await.
  Worker& worker() { return worker_; }

 private:
  using Timer = boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor>;

  boost::asio::io_context& context_;
  Timer timer_;
  Worker worker_;
};

// When a loop is made: its helper threads, if there will be any, may run where the calling thread may now,
// not only where the loop's own thread is put later.
void prepare_helpers(boost::asio::io_context&);

}  // namespace concbench
