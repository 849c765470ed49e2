#include "bench/child/workers.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <new>
#include <utility>

#include "results/topology.h"
#include "system/affinity.h"
#include "system/error.h"

namespace concbench::bench {

// Followed by the worker's CPU mask of mask_bytes_.
struct SharedWorkers::Record {
  std::atomic<pid_t> pid;
  std::atomic<pid_t> tid;

  cpu_set_t* mask() { return reinterpret_cast<cpu_set_t*>(this + 1); }
};

namespace {

constexpr std::size_t cache_line = 64;

}  // namespace

SharedWorkers::SharedWorkers(std::size_t workers, std::vector<std::int64_t> places)
    : workers_(workers), places_(std::move(places)), mask_bytes_(affinity_mask_bytes()) {
  stride_ = (sizeof(Record) + mask_bytes_ + cache_line - 1) / cache_line * cache_line;
  void* memory = mmap(nullptr, workers_ * stride_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw_errno("shared memory for workers");
  memory_ = static_cast<std::byte*>(memory);
}

SharedWorkers::~SharedWorkers() {
  munmap(memory_, workers_ * stride_);
}

// Fresh pages are zero, which is a valid Record: worker numbers up to a million need no touching beforehand.
SharedWorkers::Record& SharedWorkers::record(std::size_t worker) const {
  return *std::launder(reinterpret_cast<Record*>(memory_ + worker * stride_));
}

void SharedWorkers::enter(std::size_t worker) {
  if (worker >= workers_) return;
  Record& own = record(worker);
  // Who takes the place of one that has ended was started by the same thread and has inherited the same mask:
  // per-task runners enter for every task, and should not pay for it each time.
  const bool first = own.pid.load(std::memory_order_relaxed) == 0;
  // A CPU that is gone leaves the mask as it was, which is what will be recorded.
  if (!places_.empty()) restrict_to({&places_[worker % places_.size()], 1});
  if (first) sched_getaffinity(0, mask_bytes_, own.mask());
  own.tid.store(gettid(), std::memory_order_relaxed);
  own.pid.store(getpid(), std::memory_order_release);
}

std::vector<pid_t> SharedWorkers::processes() const {
  std::vector<pid_t> pids;
  for (std::size_t worker = 0; worker < workers_; ++worker) {
    const pid_t pid = record(worker).pid.load(std::memory_order_acquire);
    if (pid != 0 && pid != getpid()) pids.push_back(pid);
  }
  std::ranges::sort(pids);
  pids.erase(std::unique(pids.begin(), pids.end()), pids.end());
  return pids;
}

std::int64_t SharedWorkers::entered() const {
  std::int64_t entered = 0;
  for (std::size_t worker = 0; worker < workers_; ++worker)
    if (record(worker).pid.load(std::memory_order_acquire) != 0) ++entered;
  return entered;
}

std::vector<std::int64_t> SharedWorkers::cpus(std::size_t worker) const {
  std::vector<std::int64_t> cpus;
  Record& own = record(worker);
  if (own.pid.load(std::memory_order_acquire) == 0) return cpus;
  for (std::size_t cpu = 0; cpu < mask_bytes_ * 8; ++cpu)
    if (CPU_ISSET_S(cpu, mask_bytes_, own.mask())) cpus.push_back(static_cast<std::int64_t>(cpu));
  return cpus;
}

std::vector<WorkerCpus> SharedWorkers::all_cpus() const {
  std::vector<WorkerCpus> rows;
  for (std::size_t worker = 0; worker < workers_; ++worker) {
    const std::string list = cpu_list(cpus(worker));
    if (list.empty()) continue;
    if (rows.empty() || rows.back().cpus != list) rows.push_back({list, 0});
    ++rows.back().workers;
  }
  return rows;
}

std::string SharedWorkers::misplaced() const {
  for (std::size_t worker = 0; worker < workers_ && !places_.empty(); ++worker) {
    const std::vector<std::int64_t> had = cpus(worker);
    const std::int64_t place = places_[worker % places_.size()];
    if (!had.empty() && had != std::vector{place})
      return fmt::format("worker {} was on CPUs {}, not {}", worker, cpu_list(had), place);
  }
  return {};
}

}  // namespace concbench::bench
