// Deliberately without the runners' own parts: no lanes, no errors, no workers announced.
#include "tools/bars/by_hand.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/combinable.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/partitioner.h>
#include <oneapi/tbb/task_arena.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/fiber/fiber.hpp>
#include <condition_variable>
#include <coroutine>
#include <deque>
#include <exception>
#include <future>
#include <iterator>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "workloads/awaited.h"

namespace concbench::bench {
namespace {

using Sum = std::atomic<std::uint64_t>;

// A task where a worker is not worth keeping.
std::uint64_t run_task(const Workload& workload, std::size_t task) {
  Worker worker;
  return workload.run(task, worker);
}

std::uint64_t sequential(const Workload& workload) {
  std::uint64_t sum = 0;
  Worker worker;
  for (std::size_t task = 0; task < workload.size(); ++task) sum += workload.run(task, worker);
  return sum;
}

// Joins the oldest thread for each new one: simpler than the runner, and a long task holds up all after it.
std::uint64_t thread_per_task_in_turn(const Workload& workload, std::size_t concurrency) {
  Sum sum = 0;
  std::deque<std::jthread> alive;
  for (std::size_t task = 0; task < workload.size(); ++task) {
    if (alive.size() == concurrency) alive.pop_front();
    alive.emplace_back([&, task] { sum += run_task(workload, task); });
  }
  alive.clear();
  return sum;
}

// A freed slot is refilled at once, as the runner does it.
std::uint64_t thread_per_task(const Workload& workload, std::size_t concurrency) {
  Sum sum = 0;
  std::mutex mutex;
  std::condition_variable freed;
  std::vector<std::size_t> free;
  std::vector<std::jthread> slots(std::min(concurrency, workload.size()));
  for (std::size_t task = 0; task < workload.size(); ++task) {
    std::size_t slot = task;
    if (task >= slots.size()) {
      std::unique_lock lock(mutex);
      freed.wait(lock, [&] { return !free.empty(); });
      slot = free.back();
      free.pop_back();
    }
    slots[slot] = {};
    slots[slot] = std::jthread([&, task, slot] {
      sum += run_task(workload, task);
      bool first = false;
      {
        const std::lock_guard lock(mutex);
        free.push_back(slot);
        first = free.size() == 1;
      }
      if (first) freed.notify_one();
    });
  }
  slots.clear();
  return sum;
}

// Takes tasks from a counter, one at a time or a quarter of a fair share.
std::uint64_t drain(const Workload& workload, std::atomic<std::size_t>& next, std::size_t workers,
                    std::size_t chunk) {
  std::uint64_t sum = 0;
  Worker worker;
  const std::size_t size = workload.size();
  if (chunk == 1) {
    for (std::size_t task; (task = next.fetch_add(1, std::memory_order_relaxed)) < size;)
      sum += workload.run(task, worker);
    return sum;
  }
  for (std::size_t begin = next.load(); begin < size;) {
    const std::size_t end = begin + std::max<std::size_t>(1, (size - begin) / (4 * workers));
    if (!next.compare_exchange_weak(begin, end)) continue;
    for (std::size_t task = begin; task < end; ++task) sum += workload.run(task, worker);
    begin = next.load();
  }
  return sum;
}

class Threads {
 public:
  Threads(const Workload& workload, std::size_t concurrency, std::size_t chunk)
      : barrier_(static_cast<std::ptrdiff_t>(concurrency + 1)) {
    for (std::size_t i = 0; i < concurrency; ++i)
      threads_.emplace_back([this, &workload, concurrency, chunk] {
        for (barrier_.arrive_and_wait(); !over_; barrier_.arrive_and_wait()) {
          sum_ += drain(workload, next_, concurrency, chunk);
          barrier_.arrive_and_wait();
        }
      });
  }
  ~Threads() {
    over_ = true;
    barrier_.arrive_and_wait();
  }
  std::uint64_t run() {
    next_ = 0;
    sum_ = 0;
    barrier_.arrive_and_wait();
    barrier_.arrive_and_wait();
    return sum_;
  }

 private:
  std::barrier<> barrier_;
  std::atomic<std::size_t> next_ = 0;
  Sum sum_ = 0;
  std::atomic<bool> over_ = false;
  std::vector<std::jthread> threads_;
};

class Pool {
 public:
  Pool(const Workload& workload, std::size_t concurrency) : workload_(workload) {
    for (std::size_t i = 0; i < concurrency; ++i) threads_.emplace_back([this] { serve(); });
  }
  ~Pool() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    ready_.notify_all();
  }
  std::uint64_t run() {
    std::vector<std::future<std::uint64_t>> results;
    for (std::size_t task = 0; task < workload_.size(); ++task) {
      std::packaged_task<std::uint64_t()> job([this, task] { return run_task(workload_, task); });
      results.push_back(job.get_future());
      {
        const std::lock_guard lock(mutex_);
        queue_.push_back(std::move(job));
      }
      ready_.notify_one();
    }
    std::uint64_t sum = 0;
    for (auto& result : results) sum += result.get();
    return sum;
  }

