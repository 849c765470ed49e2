// How fast a case could be at best, and what else to hold its time against.
#pragma once

#include "reports/summary/summary.h"

namespace concbench::reports {

// Gives every case of the workload that has a time the largest of the lower bounds that are known for it:
// - what the workload itself says of its waiting (Sample::lower_bound_ns): the longest wait, or all of it
//   over the concurrency;
// - else, of CPU-bound work and overhead, the time of one thread over the CPUs that the case can use at once
//   (the work law: Blumofe and Leiserson, "Scheduling Multithreaded Computations by Work Stealing", J. ACM
//   46, 1999, section 2); of I/O-bound work its CPU time over these CPUs, or its time over the concurrency,
//   since no more waits at once.
// They come from the fastest sample of each, not from a median. The first holds by construction. The others
// hold as far as more CPUs have no more cache or clock each than one has: a time below its bound says that
// they do not hold there.
//
// Beside them, of work on memory, a reference that is no bound: what moving the same bytes takes as many
// threads (records "limit"), at best, from 1 ms on.
void add_bounds(const Results&, const WorkloadSummary&, Summary&);

}  // namespace concbench::reports
