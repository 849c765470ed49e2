// Which cases are measured, and in which order.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/plan/case.h"
#include "bench/plan/catalogue.h"

namespace concbench::bench {

// More in progress at once than any plan may ask for.
inline constexpr std::size_t most_planned = 1'000'000;

// What the user selected; empty means all, or the profile's choice.
struct Selection {
  std::vector<std::string> workloads{}, runners{};
  std::vector<std::size_t> concurrency{};
  std::map<std::string, Params> params{};  // by workload or runner: what differs from the defaults, canonical
  std::size_t chunk = 0;
  std::vector<std::int64_t> cpus{};  // ascending
  Placement placement = Placement::os;

  // Those named; without names, the usual ones.
  bool includes(const WorkloadEntry&) const;
  bool includes(const RunnerEntry&) const;
};

// What a plan may count on.
struct Capacity {
  Capacity(std::size_t usable, std::vector<std::size_t> marks = {})
      : cpus(usable), boundaries(std::move(marks)) {}

  std::size_t cpus;  // usable, at least 1
  std::vector<std::size_t>
      boundaries;  // numbers of workers at which the topology changes what the next one gets
};

// The effort of a run, never its work.
struct Profile {
  std::string_view name;
  std::chrono::nanoseconds budget;  // of a whole run; 0: as long as the blocks take
  std::size_t blocks;               // at least: more where it takes more to judge the runners planned
  std::chrono::nanoseconds min_time;
  // Concurrencies to plan, ascending, for so many tasks.
  std::vector<std::size_t> (*cpu_bound)(const Capacity&, std::size_t tasks);
  std::vector<std::size_t> (*io_bound)(const Capacity&, std::size_t tasks);
};
std::span<const Profile> profile_table();

// Why the system cannot run such a job, or empty. See limits.h.
using LimitCheck = std::function<std::string(const WorkloadEntry&, const RunnerEntry&, const JobSize&)>;

// All cases of a selection, in the order of the tables. A runner that this build lacks, or that does not give
// what a workload needs, has its case with a skip_reason. What a task costs (Kind::overhead) is compared at a
// chunk of 1, with the model's own way as a case beside it. Throws Error: usage where a concurrency is beyond
// what a selected runner supports; environment where one that the user asked for is beyond what the system
// allows (one that the profile asked for is planned with a skip_reason). Throws InputError where the user's
// folders cannot be used.
std::vector<Case> plan_cases(const Catalogue&, const Selection&, const Profile&, const Capacity&,
                             const LimitCheck&);

// The looks of a run of these cases: plan_looks() of statistics/verdict.h.
std::vector<PlannedLook> looks_for(std::span<const Case>, std::size_t least);

// The order of one block: a permutation of 0 .. groups.size() - 1 in which members of a group stand next to
// each other. Groups and their members come at random, by seed and block alone, the same on every machine.
std::vector<std::size_t> block_order(std::span<const std::string> groups, std::uint64_t seed,
                                     std::size_t block);

}  // namespace concbench::bench
