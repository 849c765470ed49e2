// What a task may ask of the place where it runs, under every runner: each word of workloads/worker.h is
// kept, and a model that has something better to do than to block does it.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <set>

#include "system/descriptor.h"
#include "system/reactor.h"
#include "tests/support/runner_fakes.h"
#include "tests/support/scratch.h"

namespace concbench {
namespace {

// Runs `Body`, whose two forms are written below each other, in every task.
template <class Body>
class Words final : public Workload, public Suspending<Words<Body>> {
 public:
  Words(std::size_t size, Body body) : size_(size), body_(std::move(body)) {}
  std::size_t size() const override { return size_; }
  bool blocks() const override { return true; }
  Tally expected() const override { return {splitmix64_sum(size_), size_}; }
  std::uint64_t run(std::size_t task, Worker& worker) const override {
    body_.run(task, worker);
    return splitmix64(task);
  }
  template <class C>
  typename C::template Task<std::uint64_t> await(std::size_t task, C& place) const {
    co_await body_.await(task, place);
    co_return splitmix64(task);
  }

 private:
  std::size_t size_;
  Body body_;
};

class EveryWord : public testing::TestWithParam<RunnerEntry> {
 protected:
  template <class Body>
  void keep(std::size_t size, std::size_t concurrency, Body body) {
    const Words<Body> workload(size, std::move(body));
    Shared<fakes::Watch> watch;
    fakes::WatchingWorkers workers(*watch, 64);
    const auto runner =
        fakes::make_runner(GetParam(), workload, fakes::concurrency_for(GetParam(), concurrency), 1, workers);
    for (int run = 0; run < 3; ++run) EXPECT_EQ(runner->run(), workload.expected());
  }
  fakes::Watchdog watchdog_;
};

struct Sleeps {
  void run(std::size_t, Worker& worker) const {
    const TimePoint when = Clock::now() + std::chrono::milliseconds(2);
    worker.sleep_until(when);
    if (Clock::now() < when) throw std::logic_error("woken too early");
  }
  template <class C>
  typename C::template Task<void> await(std::size_t, C& place) const {
    const TimePoint when = Clock::now() + std::chrono::milliseconds(2);
    co_await place.sleep_until(when);
    if (Clock::now() < when) throw std::logic_error("woken too early");
  }
};

TEST_P(EveryWord, sleep_until_never_returns_early) {
  for (const std::size_t concurrency : {1u, 2u, 7u}) keep(20, concurrency, Sleeps{});
}

// Even tasks wait for an event that the odd task after them sends: two must be in progress, and where one
// thread does it all, the one that waits must not hold the other up.
struct Waits {
  std::vector<int> events;
  static void send(int fd) {
    const std::uint64_t one = 1;
    if (::write(fd, &one, sizeof one) != sizeof one) throw std::logic_error("not sent");
  }
  static void receive(int fd) {
    std::uint64_t count = 0;
    if (::read(fd, &count, sizeof count) != sizeof count) throw std::logic_error("not there");
  }
  void run(std::size_t task, Worker& worker) const {
    if (task % 2 == 1) return send(events[task / 2]);
    worker.ready(events[task / 2], POLLIN);
    receive(events[task / 2]);
  }
  template <class C>
  typename C::template Task<void> await(std::size_t task, C& place) const {
    if (task % 2 == 1) {
      send(events[task / 2]);
      co_return;
    }
    co_await place.ready(events[task / 2], POLLIN);
    receive(events[task / 2]);
  }
};

TEST_P(EveryWord, ready_waits_for_an_event_while_others_go_on) {
  if (GetParam().most_concurrency == 1 || !GetParam().gives.has(Need::order))
    GTEST_SKIP() << "cannot be relied on";
  std::vector<Descriptor> events;
  Waits waits;
  for (int i = 0; i < 10; ++i) waits.events.push_back(events.emplace_back(::eventfd(0, EFD_NONBLOCK)).get());
  for (const std::size_t concurrency : {2u, 7u}) keep(20, concurrency, waits);
}

struct Reads {
  int fd;
  static void check(std::size_t got, const std::array<std::byte, 8>& buffer, std::size_t task) {
    if (got != 8 || std::to_integer<std::size_t>(buffer[0]) != '0' + task)
      throw std::logic_error("wrong bytes");
  }
  void run(std::size_t task, Worker& worker) const {
    std::array<std::byte, 8> buffer{};
    check(worker.read_at(fd, buffer, 8 * task), buffer, task);
    if (worker.read_at(fd, buffer, 1000) != 0) throw std::logic_error("read past the end");
  }
  template <class C>
  typename C::template Task<void> await(std::size_t task, C& place) const {
    std::array<std::byte, 8> buffer{};
    check(co_await place.read_at(fd, buffer, 8 * task), buffer, task);
    if (co_await place.read_at(fd, buffer, 1000) != 0) throw std::logic_error("read past the end");
  }
};

TEST_P(EveryWord, read_at_reads_there_and_nothing_past_the_end) {
  try {
    require_io_uring();
  } catch (const Unsupported& unsupported) {
    GTEST_SKIP() << unsupported.what();
  }
  const Scratch scratch;
  std::string content;
  for (char task = '0'; task < '0' + 20; ++task) content += std::string(8, task);
  const Descriptor file = open_to_read(scratch.file("data", content));
  for (const std::size_t concurrency : {1u, 2u, 7u}) keep(20, concurrency, Reads{file.get()});
}

struct Blocks {
  void run(std::size_t task, Worker& worker) const {
    std::size_t seen = 0;
    auto call = [&] { seen = task + 1; };
    worker.blocking(call);
    if (seen != task + 1) throw std::logic_error("not called");
    auto failing = [] { throw std::out_of_range("from the call"); };
    try {
      worker.blocking(failing);
    } catch (const std::out_of_range&) {
      return;
    }
    throw std::logic_error("its exception is lost");
  }
  template <class C>
  typename C::template Task<void> await(std::size_t task, C& place) const {
    std::size_t seen = 0;
    auto call = [&] { seen = task + 1; };
    co_await place.blocking(call);
    if (seen != task + 1) throw std::logic_error("not called");
    bool caught = false;
    auto failing = [] { throw std::out_of_range("from the call"); };
    try {
      co_await place.blocking(failing);
    } catch (const std::out_of_range&) {
      caught = true;
    }
    if (!caught) throw std::logic_error("its exception is lost");
  }
};

TEST_P(EveryWord, blocking_calls_and_passes_on_what_the_call_throws) {
  for (const std::size_t concurrency : {1u, 2u, 7u}) keep(20, concurrency, Blocks{});
}

// Splits down to `depth`, sleeping at the ends, and counts them.
struct Splits {
  static std::size_t count(std::size_t depth, Worker& worker) {
    if (depth == 0) {
      worker.sleep_until(Clock::now() + std::chrono::microseconds(100));
      return 1;
    }
    std::size_t a = 0, b = 0;
    auto first = [&](Worker& part) { a = count(depth - 1, part); };
    auto second = [&](Worker& part) { b = count(depth - 1, part); };
    worker.parallel_invoke(first, second);
    return a + b;
  }
  template <class C>
  static typename C::template Task<void> count_awaited(std::size_t depth, C& place, std::size_t& ends) {
    if (depth == 0) {
      co_await place.sleep_until(Clock::now() + std::chrono::microseconds(100));
      ends = 1;
      co_return;
    }
    std::size_t a = 0, b = 0;
    co_await place.parallel_invoke([&](C& part) { return count_awaited(depth - 1, part, a); },
                                   [&](C& part) { return count_awaited(depth - 1, part, b); });
    ends = a + b;
  }
  void run(std::size_t, Worker& worker) const {
    if (count(5, worker) != 32) throw std::logic_error("a part is lost");
  }
  template <class C>
  typename C::template Task<void> await(std::size_t, C& place) const {
    std::size_t ends = 0;
    co_await count_awaited(5, place, ends);
    if (ends != 32) throw std::logic_error("a part is lost");
  }
};

TEST_P(EveryWord, parallel_invoke_does_both_parts_however_deep) {
  for (const std::size_t concurrency : {1u, 2u, 7u}) keep(8, concurrency, Splits{});
}

struct FailsInAPart {
  void run(std::size_t, Worker& worker) const {
    auto failing = [](Worker&) { throw std::out_of_range("from a part"); };
    auto fine = [](Worker&) {};
    try {
      worker.parallel_invoke(failing, fine);
    } catch (const std::out_of_range&) {
      return;
    }
    throw std::logic_error("an exception is lost");
  }
  template <class C>
  typename C::template Task<void> await(std::size_t, C& place) const {
    bool caught = false;
    try {
      co_await place.parallel_invoke([](C&) { return failing<C>(); }, [](C&) { return nothing<C>(); });
    } catch (const std::out_of_range&) {
      caught = true;
    }
    if (!caught) throw std::logic_error("an exception is lost");
  }
  template <class C>
  static typename C::template Task<void> failing() {
    throw std::out_of_range("from a part");
    co_return;
  }
  template <class C>
  static typename C::template Task<void> nothing() {
    co_return;
  }
};

TEST_P(EveryWord, parallel_invoke_throws_what_a_part_threw) {
  for (const std::size_t concurrency : {1u, 2u, 7u}) keep(8, concurrency, FailsInAPart{});
}

INSTANTIATE_TEST_SUITE_P(runners, EveryWord, testing::ValuesIn(fakes::testable()), fakes::name_of);

TEST(timer_heap, gives_back_what_went_in_by_time_whatever_the_order) {
  TimerHeap heap;
  std::multiset<TimePoint> waiting;
  SplitMix64 random{7};
  const auto take = [&] {
    EXPECT_EQ(heap.first(), *waiting.begin());
    EXPECT_EQ(heap.pop().when, *waiting.begin());
    waiting.erase(waiting.begin());
  };
  for (int i = 0; i < 5000; ++i) {
    const TimePoint when{std::chrono::nanoseconds(random() % 1000)};
    heap.push({when, {}});
    waiting.insert(when);
    if (random() % 3 == 0) take();
  }
  while (!waiting.empty()) take();
  EXPECT_TRUE(heap.empty());
}

TEST(a_worker, keeps_what_is_its_own_and_makes_it_once) {
  Worker worker, other;
  int made = 0;
  const auto make = [&] { return ++made; };
  EXPECT_EQ(worker.local<int>(make), 1);
  EXPECT_EQ(worker.local<int>(make), 1);
  EXPECT_EQ(other.local<int>(make), 2);
  EXPECT_EQ(worker.local<std::string>([] { return std::string("another type"); }), "another type");
}

}  // namespace
}  // namespace concbench
