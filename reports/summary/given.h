// What the machine gave beside the samples: of the CPUs that the run might use those that did work, all at
// once. On a shared host a CPU may vanish for seconds with no word of it in the system's counters.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/results.h"

namespace concbench::reports {

struct Given {
  std::int64_t cpus = 0;    // that the run might use
  std::vector<double> had;  // beside each sample that says it, in the order of time
  std::optional<double> least, lower_quartile, median;  // of them
  std::int64_t fewer = 0;    // samples beside which so many were missing that it disturbed them
  std::int64_t retaken = 0;  // samples that were taken once more, for whatever disturbed the one before
  std::int64_t retaken_for_cpus = 0;
  std::string words;  // in a sentence; empty: nothing was missing and nothing taken again
};
BOOST_DESCRIBE_STRUCT(Given, (),
                      (cpus, had, least, lower_quartile, median, fewer, retaken, retaken_for_cpus, words))

Given given_by_machine(const Results&);

}  // namespace concbench::reports
