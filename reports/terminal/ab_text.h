// What `ab` found, on the terminal.
#pragma once

#include <cstddef>
#include <string>

#include "reports/summary/summary.h"
#include "reports/terminal/pen.h"

namespace concbench::reports {

// The conclusion; a row for each case; the control, and what the two sides are. Empty where the summary is of
// another command.
std::string ab_text(const Summary&, std::size_t columns, const Pen&);

}  // namespace concbench::reports
