// Text that must not take more than so many lines.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/terminal/pen.h"

namespace concbench::reports {

// Lines that belong together, each without its end and no wider than the terminal.
struct Section {
  std::vector<std::string> head{};  // shown wherever the section is; one that begins with "" stands apart
  std::vector<std::string> rows{};
  std::string what{};                     // the rows are: "warnings"
  std::size_t least = 1;                  // rows that are shown before any section is given more
  int dropped = 0;                        // those with a higher one go first where not even that fits
  std::vector<std::size_t> importance{};  // indices of the rows, if the first are not those to keep
};

// So many lines hold the least of all sections.
std::size_t least_lines(const std::vector<Section>&);

// The sections in `lines` lines at most, which are at least three. Room goes to the sections in their order.
// Rows and sections for which there is none are counted in a line of their own: nothing is left out
// silently.
std::string fitted_lines(std::vector<Section>, std::size_t lines, std::size_t columns, const Pen&);

}  // namespace concbench::reports
