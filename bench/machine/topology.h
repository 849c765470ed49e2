// Packages, cores, caches and CPUs, from hwloc (https://www.open-mpi.org/projects/hwloc).
#pragma once

#include <string>

#include "results/results.h"

namespace concbench::bench {

// In place of this machine, one in hwloc's synthetic form ("pack:2 core:8 pu:2") or in its XML; for tests.
struct MadeUpTopology {
  std::string synthetic, xml;
};

// A Machine with its topology filled in: sockets, cores, cpus, cpus_allowed, caches, numa_nodes, topology,
// core_kinds; each empty where unknown.
Machine describe_topology(const MadeUpTopology& = {});

}  // namespace concbench::bench
