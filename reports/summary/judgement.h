// The verdicts on a workload's runners, and the times that they stand on, put into its summary.
#pragma once

#include <vector>

#include "reports/summary/summary.h"
#include "results/cases.h"
#include "statistics/verdict.h"

namespace concbench::reports {

// By block: the median of the steady runs of the sample that counts there.
BlockTimes times_by_block(const CaseSamples&);

// Those of the plan that the run came to, and one at what there is where it went on or did not come to any.
std::vector<Look> looks_of(const Results&);

// The claim rule of a run, but for the floor. The family is every pair of runners of every workload planned.
Rule rule_of(const Results&, const std::vector<CaseSamples>&);

// The smallest difference that is claimed of a workload of this kind, a share: 2 % or, if larger, the
// machine's own from its A/A test.
double floor_of(const Run&, const std::string& kind);

// Fills in the times of the workload's cases, less what their block did to all of them; ranks the runners by
// their best case, and judges every pair of them there. `cases` are those of Summary::cases, by index.
void judge(const std::vector<CaseSamples>& cases, Rule, Summary&, WorkloadSummary&);

}  // namespace concbench::reports
