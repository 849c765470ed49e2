// One function per command; each returns the exit code, throws Error, InputError, ResultsError or WriteError,
// or Interrupted.
#pragma once

#include <vector>

#include "bench/catalogue.h"
#include "bench/error.h"
#include "bench/options.h"
#include "reports/results.h"

namespace concbench::bench {

Exit run(const Options&, const Catalogue&);     // measure.cpp
Exit verify(const Options&, const Catalogue&);  // verify.cpp
Exit gbench(const Options&, const Catalogue&);  // gbench.cpp
Exit list(const Options&, const Catalogue&);    // commands.cpp
Exit report(const Options&);
Exit compare(const Options&);
Exit machine();
Exit selftest(const Options&, const Catalogue&);  // selftest.cpp

// The machine that this is, and the cases that the options select on it.
struct Plan {
  reports::Machine machine;
  std::size_t cpus;  // usable
  std::vector<Case> cases;
};
Plan make_plan(const Options&, const Catalogue&);

// Whether stdout is a terminal that wants colour (https://no-color.org), and its width.
bool colour_wanted();
std::size_t terminal_columns();

}  // namespace concbench::bench
