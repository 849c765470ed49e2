#include "bench/cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "bench/cli/error.h"
#include "bench/commands/commands.h"
#include "bench/machine/machine.h"
#include "system/find.h"
#include "system/streams.h"

namespace concbench::bench {

extern const CommandEntry run_command, ab_command, granularity_command, map_command, cores_command,
    memory_command, verify_command, list_command, report_command, compare_command, selftest_command,
    machine_command, gbench_command, history_command;

std::span<const CommandEntry> command_table() {
  static const std::array table{
      run_command,     ab_command,       granularity_command, map_command,    cores_command,
      memory_command,  verify_command,   list_command,        report_command, history_command,
      compare_command, selftest_command, machine_command,     gbench_command,
  };
  return table;
}

namespace {

void add_commands(CLI::App& app) {
  for (const CommandEntry& command : command_table()) {
    CLI::App& added = *app.add_subcommand(std::string(command.name), std::string(command.summary));
    added.allow_extras();  // refused by take_extras, in our words
    command.add_options(added);
  }
}

// What stands under the commands: what is asked for most, without a look at a second page of help.
std::string help_of_default(CLI::App& app) {
  CLI::App& run = *app.get_subcommand(std::string(command_table().front().name));
  std::string text =
      fmt::format("Flags of 'concbench {}' that are used most ('concbench {} --help' has all):\n",
                  run.get_name(), run.get_name());
  for (const char* name : {"--workload", "--runner", "--concurrency", "--param", "--profile", "--budget",
                           "--images", "--files", "--report", "--details"})
    text += fmt::format("  {:<24}  {}\n", name, run.get_option(name)->get_description());
  return text +
         "\nExamples:\n"
         "  concbench                                            all of it, in about two minutes\n"
         "  concbench --workload primes --concurrency 1,2,4      how the models scale on one kind of work\n"
         "  concbench --workload brightness --images ~/Pictures  your own pictures";
}

// A flag that is said to be off was not given.
Typed values_of(const CLI::App& command) {
  Typed typed;
  for (const CLI::Option* option : command.get_options())
    if (option->count() > 0 && (option->get_expected_max() > 0 || option->as<bool>()))
      typed.values[option->get_name()] = option->results();
  return typed;
}

// Levenshtein distance: insertions, deletions and substitutions (Wagner & Fischer, J. ACM 21 (1974) 168).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

// "--blocks: give it a value", for "--blocks: 1 required TEXT missing".
std::string in_words(const CLI::ParseError& error) {
  std::string message = error.what();
  std::ranges::replace(message, '\n', ' ');
  if (!dynamic_cast<const CLI::ArgumentMismatch*>(&error)) return message;
  return message.substr(0, message.find(':')) +
         (message.find("At Most") == std::string::npos ? ": give it a value" : ": give it once");
}

// An argument that no option took: a flag or a word too many.
[[noreturn]] void refuse(const CLI::App& command, const std::string& argument) {
  std::vector<std::string> known;
  for (const CLI::Option* option : command.get_options())
    if (!option->get_lnames().empty()) known.push_back("--" + option->get_lnames().front());
  const std::string name = argument.substr(0, argument.find('='));
  if (argument.starts_with("-"))
    throw Error(Exit::usage, fmt::format("unknown flag '{}'{}; see 'concbench {} --help'", name,
                                         suggestion(name, known), command.get_name()));
  throw Error(Exit::usage, fmt::format("unexpected argument '{}'; see 'concbench {} --help'", argument,
                                       command.get_name()));
}

void take_extras(const CLI::App& chosen, Options& options) {
  const std::string_view passed_on = options.command->passed_on;
  for (const std::string& extra : chosen.remaining()) {
    if (passed_on.empty() || !extra.starts_with(passed_on)) refuse(chosen, extra);
    options.passed_on.push_back(extra);
  }
}

Options told(const std::string& text) {
  answer("{}", text);
  return {};
}

// `concbench` with flags alone means the first command.
std::vector<std::string> with_command(std::span<const std::string> arguments) {
  std::vector<std::string> words(arguments.begin(), arguments.end());
  const bool about_all =
      !words.empty() && (words[0] == "--help" || words[0] == "-h" || words[0] == "--version");
  if (words.empty() || (words[0].starts_with("-") && !about_all))
    words.emplace(words.begin(), command_table().front().name);
  if (!about_all) require_known("command", words[0], names_of(command_table()));
  return words;
}

}  // namespace

std::string suggestion(std::string_view name, std::span<const std::string> known) {
  const auto nearest =
      std::ranges::min_element(known, {}, [&](const std::string& k) { return distance(name, k); });
  if (nearest == known.end() || distance(name, *nearest) > std::max<std::size_t>(2, name.size() / 3) ||
      distance(name, *nearest) >= name.size())
    return {};
  return fmt::format(" (did you mean '{}'?)", *nearest);
}

Options parse_options(std::span<const std::string> arguments, const Catalogue& catalogue) {
  CLI::App app("The same work under every concurrency model, compared honestly.", "concbench");
  const Tool tool = how_built();
  app.set_version_flag("--version", fmt::format("concbench {} ({})", tool.version, tool.commit));
  app.require_subcommand(0, 1);
  add_commands(app);
  app.footer(help_of_default(app));
  std::vector<std::string> words = with_command(arguments);
  Options options;
  std::ranges::reverse(words);  // CLI11 takes them from the back
  try {
    app.parse(std::move(words));
    options.typed = values_of(*app.get_subcommands().front());
  } catch (const CLI::CallForVersion& version) {
    return told(std::string(version.what()) + "\n");
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    return told(chosen.empty() ? app.help() : chosen.front()->help("concbench"));
  } catch (const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    throw Error(Exit::usage, fmt::format("{}; see 'concbench {}--help'", in_words(error),
                                         chosen.empty() ? "" : chosen.front()->get_name() + " "));
  }
  const CLI::App& chosen = *app.get_subcommands().front();
  options.command = find(command_table(), chosen.get_name());
  options.arguments.assign(arguments.begin(), arguments.end());
  take_extras(chosen, options);
  understand(catalogue, options);
  return options;
}

}  // namespace concbench::bench
