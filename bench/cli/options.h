// The command line.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bench/plan/plan.h"
#include "reports/compare/side_by_side.h"
#include "reports/exports/report.h"

namespace concbench::bench {

enum class Command {
  help,
  run,
  granularity,
  cores,
  memory,
  verify,
  list,
  report,
  compare,
  machine,
  gbench,
  selftest
};
std::string_view to_string(Command);  // as typed

struct Options {
  Command command = Command::run;
  std::string help;                    // text that the user asked for (--help, --version)
  std::vector<std::string> arguments;  // as typed

  Selection selection;
  Profile profile{};          // with --blocks and --min-time applied
  bool exact_blocks = false;  // --blocks: so many, whatever can be judged with them
  std::chrono::nanoseconds timeout{};
  std::uint64_t seed = 0;
  std::string label;
  std::filesystem::path out, report_folder;  // empty: the default place
  bool report = true;
  bool trace = true;     // run: one traced run of every case
  bool quiet = false;    // nothing on the terminal but what goes wrong
  bool details = false;  // all tables on the terminal

  std::string listed;                         // list: workloads, runners, cases
  bool markdown = false;                      // list: as tables for a README
  bool fail_on_slower = false;                // compare
  std::vector<reports::Price> prices;         // compare
  std::string test;                           // selftest: aa, runs, mde, overhead
  std::size_t comparisons = 0;                // selftest
  std::vector<std::filesystem::path> inputs;  // report, compare: results files
  std::vector<const reports::Format*> formats;
  std::vector<std::string> gbench_flags;
};

// Everything that can be said about the arguments alone is checked here. Throws Error(Exit::usage).
Options parse_options(std::span<const std::string> arguments, const Catalogue&);

// ` (did you mean 'X'?)` for the known name that is nearest to `name`, or empty where none is near.
std::string suggestion(std::string_view name, std::span<const std::string> known);

}  // namespace concbench::bench
