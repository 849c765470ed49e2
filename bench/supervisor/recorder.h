// What a measuring command writes as it goes: the results file, kept whatever happens.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <set>
#include <string>

#include "bench/plan/selected.h"
#include "bench/supervisor/supervisor.h"
#include "results/results.h"

namespace concbench::bench {

class Recorder {
 public:
  // Begins the file. Throws WriteError, as all others do.
  Recorder(Supervisor&, const Options&, const Catalogue&, const Plan&, Run,
           const std::filesystem::path& file);

  // One sample of the case in a child of its own; one that is skipped where the case says so or has timed out
  // before. The reference is good until the next sample. Throws Interrupted.
  const Sample& measure(const Case&, std::size_t block, std::size_t position);

  // One traced run of the case in a child of its own. Throws Interrupted.
  void trace(const Case&);

  // The same small kernel at the start of each block, whatever is measured: when its time drifts, it is the
  // machine that does. Throws Interrupted.
  void measure_canary(std::size_t block);

  // What bounds the workload of that name, once in each block. Throws Interrupted.
  void measure_limit(const std::string& of, const Case&, std::size_t block);

  // What was concluded from samples.
  void add(Metg);
  void add(BreakEven);
  void add(CoreToCore);
  void add(Trace);

  // The last record; an empty reason: complete.
  void end(const std::string& reason);

  const Results& results() const { return results_; }

 private:
  // A sample that is measured in a block, but is none of the plan's.
  Sample beside(const char* record, const Case&, std::size_t block);

  Supervisor& supervisor_;
  std::chrono::nanoseconds min_time_;
  std::size_t cpus_;
  Case canary_;
  ResultsWriter writer_;
  Results results_;
  std::set<std::string> given_up_;
};

// First record of a results file.
Run describe_run(const Options&, const Catalogue&, const Plan&);

}  // namespace concbench::bench
