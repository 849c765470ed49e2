#include "bench/child/core_to_core.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <new>
#include <thread>

#include "statistics/statistics.h"
#include "system/affinity.h"
#include "system/error.h"
#include "system/shared_memory.h"

namespace concbench::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int fresh_pages = 15;
constexpr std::uint32_t warm_up = 200, round_trips = 2000;
constexpr std::size_t page_bytes = 4096;

// Who is to move: even numbers the one, odd numbers the other.
using Turn = std::atomic<std::uint32_t>;

void pin(std::int64_t cpu) {
  if (!restrict_to({&cpu, 1})) throw_errno("cannot pin to CPU " + std::to_string(cpu));
}

void wait_for(const Turn& turn, std::uint32_t mine) {
  while (turn.load(std::memory_order_acquire) != mine) {
  }
}

// Moves from `first` on, `trips` times to and fro.
void serve(Turn& turn, std::uint32_t first, std::uint32_t trips) {
  for (std::uint32_t trip = 0; trip < trips; ++trip) {
    wait_for(turn, first + 2 * trip);
    turn.store(first + 2 * trip + 1, std::memory_order_release);
  }
}

double half_round_trip_ns(CpuPair pair, const SharedMemory& page) {
  Turn& turn = *new (page.data()) Turn(0);
  std::atomic<bool> pinned = false, failed = false;
  std::jthread other([&] {
    failed = !restrict_to({&pair.second, 1});
    pinned = true;
    pinned.notify_one();
    if (!failed) serve(turn, 1, warm_up + round_trips);
  });
  pinned.wait(false);
  if (failed) throw_errno("cannot pin to CPU " + std::to_string(pair.second), EINVAL);
  serve(turn, 0, warm_up);
  wait_for(turn, 2 * warm_up);
  const auto begin = Clock::now();
  serve(turn, 2 * warm_up, round_trips);
  wait_for(turn, 2 * (warm_up + round_trips));
  const std::chrono::duration<double, std::nano> elapsed = Clock::now() - begin;
  return elapsed.count() / round_trips / 2;
}

// All that are allowed, or, of more than most_latency_cpus, whole cores at even steps through the topology,
// so that siblings, all kinds of core and every cache group are among them.
std::vector<std::int64_t> chosen_cpus(std::span<const Cpu> topology) {
  std::map<std::int64_t, std::vector<std::int64_t>> cores;  // in the order of the topology
  std::size_t allowed = 0;
  for (const Cpu& cpu : topology)
    if (cpu.allowed) cores[cpu.core].push_back(cpu.cpu), ++allowed;
  const std::size_t step = (allowed + most_latency_cpus - 1) / most_latency_cpus;
  std::vector<std::int64_t> cpus;
  std::size_t index = 0;
  for (const auto& [core, members] : cores)
    if (index++ % std::max<std::size_t>(step, 1) == 0)
      cpus.insert(cpus.end(), members.begin(), members.end());
  return cpus;
}

}  // namespace

std::vector<CpuPair> latency_pairs(std::span<const Cpu> topology) {
  std::vector<std::int64_t> cpus = chosen_cpus(topology);
  std::ranges::sort(cpus);
  std::vector<CpuPair> pairs;
  for (std::size_t a = 0; a < cpus.size(); ++a)
    for (std::size_t b = a + 1; b < cpus.size(); ++b) pairs.emplace_back(cpus[a], cpus[b]);
  return pairs;
}

CoreToCore measure_latency(CpuPair pair) {
  pin(pair.first);
  std::vector<double> times;
  // Kept until the end: a page given back would be the next one handed out. Made present from here, so
  // touched first by this CPU.
  std::vector<std::unique_ptr<SharedMemory>> pages;
  for (int page = 0; page < fresh_pages; ++page)
    times.push_back(
        half_round_trip_ns(pair, *pages.emplace_back(std::make_unique<SharedMemory>(page_bytes))));
  CoreToCore record;
  record.from = pair.first;
  record.to = pair.second;
  record.median_ns = median(times);
  record.lower_quartile_ns = quantile(times, 0.25);
  record.upper_quartile_ns = quantile(times, 0.75);
  record.samples = fresh_pages;
  return record;
}

}  // namespace concbench::bench
