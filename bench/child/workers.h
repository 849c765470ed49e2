// Who took part in a run. Linux only: CPU masks and thread ids.
#pragma once

#include <sched.h>
#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "results/results.h"
#include "runners/runner.h"

namespace concbench::bench {

// The workers of one runner, in memory shared with every process forked after it was made.
class SharedWorkers final : public Workers {
 public:
  // `places`: the CPUs on which workers are put as they enter, by number and from the first again where there
  // are more workers; empty: they stay where the system puts them. Throws std::system_error.
  explicit SharedWorkers(std::size_t workers, std::vector<std::int64_t> places = {});
  ~SharedWorkers() override;
  SharedWorkers(const SharedWorkers&) = delete;
  SharedWorkers& operator=(const SharedWorkers&) = delete;

  void enter(std::size_t worker) override;

  // Processes other than the caller that have entered, each once; some may have ended since.
  std::vector<pid_t> processes() const;

  // How many have entered.
  std::int64_t entered() const;

  // The CPUs on which `worker` was allowed to run when it entered, ascending; empty if it never did.
  std::vector<std::int64_t> cpus(std::size_t worker) const;

  // The same of all that entered, in order.
  std::vector<WorkerCpus> all_cpus() const;

  // The first worker that entered and was not on its place, in words: "worker 1 was on CPUs 0-1, not 1"; or
  // empty.
  std::string misplaced() const;

 private:
  struct Record;
  Record& record(std::size_t worker) const;

  std::size_t workers_;
  std::vector<std::int64_t> places_;
  std::size_t mask_bytes_;
  std::size_t stride_;  // of one record with its mask, in bytes
  std::byte* memory_;
};

}  // namespace concbench::bench
