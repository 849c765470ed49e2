// Objects that a process shares with the workers it forks afterwards.
#pragma once

#include <semaphore.h>

#include <cerrno>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include "system/shared_memory.h"

namespace concbench {

// One object in shared memory. Its destructor is never run: workers may still look at it.
template <class T>
requires std::is_trivially_destructible_v<T>
class Shared {
 public:
  template <class... Arguments>
  explicit Shared(Arguments&&... arguments)
      : object_(new (memory_.data()) T{std::forward<Arguments>(arguments)...}) {}

  T* operator->() { return object_; }
  T& operator*() { return *object_; }

 private:
  SharedMemory memory_{sizeof(T)};
  T* object_;
};

// `count` value-initialised objects in shared memory, at least one.
template <class T>
requires std::is_trivially_destructible_v<T>
class SharedArray {
 public:
  explicit SharedArray(std::size_t count)
      : memory_(count * sizeof(T)), first_(reinterpret_cast<T*>(memory_.data())) {
    std::uninitialized_value_construct_n(first_, count);
  }

  T& operator[](std::size_t index) { return first_[index]; }

 private:
  SharedMemory memory_;
  T* first_;
};

// Lets processes wait for each other. Lies in shared memory. (std::counting_semaphore waits on futexes that
// are private to its process.)
class SharedSemaphore {
 public:
  SharedSemaphore() { sem_init(&semaphore_, /*pshared=*/1, 0); }

  void post() { sem_post(&semaphore_); }
  void wait() {
    while (sem_wait(&semaphore_) != 0 && errno == EINTR) {
    }
  }

 private:
  sem_t semaphore_;  // never destroyed: it is nothing but its memory
};

}  // namespace concbench
