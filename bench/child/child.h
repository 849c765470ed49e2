// The measuring process: one fresh process per sample.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "bench/child/core_to_core.h"
#include "bench/cli/error.h"
#include "bench/plan/catalogue.h"
#include "results/results.h"

namespace concbench::bench {

// What a supervisor asks of a child. `sample` names the case; the child fills in what it measured and sends
// it back.
struct Assignment {
  enum class Mode {
    measure,
    time,    // the same without a look at the memory
    verify,  // one run, its time kept as first_ns
    trace,   // warmed up as for measure, then one run that is traced
  };

  Mode mode = Mode::measure;
  std::chrono::nanoseconds min_time{};  // of all steady runs together
  std::size_t cpus = 1;                 // usable CPUs
  Sample sample;
  std::vector<std::int64_t>
      places{};           // CPUs in the order in which workers take them; empty: the system places them
  std::string program{};  // path of the one that is to be the child; empty: this one
};

// The protocol between the two:
//   child -> supervisor, on report_fd: at most one line "memory BASELINE" (bytes of PSS before the runner was
//   made, or -1) when a run begins that is there to be looked at; under Mode::trace one line of JSON, the
//   trace, unless the case fails; then one line of JSON, the sample. supervisor -> child, on control_fd: one
//   byte or end of file once it has looked long enough.
inline constexpr int report_fd = 3;
inline constexpr int control_fd = 4;
inline constexpr const char* child_command = "child";
inline constexpr const char* memory_line = "memory ";
// Asked in place of an assignment, a program says in one line on report_fd by which protocol it measures:
// "protocol 1". So it is told from what is no concbench.
inline constexpr const char* protocol_word = "protocol";

// Command line (without the program's name) that gives a child its assignment, and the way back.
std::vector<std::string> to_arguments(const Assignment&);
std::vector<std::string> to_arguments(
    std::span<const CpuPair>);  // whose latency is wanted; one line of JSON for each
Assignment parse_assignment(
    std::span<const std::string> arguments);  // throws Error(Exit::usage), ResultsError

// Carries out the assignment. A failure of the case is in the sample; the exit code is 0 all the same, or
// Exit::usage where the user's own input is at fault.
Exit child_main(std::span<const std::string> arguments, const Catalogue&);

}  // namespace concbench::bench
