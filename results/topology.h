// How a machine's CPUs lie, and where scaling is expected to change.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "results/results.h"

namespace concbench {

// The CPUs that a process may use at once, at least 1: the affinity mask's, or as many whole ones as a
// smaller quota allows. Empty where the machine does not say.
std::optional<std::int64_t> whole_cpus(const Machine&);

// CPU numbers in the kernel's list format: "0-3,8" (cpuset(7)). They need not be sorted.
std::string cpu_list(std::vector<std::int64_t> cpus);

// The `rank`-th CPU of its core, from 0: those above 0 are SMT siblings. Parallel to the CPUs given.
std::vector<std::int64_t> sibling_ranks(std::span<const Cpu>);

// A number of workers at which the next one gets less than those before it.
struct Boundary {
  std::int64_t concurrency = 0;
  std::string name;  // "last performance core", "last core of a node", "last core", "all CPUs"
};
BOOST_DESCRIBE_STRUCT(Boundary, (), (concurrency, name))

// Ascending, each concurrency once, as the CPUs that the process may use are filled: cores before their
// siblings, fast kinds before slow ones, one node after another. Where the topology is not known, "all CPUs"
// alone, if that is; a quota below all CPUs takes their place.
std::vector<Boundary> boundaries(const Machine&);

}  // namespace concbench
