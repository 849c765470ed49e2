// Bars of relative time for a terminal, drawn in block characters.
#pragma once

#include <cstddef>
#include <string>

namespace concbench::reports {

// A full bar stands for so many times the best time: what is slower than that is out of the question, and
// what is near the best can still be seen to differ.
inline constexpr double full_bar = 4;
inline constexpr const char* more_than_full = "»";  // the end of a longer one

// The bar of a time that is `ratio` times the best, an eighth of a column fine and filled up with spaces to
// `columns`; its length is in proportion up to full_bar.
std::string bar(double ratio, std::size_t columns);

// In four columns at most: "1.97", "12.3", "123", "1.2k", "12k", "123k", "1.2M".
std::string short_ratio(double ratio);

}  // namespace concbench::reports
