// Threads that carry out blocking calls for event loops, as asyncio's default executor does for
// asyncio.to_thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace concbench {

// One pool a process, however many event loops it has.
class HelperThreads {
 public:
  // As many as asyncio has (concurrent.futures.ThreadPoolExecutor of Python 3.8 or later): the CPUs and 4
  // more, at most 32.
  static std::size_t count();

  // The pool of this process: made when it is first asked for, ended with the last who holds it. Its threads
  // may run on `cpus`, whatever the CPU that the event loop is pinned to, and are called "helper".
  static std::shared_ptr<HelperThreads> shared(const std::vector<std::int64_t>& cpus);

  // Calls work() on one of them. It must not throw.
  void submit(std::function<void()> work);

  ~HelperThreads();
  HelperThreads(const HelperThreads&) = delete;
  HelperThreads& operator=(const HelperThreads&) = delete;

 private:
  explicit HelperThreads(std::vector<std::int64_t> cpus);
  bool settle() const;

  struct Pool;
  std::vector<std::int64_t> cpus_;
  std::unique_ptr<Pool> pool_;
};

}  // namespace concbench
