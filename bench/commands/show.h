// What commands say on the terminal.
#pragma once

#include <filesystem>
#include <string_view>

#include "bench/cli/options.h"
#include "reports/summary/summary.h"

namespace concbench::bench {

// The results on stdout: so short that with two lines on where the files lie it takes 40 lines at most,
// unless --details asks for more; nothing with --quiet.
void show(const Options&, const reports::Summary&);

// Says where something lies; nothing with --quiet.
void show_path(const Options&, std::string_view what, const std::filesystem::path&);

// Whether stdout is a terminal that wants colour (https://no-color.org), and its width: that of COLUMNS if
// it is set, else the terminal's own, else 100.
bool colour_wanted();
std::size_t terminal_columns();

}  // namespace concbench::bench
