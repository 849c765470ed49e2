// What the commands that answer one question say on the terminal.
#pragma once

#include <string>

#include "reports/cores.h"
#include "reports/granularity.h"
#include "reports/memory.h"
#include "reports/pen.h"

namespace concbench::reports {

std::string text_of(const Granularity&, std::size_t columns, const Pen&);
std::string text_of(const Cores&, std::size_t columns, const Pen&);
std::string text_of(const MemoryPerTask&, std::size_t columns, const Pen&);

}  // namespace concbench::reports
