#include "runners/threads/thread_team.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace concbench {

std::vector<std::jthread> start_threads(std::size_t size, const std::function<void(std::size_t)>& body,
                                        const std::function<void()>& release) {
  std::vector<std::jthread> threads;
  threads.reserve(size);
  try {
    for (std::size_t index = 0; index < size; ++index) threads.emplace_back(body, index);
  } catch (const std::system_error& error) {
    release();
    throw std::system_error(error.code(),
                            fmt::format("cannot start thread {} of {}", threads.size() + 1, size));
  } catch (...) {
    release();
    throw;
  }
  return threads;
}

ThreadTeam::ThreadTeam(std::size_t size, Workers& workers, Work work)
    : workers_(workers), work_(std::move(work)), busy_(static_cast<std::uint32_t>(size)) {
  threads_ = start_threads(
      size, [this](std::size_t index) { serve(index); }, [this] { dismiss(); });
  wait_for_all();
}

ThreadTeam::~ThreadTeam() {
  dismiss();
}

void ThreadTeam::run() {
  busy_.store(static_cast<std::uint32_t>(threads_.size()), std::memory_order_relaxed);
  generation_.fetch_add(1, std::memory_order_release);
  generation_.notify_all();
  wait_for_all();
}

void ThreadTeam::serve(std::size_t index) {
  workers_.enter(index);
  Worker worker;
  done();
  // No generation is missed: the next one starts only after this thread has finished the one before.
  for (std::uint32_t generation = 0;; ++generation) {
    generation_.wait(generation, std::memory_order_acquire);
    if (dismissed_.load(std::memory_order_relaxed)) return;
    work_(index, worker);
    done();
  }
}

void ThreadTeam::done() {
  if (busy_.fetch_sub(1, std::memory_order_acq_rel) == 1) busy_.notify_one();
}

void ThreadTeam::wait_for_all() {
  for (std::uint32_t busy; (busy = busy_.load(std::memory_order_acquire)) != 0;)
    busy_.wait(busy, std::memory_order_acquire);
}

void ThreadTeam::dismiss() {
  dismissed_.store(true, std::memory_order_relaxed);
  generation_.fetch_add(1, std::memory_order_release);
  generation_.notify_all();
}

}  // namespace concbench
