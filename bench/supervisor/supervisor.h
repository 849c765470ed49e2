// Starts one child per sample, watches over it, and never measures itself.
#pragma once

#include <chrono>
#include <csignal>
#include <optional>
#include <span>
#include <vector>

#include "bench/child/child.h"
#include "bench/child/core_to_core.h"

namespace concbench::bench {

// The user or the system asked the program to end (SIGINT, SIGTERM, SIGHUP).
struct Interrupted {
  int signal;
};

struct Outcome {
  Sample sample;
  std::optional<Trace> trace{};    // under Mode::trace, where the sample is ok
  bool input_error = false;        // the case failed because of the user's own input
  std::chrono::nanoseconds cpu{};  // what the child and its children used
};

class Supervisor {
 public:
  // `timeout` is for a whole sample: start, set-up, all runs and take-down. From here on the process has the
  // signals of Interrupted blocked; one at a time may exist.
  explicit Supervisor(std::chrono::nanoseconds timeout);
  ~Supervisor();
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  // Whatever the child does, there is an outcome: a crash, a hang or a wrong answer is in the sample's status
  // and reason. Nothing that the child started is left when this returns or throws Interrupted.
  Outcome carry_out(const Assignment&);

  // By which protocol the program at this path says that it measures. Empty: it does not say, so it is no
  // concbench, or one from before it could. Throws Interrupted.
  std::string protocol_of(const std::string& program);

  // The latency of each pair, all in one child; where one cannot be measured, the reason. Throws Interrupted.
  std::vector<CoreToCore> latencies(std::span<const CpuPair>);

 private:
  std::chrono::nanoseconds timeout_;
  sigset_t old_mask_;
  int signals_;
};

}  // namespace concbench::bench
