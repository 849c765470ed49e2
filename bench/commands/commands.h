// A command is one file and one row of the table.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "bench/cli/error.h"
#include "bench/cli/groups.h"
#include "bench/cli/options.h"
#include "bench/plan/catalogue.h"
#include "bench/plan/selected.h"

namespace concbench::bench {

struct CommandEntry {
  std::string_view name;  // as typed, and in the results file
  std::string_view summary{};
  void (*add_options)(CLI::App& command) = [](CLI::App&) {};
  std::size_t blocks = 0;        // that it measures in, unless told otherwise; 0: the profile's
  std::string_view passed_on{};  // flags that begin so are for another program: Options::passed_on
  // Checks what it alone takes, then does it. Throws what main.cpp knows how to end with.
  Exit (*run)(const Options&, const Catalogue&);
};

// In the order of --help; the first is the one that is meant where none is named. To add a command: write its
// file; add its row in options.cpp and its line in CMakeLists.txt.
std::span<const CommandEntry> command_table();

}  // namespace concbench::bench
