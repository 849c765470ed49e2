// The runners and workloads against the same work written by hand, measured in turn in one process. For
// bars.py: without an argument says what there is to compare, "what|unit|target" a line; with the index of a
// line measures that one and prints the number.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/child/workers.h"
#include "runners/runner.h"
#include "statistics/statistics.h"
#include "system/shared_memory.h"
#include "tools/bars/by_hand.h"
#include "workloads/checksum.h"
#include "workloads/files/file_set.h"
#include "workloads/workload.h"

namespace concbench::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Step = std::function<void()>;

double nanoseconds_of(const Step& step) {
  const auto begin = Clock::now();
  step();
  return std::chrono::duration<double, std::nano>(Clock::now() - begin).count();
}

struct Pair {
  double ours;   // median in ns
  double ratio;  // median of the ratios to theirs, round by round
};

// In turn, round by round and in alternating order: what the machine does meanwhile meets both.
Pair in_turn(int rounds, const Step& ours, const Step& theirs) {
  std::vector<double> times, ratios;
  for (int round = 0; round <= rounds; ++round) {
    double x = 0, y = 0;
    if (round % 2 == 0)
      x = nanoseconds_of(ours), y = nanoseconds_of(theirs);
    else
      y = nanoseconds_of(theirs), x = nanoseconds_of(ours);
    if (round == 0) continue;  // warm-up
    times.push_back(x);
    ratios.push_back(x / y);
  }
  return {median(times), median(ratios)};
}

std::unique_ptr<Workload> workload(const std::string& name, const Params& changed = {}) {
  const WorkloadEntry& entry = *find(workload_table(), name);
  Params params = defaults(entry.parameters);
  for (const auto& [key, value] : changed) params[key] = value;
  return entry.make(params);
}

Pair against_by_hand(std::string_view name, std::string_view loop_name, const Workload& w, std::size_t chunk,
                     int rounds) {
  const RunnerEntry& entry = *find(runner_table(), name);
  const std::size_t concurrency = std::min<std::size_t>(2, entry.most_concurrency);
  const WorkloadSpec spec;
  SharedWorkers workers(concurrency);
  const ByHand loop = by_hand(loop_name).make(w, concurrency, chunk);
  const Params params = defaults(entry.parameters);
  const auto runner = entry.make({w, spec, params, concurrency, chunk, concurrency, workers});
  volatile std::uint64_t sum = 0;
  return in_turn(
      rounds, [&] { sum = runner->run().sum; }, [&] { sum = loop(); });
}

// One task after the other, against the bare work of all.
double sequential_ratio(const Workload& w, const Step& bare) {
  volatile std::uint64_t sum = 0;
  Worker worker;
  const auto tasks = [&] {
    for (std::size_t i = 0; i < w.size(); ++i) sum = w.run(i, worker);
  };
  return in_turn(41, tasks, bare).ratio;
}

double brightness_against_memcpy() {
  const auto w = workload("brightness");
  const SharedMemory from(w->bytes()), to(w->bytes());
  std::memset(from.data(), 1, w->bytes());
  std::memset(to.data(), 1, w->bytes());
  const std::size_t image = w->bytes() / w->size();
  return sequential_ratio(*w, [&] {
    for (std::size_t i = 0; i < w->size(); ++i)
      std::memcpy(to.data() + i * image, from.data() + i * image, image);
  });
}

double file_read_against_bare_loop() {
  const auto w = workload("file_read");
  const auto files = generated_files(w->size(), w->bytes() / w->size());
  std::vector<std::byte> buffer(w->bytes() / w->size());
  volatile std::uint64_t sum = 0;
  return sequential_ratio(*w, [&] {
    for (const InputFile& file : files) {
      const int fd = ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC);
      for (std::size_t at = 0; at < buffer.size();) {
        const ssize_t n = ::read(fd, buffer.data() + at, buffer.size() - at);
        if (n <= 0) break;
        at += static_cast<std::size_t>(n);
      }
      ::close(fd);
      Checksum checksum;
      checksum.add(buffer);
      sum = checksum.value();
    }
  });
}

struct Bar {
  std::string what;
  std::string_view unit;
  double target;
  std::function<double()> measure;
};

std::vector<Bar> bars() {
  std::vector<Bar> all;
  const auto primes = [](std::string_view runner, std::string_view loop) {
    return [=] { return against_by_hand(runner, loop, *workload("primes"), 0, 31).ratio; };
  };
  for (const RunnerEntry& runner : runner_table())
    all.push_back(
        {fmt::format("primes: {} / by hand", runner.name), "x", 1.02, primes(runner.name, runner.name)});
  all.push_back({"primes: thread_per_task / by hand, joining the oldest", "x", 1.02,
                 primes("thread_per_task", "thread_per_task, in turn")});
  all.push_back(
      {"brightness, sequential, with checksum / memcpy of its bytes", "x", 0.85, brightness_against_memcpy});
  all.push_back({"file_read, warm, sequential / bare open, read, close, checksum", "x", 1.05,
                 file_read_against_bare_loop});
  const auto empty = [](std::string_view runner, int rounds) {
    return against_by_hand(runner, runner, *workload("empty", {{"tasks", "1000000"}}), 1, rounds);
  };
  for (const auto& [runner, target] :
       {std::pair{"threads", 50}, {"processes", 50}, {"thread_pool", 1000}, {"process_pool", 12000}})
    all.push_back({fmt::format("empty, 1,000,000 tasks, chunk 1: {}, per task", runner), "ns",
                   static_cast<double>(target), [=, name = runner] { return empty(name, 9).ours / 1e6; }});
  all.push_back({"empty, 1,000,000 tasks: tbb / parallel_for with grain 1", "x", 1.5,
                 [=] { return empty("tbb", 15).ratio; }});
  return all;
}

}  // namespace
}  // namespace concbench::bench

int main(int argc, char** argv) try {
  const auto all = concbench::bench::bars();
  if (argc > 1) {
    fmt::print("{}\n", all.at(std::stoul(argv[1])).measure());
  } else {
    for (const auto& bar : all) fmt::print("{}|{}|{}\n", bar.what, bar.unit, bar.target);
  }
} catch (const std::exception& error) {
  fmt::print(stderr, "{}\n", error.what());
  return 1;
}
