#include "workloads/places/helpers.h"

#include <pthread.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <mutex>
#include <thread>
#include <utility>

#include "system/affinity.h"

namespace concbench {

struct HelperThreads::Pool {
  boost::asio::thread_pool threads{HelperThreads::count()};
};

std::size_t HelperThreads::count() {
  return std::min(32U, std::thread::hardware_concurrency() + 4);
}

std::shared_ptr<HelperThreads> HelperThreads::shared(const std::vector<std::int64_t>& cpus) {
  static std::mutex mutex;
  static std::weak_ptr<HelperThreads> current;
  const std::lock_guard lock(mutex);
  std::shared_ptr<HelperThreads> helpers = current.lock();
  if (!helpers) {
    helpers.reset(new HelperThreads(cpus));
    current = helpers;
  }
  return helpers;
}

HelperThreads::HelperThreads(std::vector<std::int64_t> cpus)
    : cpus_(std::move(cpus)), pool_(std::make_unique<Pool>()) {}

HelperThreads::~HelperThreads() {
  pool_->threads.join();
}

void HelperThreads::submit(std::function<void()> work) {
  boost::asio::post(pool_->threads, [this, work = std::move(work)] {
    thread_local const bool settled = settle();
    static_cast<void>(settled);
    work();
  });
}

// A thread begins with the CPU mask of the one that started it, which may be an event loop on a CPU of its
// own.
bool HelperThreads::settle() const {
  pthread_setname_np(pthread_self(), "helper");
  return cpus_.empty() || restrict_to(cpus_);
}

}  // namespace concbench
