// Made-up results for tests of the reports: plausible, deterministic, not measured.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/results.h"

namespace concbench::reports {

struct MadeUp {
  std::int64_t cpus = 4;
  std::int64_t blocks = 12;
  std::vector<std::int64_t> cpu_concurrency{1, 2, 4, 8};
  std::vector<std::int64_t> io_concurrency{1, 4, 16, 64};
  bool failures = true;  // a runner that always fails, one that sometimes does, one timeout, one skipped
  bool traces = false;   // of every case that has a time
};

// Five workloads under ten runners. Some are told apart, some are not; some samples are tainted, every block
// has its canary, and the run has warnings and a floor of its own for I/O.
Results made_up_results(const MadeUp& = {});

// The same with these texts, in turn, in every string that a results file may hold; the names of cases,
// workloads and runners keep their own behind it, so that they stay apart.
Results hostile_results(const std::vector<std::string>& texts);

// The whole file.
std::string to_text(const Results&);

}  // namespace concbench::reports
