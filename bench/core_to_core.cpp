#include "bench/core_to_core.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <memory>
#include <new>
#include <system_error>
#include <thread>

#include "bench/affinity.h"
#include "bench/placement.h"
#include "reports/statistics.h"
#include "workloads/shared_memory.h"

namespace concbench::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kPages = 15;
constexpr std::uint32_t kWarmUp = 200, kRoundTrips = 2000;
constexpr std::size_t kPageBytes = 4096;

// Who is to move: even numbers the one, odd numbers the other.
using Turn = std::atomic<std::uint32_t>;

void pin(std::int64_t cpu) {
  if (!restrict_to({&cpu, 1}))
    throw std::system_error(errno, std::generic_category(), "cannot pin to CPU " + std::to_string(cpu));
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

double half_round_trip_ns(CpuPair pair) {
  pin(pair.first);
  const SharedMemory page(kPageBytes);  // fresh: the store below is the first touch
  Turn& turn = *new (page.data()) Turn(0);
  std::atomic<bool> pinned = false, failed = false;
  std::jthread other([&] {
    failed = !restrict_to({&pair.second, 1});
    pinned = true;
    pinned.notify_one();
    if (!failed) serve(turn, 1, kWarmUp + kRoundTrips);
  });
  pinned.wait(false);
  if (failed)
    throw std::system_error(EINVAL, std::generic_category(),
                            "cannot pin to CPU " + std::to_string(pair.second));
  serve(turn, 0, kWarmUp);
  wait_for(turn, 2 * kWarmUp);
  const auto begin = Clock::now();
  serve(turn, 2 * kWarmUp, kRoundTrips);
  wait_for(turn, 2 * (kWarmUp + kRoundTrips));
  const std::chrono::duration<double, std::nano> elapsed = Clock::now() - begin;
  return elapsed.count() / kRoundTrips / 2;
}

}  // namespace

std::vector<CpuPair> latency_pairs(std::span<const reports::Cpu> topology) {
  // In the order that spreads them, so that the first ones are from every part of the machine.
  std::vector<std::int64_t> cpus = placement_order(Placement::spread, topology);
  if (cpus.size() > kMostLatencyCpus) cpus.resize(kMostLatencyCpus);
  std::ranges::sort(cpus);
  std::vector<CpuPair> pairs;
  for (std::size_t a = 0; a < cpus.size(); ++a)
    for (std::size_t b = a + 1; b < cpus.size(); ++b) pairs.emplace_back(cpus[a], cpus[b]);
  return pairs;
}

reports::CoreToCore measure_latency(CpuPair pair) {
  std::vector<double> times;
  for (int page = 0; page < kPages; ++page) times.push_back(half_round_trip_ns(pair));
  reports::CoreToCore record;
  record.from = pair.first;
  record.to = pair.second;
  record.median_ns = reports::median(times);
  record.lower_quartile_ns = reports::quantile(times, 0.25);
  record.upper_quartile_ns = reports::quantile(times, 0.75);
  record.samples = kPages;
  return record;
}

}  // namespace concbench::bench
