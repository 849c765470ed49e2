// Ratios of the runners and workloads against the same work written by hand, measured in turn in one process.
// For bars.sh.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/child/workers.h"
#include "runners/runner.h"
#include "system/shared_memory.h"
#include "tools/bars/bar_rows.h"
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

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

struct Pair {
  double ours, theirs;  // medians in ns
  double ratio;         // median of the ratios round by round
};

// One after the other, round by round and in alternating order, so that what the machine does meanwhile meets
// both.
Pair in_turn(int rounds, const Step& ours, const Step& theirs) {
  std::vector<double> a, b, ratios;
  for (int round = 0; round <= rounds; ++round) {
    double x = 0, y = 0;
    if (round % 2 == 0)
      x = nanoseconds_of(ours), y = nanoseconds_of(theirs);
    else
      y = nanoseconds_of(theirs), x = nanoseconds_of(ours);
    if (round == 0) continue;  // warm-up
    a.push_back(x);
    b.push_back(y);
    ratios.push_back(x / y);
  }
  return {median(a), median(b), median(ratios)};
}

std::unique_ptr<Workload> workload(const std::string& name, const Params& changed = {}) {
  const WorkloadEntry& entry = *find(workload_table(), name);
  Params params = defaults(entry.parameters);
  for (const auto& [key, value] : changed) params[key] = value;
  return entry.make(params);
}

Pair against_by_hand(const RunnerEntry& entry, const Workload& w, std::size_t chunk, int rounds,
                     std::string_view loop_name = {}) {
  const std::size_t concurrency = std::min<std::size_t>(2, entry.most_concurrency);
  const WorkloadSpec spec;
  SharedWorkers workers(concurrency);
  const ByHand loop = by_hand(loop_name.empty() ? entry.name : loop_name).make(w, concurrency, chunk);
  const Params params = defaults(entry.parameters);
  const auto runner = entry.make({w, spec, params, concurrency, chunk, concurrency, workers});
  volatile std::uint64_t sum = 0;
  return in_turn(
      rounds, [&] { sum = runner->run().sum; }, [&] { sum = loop(); });
}

void runners_on_primes(Bars& bars) {
  for (const RunnerEntry& entry : runner_table()) {
    const std::string what = fmt::format("primes: {} / by hand", entry.name);
    bars.apart(what, [&](Bars& own) {
      const Pair pair = against_by_hand(entry, *workload("primes"), 0, 31);
      own.row(what, pair.ratio, "x", 1.02);
    });
  }
  constexpr const char* in_turn = "primes: thread_per_task / by hand, joining the oldest";
  bars.apart(in_turn, [&](Bars& own) {
    const RunnerEntry& entry = *find(runner_table(), "thread_per_task");
    const Pair pair = against_by_hand(entry, *workload("primes"), 0, 31, "thread_per_task, in turn");
    own.row(in_turn, pair.ratio, "x", 1.02);
  });
}

void empty_tasks(Bars& bars) {
  struct Bar {
    const char* runner;
    double nanoseconds;
  };
  constexpr double tasks = 1e6;
  for (const auto& [name, target] :
       {Bar{"threads", 50}, Bar{"processes", 50}, Bar{"thread_pool", 1000}, Bar{"process_pool", 12000}}) {
    const std::string what = fmt::format("empty, 1,000,000 tasks, chunk 1: {}, per task", name);
    bars.apart(what, [&, name = name, target = target](Bars& own) {
      const auto w = workload("empty", {{"tasks", "1000000"}});
      const Pair pair = against_by_hand(*find(runner_table(), name), *w, 1, 9);
      own.row(what, pair.ours / tasks, "ns", target);
    });
  }
  constexpr const char* tbb = "empty, 1,000,000 tasks: tbb / parallel_for with grain 1";
  bars.apart(tbb, [&](Bars& own) {
    const Pair pair =
        against_by_hand(*find(runner_table(), "tbb"), *workload("empty", {{"tasks", "1000000"}}), 1, 15);
    own.row(tbb, pair.ratio, "x", 1.5);
  });
}

void brightness_against_memcpy(Bars& bars) {
  const auto w = workload("brightness");
  const SharedMemory from(w->bytes()), to(w->bytes());
  std::memset(from.data(), 1, w->bytes());
  std::memset(to.data(), 1, w->bytes());
  const std::size_t image = w->bytes() / w->size();
  volatile std::uint64_t sum = 0;
  Worker worker;
  const Pair pair = in_turn(
      41,
      [&] {
        for (std::size_t i = 0; i < w->size(); ++i) sum = w->run(i, worker);
      },
      [&] {
        for (std::size_t i = 0; i < w->size(); ++i)
          std::memcpy(to.data() + i * image, from.data() + i * image, image);
      });
  bars.row("brightness, sequential, with checksum / memcpy of its bytes", pair.ratio, "x", 0.85);
}

void file_read_against_bare_loop(Bars& bars) {
  const auto w = workload("file_read");
  const auto files = generated_files(w->size(), w->bytes() / w->size());
  std::vector<std::byte> buffer(w->bytes() / w->size());
  volatile std::uint64_t sum = 0;
  Worker worker;
  const auto bare = [&] {
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
  };
  const Pair pair = in_turn(
      41,
      [&] {
        for (std::size_t i = 0; i < w->size(); ++i) sum = w->run(i, worker);
      },
      bare);
  bars.row("file_read, warm, sequential / bare open, read, close, checksum", pair.ratio, "x", 1.05);
}

}  // namespace
}  // namespace concbench::bench

int main() {
  using namespace concbench::bench;
  Bars bars;
  runners_on_primes(bars);
  bars.apart("brightness, sequential, against memcpy", brightness_against_memcpy);
  bars.apart("file_read, warm, sequential, against a bare loop", file_read_against_bare_loop);
  empty_tasks(bars);
  return bars.worst();
}
