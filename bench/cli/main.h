// The program: parse, validate all of it, plan, run, report.
#pragma once

#include <span>
#include <string>

#include "bench/plan/catalogue.h"

namespace concbench::bench {

// `arguments` without the program's name. Returns the exit code (see error.h). Throws nothing.
int main(std::span<const std::string> arguments, const Catalogue&);

}  // namespace concbench::bench
