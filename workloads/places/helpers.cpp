#include "workloads/places/helpers.h"

#include <pthread.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <mutex>
#include <thread>
#include <utility>

namespace concbench {

struct HelperThreads::Pool {
  explicit Pool(std::vector<std::int64_t> where) : cpus(std::move(where)) {}
  ~Pool() { threads.join(); }  // which its own destructor does without what is still in the queue

  static std::shared_ptr<Pool> of_process(const std::vector<std::int64_t>& cpus) {
    static std::mutex mutex;
    static std::weak_ptr<Pool> current;
    const std::lock_guard lock(mutex);
    std::shared_ptr<Pool> pool = current.lock();
    if (!pool) current = pool = std::make_shared<Pool>(cpus);
    return pool;
  }

  // A thread begins with the CPU mask of the one that started it, which may be an event loop on a CPU of its
  // own.
  bool settle() const {
    pthread_setname_np(pthread_self(), "helper");
    return cpus.empty() || restrict_to(cpus);
  }

  const std::vector<std::int64_t> cpus;
  boost::asio::thread_pool threads{count()};
};

std::size_t HelperThreads::count() {
  return std::min(32U, std::thread::hardware_concurrency() + 4);
}

void HelperThreads::submit(FunctionRef<void()> call, std::function<void(std::exception_ptr)> done) {
  if (!pool_) pool_ = Pool::of_process(cpus_);
  boost::asio::post(pool_->threads, [pool = pool_.get(), call, done = std::move(done)] {
    [[maybe_unused]] thread_local const bool settled = pool->settle();
    std::exception_ptr error;
    try {
      call();
    } catch (...) {
      error = std::current_exception();
    }
    done(std::move(error));  // which shall not be let go here while somebody catches it there
  });
}

}  // namespace concbench