 private:
  void serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
      ready_.wait(lock, [this] { return over_ || !queue_.empty(); });
      if (queue_.empty()) return;
      auto job = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      job();
      lock.lock();
    }
  }

  const Workload& workload_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::packaged_task<std::uint64_t()>> queue_;
  bool over_ = false;
  std::vector<std::jthread> threads_;
};

// Zeroed and shared with forked processes; kept until the program ends.
template <class T>
T& shared() {
  return *static_cast<T*>(
      mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
}

std::uint64_t process_per_task(const Workload& workload, std::size_t concurrency) {
  static Sum& sum = shared<Sum>();
  sum = 0;
  std::size_t alive = 0;
  for (std::size_t task = 0; task < workload.size(); ++task) {
    if (alive == concurrency)
      wait(nullptr);
    else
      ++alive;
    if (fork() == 0) {
      sum += run_task(workload, task);
      _exit(0);
    }
  }
  while (wait(nullptr) > 0) {
  }
  return sum;
}

// Forked workers, a pipe to each's common input and a pipe of results.
class Processes {
 public:
  template <class Body>
  Processes(std::size_t concurrency, Body body) {
    if (pipe(to_) != 0 || pipe(from_) != 0) throw std::runtime_error("pipe");
    for (std::size_t i = 0; i < concurrency; ++i)
      if (fork() == 0) {
        close(to_[1]);
        for (std::uint64_t word; read(to_[0], &word, sizeof word) == sizeof word;) {
          const std::uint64_t result = body(word);
          if (write(from_[1], &result, sizeof result) != sizeof result) break;
        }
        _exit(0);
      }
  }
  ~Processes() {
    close(to_[1]);
    while (wait(nullptr) > 0) {
    }
    for (const int fd : {to_[0], from_[0], from_[1]}) close(fd);
  }
  void send(std::uint64_t word) {
    if (write(to_[1], &word, sizeof word) != sizeof word) throw std::runtime_error("write");
  }
  std::uint64_t receive() {
    std::uint64_t word = 0;
    if (read(from_[0], &word, sizeof word) != sizeof word) throw std::runtime_error("read");
    return word;
  }

 private:
  int to_[2], from_[2];
};

ByHand processes(const Workload& workload, std::size_t concurrency, std::size_t chunk) {
  auto& next = shared<std::atomic<std::size_t>>();
  auto team = std::make_shared<Processes>(concurrency, [&, concurrency, chunk](std::uint64_t) {
    return drain(workload, next, concurrency, chunk);
  });
  return [&next, team, concurrency] {
    next = 0;
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < concurrency; ++i) team->send(0);
    for (std::size_t i = 0; i < concurrency; ++i) sum += team->receive();
    return sum;
  };
}

ByHand process_pool(const Workload& workload, std::size_t concurrency) {
  auto pool =
      std::make_shared<Processes>(concurrency, [&](std::uint64_t task) { return run_task(workload, task); });
  return [&workload, pool] {
    std::uint64_t sum = 0;
    std::size_t received = 0;
    constexpr std::size_t ahead = 1000;  // far from filling a pipe
    for (std::size_t task = 0; task < workload.size(); ++task) {
      pool->send(task);
      if (task >= ahead) sum += pool->receive(), ++received;
    }
    for (; received < workload.size(); ++received) sum += pool->receive();
    return sum;
  };
}

std::uint64_t tbb_loop(const Workload& workload, tbb::task_arena& arena, std::size_t chunk) {
  tbb::combinable<std::uint64_t> sums([] { return std::uint64_t{0}; });
  const auto body = [&](const tbb::blocked_range<std::size_t>& range) {
    std::uint64_t sum = 0;
    Worker worker;
    for (std::size_t task = range.begin(); task != range.end(); ++task) sum += workload.run(task, worker);
    sums.local() += sum;
  };
  arena.execute([&] {
    const tbb::blocked_range<std::size_t> all(0, workload.size(), 1);
    if (chunk == 0)
      tbb::parallel_for(all, body, tbb::auto_partitioner());
    else
      tbb::parallel_for(all, body, tbb::simple_partitioner());
  });
  return sums.combine(std::plus<>());
}

AsioCo::Task<void> lane(boost::asio::io_context& loop, const Workload& workload,
                        std::atomic<std::size_t>& next, Sum& sum) {
  AsioCo place(loop);
  const AsCoroutines<AsioCo> tasks(workload);
  for (std::size_t task; (task = next.fetch_add(1, std::memory_order_relaxed)) < workload.size();)
    sum.fetch_add(co_await tasks(task, place), std::memory_order_relaxed);
}

