// Who took part in a run. Linux only: CPU masks and thread ids.
#pragma once

#include <sched.h>
#include <sys/types.h>

#include <cstddef>
#include <vector>

#include "runners/runner.h"

namespace concbench::bench {

// The workers of one runner, in memory shared with every process forked after it was made.
class SharedWorkers final : public Workers {
 public:
  explicit SharedWorkers(std::size_t workers);  // throws std::system_error
  ~SharedWorkers() override;
  SharedWorkers(const SharedWorkers&) = delete;
  SharedWorkers& operator=(const SharedWorkers&) = delete;

  void enter(std::size_t worker) override;

  // Processes other than the caller that have entered, each once; some may have ended since.
  std::vector<pid_t> processes() const;

  // The CPUs on which `worker` was allowed to run when it entered, ascending; empty if it never did.
  std::vector<std::int64_t> cpus(std::size_t worker) const;

 private:
  struct Record;
  Record& record(std::size_t worker) const;

  std::size_t workers_;
  std::size_t mask_bytes_;
  std::size_t stride_;  // of one record with its mask, in bytes
  std::byte* memory_;
};

}  // namespace concbench::bench
