// Threads that carry out blocking calls for an event loop, as asyncio's default executor does for
// asyncio.to_thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <vector>

#include "system/affinity.h"
#include "system/function_ref.h"

namespace concbench {

// A loop's share in the one pool of its process, which is made for the first call and ends with the last loop
// that used it. Its threads are called "helper", and may run where the thread may that makes this object,
// whatever the CPU that the loop is pinned to later.
class HelperThreads {
 public:
  // As many as asyncio has (concurrent.futures.ThreadPoolExecutor of Python 3.8 or later): the CPUs and 4
  // more, at most 32.
  static std::size_t count();

  // Carries out call() on one of them, and there done(what it threw), which must not throw.
  void submit(FunctionRef<void()> call, std::function<void(std::exception_ptr)> done);

 private:
  struct Pool;
  std::vector<std::int64_t> cpus_ = allowed_cpus();
  std::shared_ptr<Pool> pool_;
};

}  // namespace concbench
