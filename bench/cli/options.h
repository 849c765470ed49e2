// The command line in two steps: options.cpp takes the words apart, typed.cpp understands the values.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bench/plan/plan.h"
#include "reports/exports/report.h"

namespace concbench::bench {

struct CommandEntry;

// What the user typed, not yet understood, by the option's name ("--runner"; "results" for words alone).
struct Typed {
  std::map<std::string, std::vector<std::string>, std::less<>> values;

  bool given(std::string_view name) const { return values.contains(name); }
  std::vector<std::string> texts(std::string_view name) const;
  std::optional<std::string> text(std::string_view name) const;  // of an option that takes one value
};

struct Options {
  const CommandEntry* command = nullptr;  // none: all is said that the user asked for (--help, --version)
  Typed typed;                            // where a command finds what it alone understands
  std::vector<std::string> arguments;     // as typed

  Selection selection;
  Profile profile{};          // with --blocks and --min-time applied
  bool exact_blocks = false;  // --blocks: so many, whatever can be judged with them
  std::chrono::nanoseconds timeout{};
  std::uint64_t seed = 0;
  std::string label;
  std::filesystem::path out, report_folder;  // empty: the default place
  bool report = true;
  bool quiet = false;    // nothing on the terminal but what goes wrong
  bool details = false;  // all tables on the terminal

  std::vector<std::filesystem::path> inputs;  // report, compare: results files
  std::vector<const reports::Format*> formats;
  std::vector<std::string> passed_on;  // flags for another program: CommandEntry::passed_on
};

// What several commands take is understood here; what is a command's own, by the command, before it does
// anything. Throws Error(Exit::usage).
Options parse_options(std::span<const std::string> arguments, const Catalogue&);

// Fills in what several commands take, from options.typed. Throws Error(Exit::usage), as the next three do.
void understand(const Catalogue&, Options& options);

// Parameters of what is selected, as --param takes them, from a flag like it.
void set_params(Selection&, const Catalogue&, const std::string& flag, const std::vector<std::string>& texts);

// The value of a flag.
std::uint64_t count_flag(const std::string& flag, const std::string& text, std::uint64_t min,
                         std::uint64_t max);

// The message names the nearest known name.
void require_known(std::string_view what, const std::string& name, const std::vector<std::string>& known);

std::vector<std::string> names_of(const auto& table) {
  std::vector<std::string> names;
  for (const auto& row : table) names.emplace_back(row.name);
  return names;
}

// The program: parse, validate all of it, plan, run, report. `arguments` without the program's name. Returns
// the exit code (see error.h). Throws nothing.
int main(std::span<const std::string> arguments, const Catalogue&);

// ` (did you mean 'X'?)` for the known name that is nearest to `name`, or empty where none is near.
std::string suggestion(std::string_view name, std::span<const std::string> known);

}  // namespace concbench::bench
