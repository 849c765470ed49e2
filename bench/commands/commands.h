// A command is one file and one row of the table.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "bench/cli/error.h"
#include "bench/cli/options.h"
#include "bench/plan/catalogue.h"
#include "bench/plan/selected.h"

namespace CLI {
class App;
}

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

// The options of commands: one of a command's own, and the groups that several commands take.
//
// The name is "--flag", "-f,--flag", or "word" of what has no flag. Options::typed holds the values.
void add_flag(CLI::App& command, const std::string& name, const std::string& meaning);   // without a value
void add_text(CLI::App& command, const std::string& name, const std::string& meaning);   // one value
void add_texts(CLI::App& command, const std::string& name, const std::string& meaning);  // may be repeated
void add_words(CLI::App& command, const std::string& name, const std::string& meaning);  // all there are

void add_runners(CLI::App& command);    // which, and how many tasks at once
void add_cpus(CLI::App& command);       // that may be used
void add_placement(CLI::App& command);  // these, and which worker goes where
void add_selection(CLI::App& command);  // all that decides which cases there are
void add_effort(CLI::App& command);
void add_showing(CLI::App& command);      // how much is said on the terminal
void add_destination(CLI::App& command);  // where everything goes
// What the commands that answer one question take beside their own selection.
void add_study(CLI::App& command, const std::string& blocks);

}  // namespace concbench::bench
