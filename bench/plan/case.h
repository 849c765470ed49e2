// A case: what is measured as one. A plan: which cases, in which order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/plan/catalogue.h"
#include "bench/plan/placement.h"
#include "results/results.h"

namespace concbench::bench {

struct Case {
  const WorkloadEntry* workload = nullptr;
  Params params;  // all of the workload's, canonical
  std::size_t tasks = 0;
  const RunnerEntry* runner = nullptr;
  Params runner_params;  // all of the runner's, canonical
  std::size_t concurrency = 1;
  std::size_t chunk = 0;    // 0: the model's own
  std::string skip_reason;  // not empty: this system cannot run it, and why

  std::vector<std::int64_t> cpus{};  // that it may use, ascending; empty: all that this process may
  Placement placement = Placement::os;
  std::vector<std::int64_t>
      places{};           // CPUs in the order in which its workers take them; empty under Placement::os
  std::string program{};  // path of the one that measures it; empty: this one
};

// "primes/tbb/concurrency:2", with what is not default: "primes[limit=5000000]/tbb/concurrency:2/chunk:1".
std::string name(const Case&);

// Whether what a task costs depends on how many are handed out at a time: then models are compared at one.
bool chunk_matters(const WorkloadEntry&, const RunnerEntry&);

// The runner that adds least to the work of so many tasks at once: one thread, or a team that is there before
// the first run. Null where the catalogue has none.
const RunnerEntry* cheapest(const Catalogue&, std::size_t concurrency);

// A case at the defaults of both; the catalogue holds the names.
Case make_case(const WorkloadEntry&, const RunnerEntry&, std::size_t concurrency, std::size_t chunk = 0);
Case make_case(const Catalogue&, std::string_view workload, std::string_view runner, std::size_t concurrency,
               std::size_t chunk = 0);

// The fixed small kernel that opens each block: a sixth of primes' default work, on one thread. Throws
// std::invalid_argument where the catalogue lacks it.
Case canary_case(const Catalogue&);

// The workload of the case, as its name begins: "primes[limit=5000000]".
std::string workload_name(const Case&);

// What bounds the time of the case, if the table names such work: the same bytes moved by as many threads as
// the case can have on CPUs at once.
std::optional<Case> limit_case(const Catalogue&, const Case&, std::size_t cpus);

// A sample of this case that has not been measured yet.
Sample unmeasured(const Case&);

}  // namespace concbench::bench
