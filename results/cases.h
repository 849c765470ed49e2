// The cases of a results file.
#pragma once

#include <string_view>
#include <vector>

#include "results/results.h"

namespace concbench {

struct CaseSamples : PlannedCase {
  std::vector<const Sample*> samples;  // none: planned, never run
};

// All of them, those of the plan first and in its order. They point into the results. What the plan does not
// say of a case is taken from its first sample, or from its name where it has none.
std::vector<CaseSamples> cases_of(const Results&);

// The twins of one role, case by case: named as the case that they are twins of, and placed as it is.
std::vector<CaseSamples> twins_of(const Results&, std::string_view role);

// The sample of each block that counts: of several attempts one that failed, if any did; else the first that
// was not disturbed; else the last. By block.
std::vector<const Sample*> samples_that_count(const CaseSamples&);

// Of all cases, and of both sides where two are compared.
std::vector<const Sample*> samples_that_count(const Results&);

// The runners that the run names, then any that only its samples name.
std::vector<Subject> runners_of(const Results&);

}  // namespace concbench
