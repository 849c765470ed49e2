// Memory that a process shares with the workers it forks afterwards.
#pragma once

#include <sys/mman.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <system_error>
#include <type_traits>
#include <utility>

namespace concbench {

// MAP_SHARED pages, zero at first. Throws std::system_error.
class SharedPages {
 public:
  explicit SharedPages(std::size_t bytes) : bytes_(bytes) {
    address_ = mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (address_ == MAP_FAILED)
      throw std::system_error(errno, std::system_category(), "cannot map shared memory");
  }
  ~SharedPages() { munmap(address_, bytes_); }
  SharedPages(const SharedPages&) = delete;
  SharedPages& operator=(const SharedPages&) = delete;

  void* address() const { return address_; }

 private:
  std::size_t bytes_;
  void* address_;
};

// One object in shared memory. Its destructor is never run: workers may still look at it.
template <class T>
requires std::is_trivially_destructible_v<T>
class Shared {
 public:
  template <class... Arguments>
  explicit Shared(Arguments&&... arguments)
      : object_(new (pages_.address()) T{std::forward<Arguments>(arguments)...}) {}

  T* operator->() { return object_; }
  T& operator*() { return *object_; }

 private:
  SharedPages pages_{sizeof(T)};
  T* object_;
};

// `count` value-initialised objects in shared memory, at least one.
template <class T>
requires std::is_trivially_destructible_v<T>
class SharedArray {
 public:
  explicit SharedArray(std::size_t count)
      : pages_(count * sizeof(T)), first_(static_cast<T*>(pages_.address())) {
    std::uninitialized_value_construct_n(first_, count);
  }

  T& operator[](std::size_t index) { return first_[index]; }

 private:
  SharedPages pages_;
  T* first_;
};

// The first exception of a run, for lanes in several processes: its message, as the object itself cannot
// leave its process. Lies in shared memory. (FirstError in lane.h is the same within one process.)
class SharedError {
 public:
  // In a catch block.
  void capture() noexcept {
    if (any_.exchange(true, std::memory_order_relaxed)) return;
    try {
      throw;
    } catch (const std::exception& error) {
      std::strncpy(message_, error.what(), sizeof message_ - 1);
    } catch (...) {
      std::strncpy(message_, "a task threw something that is no std::exception", sizeof message_ - 1);
    }
  }

  // Once true, lanes finish the task they hold and claim no more.
  bool any() const { return any_.load(std::memory_order_relaxed); }

  // After all lanes are done.
  void rethrow_if_any() const {
    if (any()) throw std::runtime_error(message_);
  }

 private:
  std::atomic<bool> any_ = false;
  char message_[1000] = {};  // longer ones are cut off
};

}  // namespace concbench
