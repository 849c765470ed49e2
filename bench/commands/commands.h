// One function per command; each returns the exit code, throws Error, InputError, ResultsError or WriteError,
// or Interrupted.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "bench/cli/error.h"
#include "bench/cli/options.h"
#include "bench/plan/catalogue.h"
#include "bench/plan/selected.h"
#include "results/results.h"

namespace concbench::bench {

Exit run(const Options&, const Catalogue&);          // measure.cpp
Exit granularity(const Options&, const Catalogue&);  // granularity.cpp
Exit cores(const Options&, const Catalogue&);        // cores.cpp
Exit memory(const Options&, const Catalogue&);       // memory.cpp
Exit verify(const Options&, const Catalogue&);       // verify.cpp
Exit gbench(const Options&, const Catalogue&);       // gbench.cpp
Exit list(const Options&, const Catalogue&);         // commands.cpp
Exit report(const Options&);
Exit compare(const Options&);  // compare.cpp
Exit machine();
Exit selftest(const Options&, const Catalogue&);  // selftest.cpp

// The results on stdout: so short that with two lines on where the files lie it takes 40 lines at most,
// unless
// --details asks for more; nothing with --quiet.
void show(const Options&, const Results&);

// Says where something lies; nothing with --quiet.
void show_path(const Options&, std::string_view what, const std::filesystem::path&);

// Whether stdout is a terminal that wants colour (https://no-color.org), and its width: that of COLUMNS if
// it is set, else the terminal's own, else 100.
bool colour_wanted();
std::size_t terminal_columns();

}  // namespace concbench::bench
