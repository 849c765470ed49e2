// What this machine is and what this process may use of it. Linux first: /proc, /sys, hwloc.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "results/results.h"

namespace concbench::bench {

// In place of this machine, one in hwloc's synthetic form ("pack:2 core:8 pu:2") or in its XML; for tests.
struct MadeUpTopology {
  std::string synthetic, xml;
};

// A Machine with its topology filled in, from hwloc (https://www.open-mpi.org/projects/hwloc): sockets,
// cores, cpus, cpus_allowed, caches, numa_nodes, topology, core_kinds; each empty where unknown.
Machine describe_topology(const MadeUpTopology& = {});

// Everything that can be learnt without measuring. File workloads read from the filesystem of `data`.
Machine describe_machine(const std::filesystem::path& data);

// How this program was built, less its checksum; written anew at each build (build_info.cmake). The commit
// ends in "-dirty" where files differ from it, and is "unknown" outside a git checkout.
Tool how_built();

// The same with the checksum.
Tool describe_tool();

// Of a file, in hexadecimal digits; "unknown" where it cannot be read.
std::string sha256_of(const std::string& path);

// CPUs = max(1, floor(the least of affinity mask, cpuset and quota)).
std::size_t usable_cpus(const Machine&);

// What makes this machine's numbers noisy or not what they seem, what it does to them, and how to mend it.
struct Check {
  enum class State { good, bad, unknown };

  std::string name;
  State state;
  std::string found;   // what was seen
  std::string effect;  // what that does to the numbers
  std::string remedy;
};

// Looked up now; costs milliseconds. The filesystem matters where the plan reads generated files.
std::vector<Check> honesty_checks(const Machine&, const Tool&, bool reads_files);

// "governor: powersave. The CPUs clock up late, … Mend it: …", for each check that is bad.
std::vector<std::string> warnings(const std::vector<Check>&);

// All checks for people, a line or two each.
std::string checks_text(const std::vector<Check>&);

}  // namespace concbench::bench
