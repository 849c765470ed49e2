// What is claimed, in words: the same everywhere.
#pragma once

#include <string>
#include <string_view>

#include "statistics/best_of.h"
#include "statistics/verdict.h"

namespace concbench::reports {

// One word for a table of data: "faster", "slower", "equivalent", "inconclusive", "not judged".
std::string_view word(Verdict);

// For people, the same words everywhere: "1.37× slower (1.31–1.44)", "equivalent: within ±2 %",
// "inconclusive: this run could have seen 6 % or more", "not judged: 3 blocks, 9 are needed".
std::string in_words(const Comparison&);

// A share as a percentage: "6 %", "2.5 %", "0.3 %".
std::string percent_text(double share);

// What the contenders are: "the best", "one of these, which this run cannot tell apart", "the only one with a
// time"; "none has a time" if there are none.
std::string_view in_words(const BestOf&);

}  // namespace concbench::reports
