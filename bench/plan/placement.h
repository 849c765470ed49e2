// Which worker runs on which CPU.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "results/results.h"

namespace concbench::bench {

enum class Placement {
  os,      // wherever the system likes
  pinned,  // each worker on a CPU of its own, close together: one cache group after another
  spread,  // each worker on a CPU of its own, far apart: packages, nodes and cache groups in turn
};

struct PlacementName {
  std::string_view name;
  Placement placement;
};
std::span<const PlacementName> placement_table();
std::string_view to_string(Placement);

// The CPUs in the order in which workers take them, each allowed one of `topology` once: every core before
// any SMT sibling, fast kinds of core before slow ones. Empty for Placement::os. More workers than CPUs start
// again from the first.
std::vector<std::int64_t> placement_order(Placement, std::span<const Cpu> topology);

}  // namespace concbench::bench
