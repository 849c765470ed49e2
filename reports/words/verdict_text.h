// What is claimed, in words: the same everywhere.
#pragma once

#include <string>
#include <string_view>

#include "statistics/best_of.h"
#include "statistics/verdict.h"

namespace concbench::reports {

// What is said of a runner, or of a case in two files: a verdict, or what stands in the place of one.
enum class Claim {
  none,             // there is no time
  best,             // the lowest median, and all others are slower
  one_of_the_best,  // the lowest median, not told apart from others
  faster,
  slower,
  equivalent,
  inconclusive,
  not_judged,
  withheld,  // could be judged, but nothing may be claimed
  not_comparable,
};

Claim claim_of(Verdict);

// For a table of data: "slower", "not judged"; empty for none.
std::string_view word(Claim);

// For people, the same words everywhere: "1.37× slower (1.31–1.44)", "equivalent: within ±2 %",
// "inconclusive: this run could have seen 6 % or more", "not judged: 3 blocks, 9 are needed".
std::string in_words(const Comparison&);

// A share as a percentage: "6 %", "2.5 %", "0.3 %".
std::string percent_text(double share);

// What the contenders are: "the best", "one of these, which this run cannot tell apart", "the only one with a
// time"; "none has a time" if there are none.
std::string_view in_words(const BestOf&);

}  // namespace concbench::reports
