// The verdicts on a workload's runners, put into its summary.
#pragma once

#include <vector>

#include "reports/summary/summary.h"
#include "statistics/verdict.h"

namespace concbench::reports {

// The times of one case by block, as the claim rule takes them: the median of the steady runs of each correct
// sample.
BlockTimes times_by_block(const std::vector<const Sample*>& samples, std::int64_t blocks);

// Judges each runner at its best case against the runner with the lowest median, and fills in the verdicts
// and the workload's conclusion. `times` are those of Summary::cases, by index; the workload is ranked
// already.
void judge(const std::vector<BlockTimes>& times, const Rule&, WorkloadSummary&);

// The claim rule for a workload of this kind in this run: the floor is 2 % or, if larger, the machine's own
// from its A/A test.
Rule rule_for(const Run&, const std::string& kind);

}  // namespace concbench::reports
