// The words of worker.h with co_await, for every kind of coroutine there is. A workload that waits writes its
// task twice: run(), and line for line the same as ONE template
//
//   template <class C>
//   typename C::template Task<std::uint64_t> await(std::size_t task, C& place) const;
//
// in which place.sleep_until(t), place.ready(fd, events), place.read_at(...), place.blocking(call) and
// place.parallel_invoke(a, b) are awaited, and derives from Suspending<itself>.
#pragma once

#include <cstddef>
#include <cstdint>

#include "workloads/places/asio_co.h"
#include "workloads/places/lean_co.h"
#include "workloads/workload.h"

namespace concbench {

// What a runner of coroutines of kind C looks for in a workload. Safe like Workload::run().
template <class C>
class Awaited {
 public:
  virtual ~Awaited() = default;
  virtual typename C::template Task<std::uint64_t> co_run(std::size_t task, C& place) const = 0;
};

template <class C, class Self>
class AwaitedBy : public Awaited<C> {
 public:
  typename C::template Task<std::uint64_t> co_run(std::size_t task, C& place) const final {
    return static_cast<const Self&>(*this).await(task, place);
  }
};

// All kinds of coroutines: a new one is added here, and no workload changes.
template <class Self>
class Suspending : public AwaitedBy<AsioCo, Self>, public AwaitedBy<LeanCo, Self> {};

// A task as a coroutine of kind C that leaves all of it to a helper thread.
template <class C>
typename C::template Task<std::uint64_t> run_elsewhere(const Workload& workload, std::size_t task, C& place) {
  std::uint64_t result = 0;
  auto run = [&] { result = workload.run(task, place.worker()); };
  co_await place.blocking(run);
  co_return result;
}

// The tasks of a workload as coroutines of kind C. One without a form of its own runs to its end at once, or
// on a helper thread where it would keep the loop waiting.
template <class C>
class AsCoroutines {
 public:
  using Task = typename C::template Task<std::uint64_t>;

  explicit AsCoroutines(const Workload& workload)
      : workload_(workload), awaited_(dynamic_cast<const Awaited<C>*>(&workload)) {}

  Task operator()(std::size_t task, C& place) const {
    if (awaited_) return awaited_->co_run(task, place);
    return workload_.blocks() ? run_elsewhere(workload_, task, place) : at_once(workload_, task, place);
  }

 private:
  static Task at_once(const Workload& workload, std::size_t task, C& place) {
    co_return workload.run(task, place.worker());
  }

  const Workload& workload_;
  const Awaited<C>* awaited_;
};

}  // namespace concbench
