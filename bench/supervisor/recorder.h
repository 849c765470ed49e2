// What a measuring command writes as it goes: the results file, kept whatever happens.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "bench/plan/selected.h"
#include "bench/supervisor/calm.h"
#include "bench/supervisor/supervisor.h"
#include "results/results.h"

namespace concbench::bench {

class Recorder {
 public:
  // Begins the file. Throws WriteError, as all others do.
  Recorder(Supervisor&, const Options&, const Catalogue&, const Plan&, Run,
           const std::filesystem::path& file);

  // From here on samples wait for calm, and are taken again, at most twice and never for their value, where
  // something outside disturbed them (bench/supervisor/calm.h).
  void keep_calm(std::chrono::nanoseconds allowance);
  std::chrono::nanoseconds allowance() const;  // what is left of it

  // One sample of the case in a child of its own, and its further attempts; one that is skipped where the
  // case says so or has timed out before. The last attempt; the reference is good until the next sample.
  // Throws Interrupted.
  const Sample& measure(const Case&, std::size_t block, std::size_t position);

  // The same of a twin.
  const Sample& measure_twin(const Twin&, std::size_t block, std::size_t position);

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
  void add(MapPoint);
  void add(CoreToCore);
  void add(Trace);

  // The last record; an empty reason: complete.
  void end(const std::string& reason);

  const Results& results() const { return results_; }

 private:
  Sample attempt(const Case&, std::size_t block, std::size_t position);
  template <class Keep>
  void attempts(const Case&, std::size_t block, std::size_t position, Keep);

  // A sample that is measured in a block, but is none of the plan's.
  Sample beside(const char* record, const Case&, std::size_t block);

  Supervisor& supervisor_;
  std::chrono::nanoseconds min_time_;
  std::size_t cpus_;
  std::vector<std::int64_t> usable_;
  std::optional<Calm> calm_;
  Case canary_;
  ResultsWriter writer_;
  Results results_;
  std::set<std::pair<std::string, std::string>> given_up_;  // programs and cases
};

// First record of a results file.
Run describe_run(const Options&, const Catalogue&, const Plan&);

}  // namespace concbench::bench
