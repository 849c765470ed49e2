// The coroutine type of lean_co.h.
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <utility>

#include "workloads/places/frame_pool.h"

namespace concbench {

// Frames come from the pool of the thread that makes them, and that thread alone runs and ends them.
struct LeanFrame {
  static void* operator new(std::size_t bytes) { return FramePool::here().allocate(bytes); }
  static void operator delete(void* frame, std::size_t bytes) { FramePool::here().free(frame, bytes); }
};

template <class T>
class LeanResult {
 public:
  void return_value(T value) { value_ = value; }
  T value() const { return value_; }

 private:
  T value_{};
};

template <>
class LeanResult<void> {
 public:
  void return_void() const {}
  void value() const {}
};

// Starts when it is awaited, and goes on with whoever awaits it when it ends. Throws what the coroutine
// threw.
template <class T>
class [[nodiscard]] LeanTask {
 public:
  class promise_type;
  using Handle = std::coroutine_handle<promise_type>;

  LeanTask(LeanTask&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  LeanTask& operator=(LeanTask&&) = delete;
  ~LeanTask() {
    if (handle_) handle_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  // Runs up to where it first waits; one that is done by then is not waited for. A chain of such tasks takes
  // no stack in any build: compilers make the calls of symmetric transfer into jumps only where they
  // optimise.
  bool await_suspend(std::coroutine_handle<> waiter) {
    handle_.resume();
    if (handle_.done()) return false;
    handle_.promise().waiter_ = waiter;
    return true;
  }
  T await_resume() {
    if (handle_.promise().error_) std::rethrow_exception(handle_.promise().error_);
    return handle_.promise().value();
  }

 private:
  explicit LeanTask(Handle handle) : handle_(handle) {}

  Handle handle_;
};

template <class T>
class LeanTask<T>::promise_type : public LeanFrame, public LeanResult<T> {
 public:
  LeanTask get_return_object() { return LeanTask(Handle::from_promise(*this)); }
  std::suspend_always initial_suspend() noexcept { return {}; }
  auto final_suspend() noexcept {
    struct ToWaiter {
      std::coroutine_handle<> waiter;
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return waiter; }
      void await_resume() noexcept {}
    };
    return ToWaiter{waiter_};
  }
  void unhandled_exception() noexcept { error_ = std::current_exception(); }

 private:
  friend class LeanTask;
  std::coroutine_handle<> waiter_ = std::noop_coroutine();
  std::exception_ptr error_;
};

// Runs at once up to where it first waits, and ends by itself: nobody awaits it, so nothing may leave it.
struct LeanLane {
  struct promise_type : LeanFrame {
    LeanLane get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::terminate(); }
  };
};

}  // namespace concbench
