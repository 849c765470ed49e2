// The options of commands: one of a command's own, and the groups that several commands take.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace concbench::bench {

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
