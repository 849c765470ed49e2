// What may be claimed of two sides that were measured next to each other in every block of one run
// (`concbench ab`): of the new one against the old, and of the old one against itself, which is the run's
// control.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reports/words/verdict_text.h"
#include "results/results.h"

namespace concbench::reports {

// Comparisons of each case that might be claimed: the new side's and the control's.
inline constexpr std::size_t claims_of_case = 2;
// A gate needs to have seen so large a difference, a share, had it been there.
inline constexpr double gate_sees = 0.1;

// Rivals that a case brings into its workload: the old side, that again, and the new one.
inline constexpr std::size_t sides_of_case = 3;

// Times in nanoseconds, less what their block did to all sides of all cases of the workload.
struct AbCase {
  std::string name, workload;            // as the old side has them
  std::optional<double> old_ns, new_ns;  // empty: that side has no time
  Claim verdict = Claim::not_judged;     // on the new side
  std::string words;                     // the verdict for people, or the reason that there is none
  std::optional<double> ratio;           // new over old
  std::optional<double> low, high;       // its simultaneous interval, where it is bounded
  std::optional<double> visible;         // the smallest difference that would have been seen, a share
  std::int64_t blocks = 0;               // that both sides have
  Claim control = Claim::not_judged;     // on the old side again
  std::string control_words;
};
BOOST_DESCRIBE_STRUCT(AbCase, (),
                      (name, workload, old_ns, new_ns, verdict, words, ratio, low, high, visible, blocks,
                       control, control_words))

struct Ab {
  std::vector<AbCase> cases;  // in the order of the plan
  std::int64_t slower = 0, judged = 0, control_judged = 0;
  std::int64_t blind = 0;            // not judged, or undecided although gate_sees would not have been seen
  std::int64_t control_differs = 0;  // where the old side is told apart from itself: no claim can be trusted
  std::string conclusion, control;   // in a sentence each
};
BOOST_DESCRIBE_STRUCT(Ab, (),
                      (cases, slower, judged, blind, control_judged, control_differs, conclusion, control))

// Empty: the results are of another command. The family is two comparisons of every case planned.
std::optional<Ab> ab_of(const Results&);

// The cases that are measured on after a look, by name: those of which more blocks might tell what the new
// side is, and beside them the quickest other one of their workload where they alone are too few to know what
// a block did to all.
std::set<std::string> undecided(const Ab&);

}  // namespace concbench::reports
