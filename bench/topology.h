// Packages, cores, caches and CPUs, from hwloc (https://www.open-mpi.org/projects/hwloc).
#pragma once

#include "reports/results.h"

namespace concbench::bench {

// A Machine with its topology filled in: sockets, cores, cpus, cpus_allowed, caches, numa_nodes; each empty
// where unknown.
reports::Machine describe_topology();

}  // namespace concbench::bench
