// Made-up files of `concbench granularity`, `cores`, `memory` and `map` for tests of the reports.
#pragma once

#include <string>
#include <vector>

#include "results/results.h"

namespace concbench::reports {

// Two packages of 16 cores with two CPUs each, eight last-level caches, one core's CPUs not allowed. `text`
// stands in every string that a results file may hold.
Machine made_up_server(const std::string& text = {});

// One file of each command, measured on that machine.
std::vector<Results> made_up_studies(const std::string& text = {});

}  // namespace concbench::reports