// Lanes spread over as many loops as there are threads; with one, the calling thread runs it.
std::uint64_t coroutines(const Workload& workload, std::size_t concurrency, std::size_t loops) {
  std::atomic<std::size_t> next = 0;
  Sum sum = 0;
  std::vector<std::unique_ptr<boost::asio::io_context>> contexts;
  for (std::size_t i = 0; i < loops; ++i) contexts.push_back(std::make_unique<boost::asio::io_context>(1));
  for (std::size_t i = 0; i < concurrency; ++i)
    co_spawn(*contexts[i % loops], lane(*contexts[i % loops], workload, next, sum), boost::asio::detached);
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < loops; ++i) threads.emplace_back([&contexts, i] { contexts[i]->run(); });
  contexts[0]->run();
  threads.clear();
  return sum;
}

#ifdef _OPENMP
std::uint64_t openmp(const Workload& workload, std::size_t concurrency) {
  const auto size = static_cast<std::int64_t>(workload.size());
  std::uint64_t sum = 0;
#pragma omp parallel for num_threads(static_cast <int>(concurrency)) schedule(dynamic, 1) reduction(+ : sum)
  for (std::int64_t task = 0; task < size; ++task) sum += run_task(workload, static_cast<std::size_t>(task));
  return sum;
}
#endif

// Each takes tasks until none is left: where none waits, the first does them all.
std::uint64_t fibers(const Workload& workload, std::size_t concurrency) {
  std::atomic<std::size_t> next = 0;
  Sum sum = 0;
  std::vector<boost::fibers::fiber> lanes;
  for (std::size_t i = 0; i < concurrency; ++i)
    lanes.emplace_back([&] { sum += drain(workload, next, concurrency, 1); });
  for (boost::fibers::fiber& one : lanes) one.join();
  return sum;
}

// A coroutine that begins at once and that nobody waits for.
struct Detached {
  struct promise_type {
    Detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

Detached bare_lane(const Workload& workload, std::atomic<std::size_t>& next, Sum& sum) {
  sum += drain(workload, next, 1, 1);
  co_return;
}

std::uint64_t bare_coroutines(const Workload& workload, std::size_t concurrency) {
  std::atomic<std::size_t> next = 0;
  Sum sum = 0;
  for (std::size_t i = 0; i < concurrency; ++i) bare_lane(workload, next, sum);
  return sum;
}

using W = const Workload&;
using N = std::size_t;

constexpr ByHandEntry loops[] = {
    {"sequential", [](W w, N, N) -> ByHand { return [&w] { return sequential(w); }; }},
    {"thread_per_task", [](W w, N c, N) -> ByHand { return [&w, c] { return thread_per_task(w, c); }; }},
    {"thread_per_task, in turn",
     [](W w, N c, N) -> ByHand { return [&w, c] { return thread_per_task_in_turn(w, c); }; }},
    {"threads",
     [](W w, N c, N chunk) -> ByHand {
       return [team = std::make_shared<Threads>(w, c, chunk)] { return team->run(); };
     }},
    {"thread_pool",
     [](W w, N c, N) -> ByHand { return [pool = std::make_shared<Pool>(w, c)] { return pool->run(); }; }},
    {"process_per_task", [](W w, N c, N) -> ByHand { return [&w, c] { return process_per_task(w, c); }; }},
    {"processes", processes},
    {"process_pool", [](W w, N c, N) { return process_pool(w, c); }},
    {"tbb",
     [](W w, N c, N chunk) -> ByHand {
       return [&w, chunk, arena = std::make_shared<tbb::task_arena>(static_cast<int>(c))] {
         return tbb_loop(w, *arena, chunk);
       };
     }},
    {"coroutines", [](W w, N c, N) -> ByHand { return [&w, c] { return coroutines(w, c, 1); }; }},
    {"coroutine_pool", [](W w, N c, N) -> ByHand { return [&w, c] { return coroutines(w, c, c); }; }},
#ifdef _OPENMP
    {"openmp", [](W w, N c, N) -> ByHand { return [&w, c] { return openmp(w, c); }; }},
#endif
    {"fibers", [](W w, N c, N) -> ByHand { return [&w, c] { return fibers(w, c); }; }},
    {"lean_coroutines", [](W w, N c, N) -> ByHand { return [&w, c] { return bare_coroutines(w, c); }; }},
};

}  // namespace

const ByHandEntry& by_hand(std::string_view runner) {
  const auto* const loop = std::ranges::find(loops, runner, &ByHandEntry::runner);
  if (loop == std::end(loops)) throw std::invalid_argument("no loop by hand");
  return *loop;
}

}  // namespace concbench::bench
