// What a run's own control found: some cases are measured once more under another name, with the same work
// and with a little more, and judged by the rule that all claims on the page are made by.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/words/verdict_text.h"
#include "results/cases.h"
#include "statistics/verdict.h"

namespace concbench::reports {

struct WorkloadSummary;

// A case and its twins. A claim is none where the twin has no times.
struct Control {
  std::string of;
  Claim same = Claim::none, more = Claim::none;  // the twin's, against the case
  std::optional<double> same_ratio, more_ratio;  // its time over the case's
  std::optional<double> visible;  // the smallest difference between the two that would have been claimed
};
BOOST_DESCRIBE_STRUCT(Control, (), (of, same, more, same_ratio, more_ratio, visible))

struct Controls {
  std::vector<Control> found;
  std::int64_t same = 0, told_apart = 0;  // twins of the same work that were judged, and called different
  std::int64_t more = 0, seen = 0;        // twins of more work that were judged, and called slower
  std::int64_t wrong = 0;                 // false claims: told apart, or faster with more work
  std::string words;                      // all of it in a sentence; empty: the run has no control
  std::string warning;                    // of a false claim; empty where there is none
};
BOOST_DESCRIBE_STRUCT(Controls, (), (found, same, told_apart, more, seen, wrong, words, warning))

// Of workloads whose runners are judged. The rule is theirs, but for the floor and margin.
Controls controls_of(const Results&, const std::vector<CaseSamples>&, Rule,
                     const std::vector<WorkloadSummary>&);

}  // namespace concbench::reports
