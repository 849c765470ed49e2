// Why a case takes the time that it takes, and what it costs beside time, in words.
#pragma once

#include <cstdint>
#include <string>

namespace concbench::reports {

struct CaseSummary;
struct WorkloadSummary;

// What holds the time where it is, as far as CPU time, bound and reference tell; empty where they do not. A
// warm cache is memory, and a reader in search of a disk must not take it for one.
std::string why_so(const CaseSummary&, const WorkloadSummary&, std::int64_t cpus);

// "5 % more CPU time than one thread, 1.20 MiB of memory, 120 µs to start". `baseline` may be null.
std::string cost_of(const CaseSummary&, const CaseSummary* baseline);

}  // namespace concbench::reports
