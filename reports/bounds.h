// How fast a case could be at best: what is left to gain above its time.
#pragma once

#include "reports/summary.h"

namespace concbench::reports {

// Gives every case of the workload that has a time the largest of the lower bounds that are known for it:
// - what the workload itself says of its waiting (Sample::lower_bound_ns): the longest wait, or all of it
// over the
//   concurrency;
// - else, of CPU-bound work and overhead, the time of one thread over the CPUs that the case can use at once
// (the work
//   law: Blumofe and Leiserson, "Scheduling Multithreaded Computations by Work Stealing", J. ACM 46, 1999,
//   section 2); of I/O-bound work its CPU time over these CPUs, or its time over the concurrency, since no
//   more waits at once;
// - of work on memory, what it takes as many threads to move the same bytes (records "limit").
// They come from the fastest sample of each, not from a median: a bound must hold.
void add_bounds(const Results&, const WorkloadSummary&, Summary&);

}  // namespace concbench::reports
