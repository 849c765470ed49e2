// The loops that a programmer would write by hand against each library, to hold the runners against.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "workloads/workload.h"

namespace concbench::bench {

// One run of all tasks; returns the sum of their results. What a program would keep between runs (threads,
// processes, an arena) is kept in the function object.
using ByHand = std::function<std::uint64_t()>;

struct ByHandEntry {
  std::string_view runner;
  // For `concurrency` workers, who claim one task at a time with `chunk` 1, with 0 in the model's own way.
  ByHand (*make)(const Workload&, std::size_t concurrency, std::size_t chunk);
};

// The row for the runner of that name. Throws std::invalid_argument, "no loop by hand", where there is none.
const ByHandEntry& by_hand(std::string_view runner);

}  // namespace concbench::bench
