// What is claimed, in words: the same everywhere.
#pragma once

#include <string>
#include <string_view>

#include "statistics/verdict.h"

namespace concbench::reports {

// What is said of a runner, or of a case in two files: a verdict, or what stands in the place of one.
enum class Claim {
  none,             // there is no time
  best,             // the lowest median, and all others are slower
  one_of_the_best,  // the lowest median, not told apart from others
  faster,
  slower,
  equivalent,  // no further apart than the margin
  undecided,
  not_judged,
  not_comparable,
};

Claim claim_of(Verdict);

// For a table of data: "slower", "not judged"; empty for none.
std::string_view word(Claim);

// For people, the same words everywhere: "1.37× slower (1.31–1.44)", "equivalent: within ±2 %",
// "likely 1.08× slower (0.98–1.18)", "undecided (0.95–1.08)", "not judged: 3 blocks, 9 are needed".
std::string in_words(const Comparison&);

// A share as a percentage: "6 %", "2.5 %", "0.3 %".
std::string percent_text(double share);

}  // namespace concbench::reports
