#include "bench/cli/options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <utility>

#include "bench/cli/error.h"
#include "bench/cli/typed.h"
#include "bench/machine/build_info.h"

namespace concbench::bench {
namespace {

void add_runners(CLI::App& command, Typed& typed) {
  command.add_option("--runner", typed.runners, "runners, by name: A,B (default: all)");
  command.add_option("--concurrency", typed.concurrency,
                     "tasks in progress at once: 1,2,4 (default: the profile's, or the command's own)");
}

void add_cpus(CLI::App& command, Typed& typed) {
  command.add_option("--cpus", typed.cpus,
                     "the only CPUs that may be used: 0-3,8 (default: all that are allowed)");
}

void add_placement(CLI::App& command, Typed& typed) {
  add_cpus(command, typed);
  command.add_option(
      "--placement", typed.placement,
      "os, pinned (each worker on a CPU of its own, close together) or spread (far apart) (default: os)");
}

void add_selection(CLI::App& command, Typed& typed) {
  command.add_option("--workload", typed.workloads, "workloads, by name: A,B (default: all)");
  add_runners(command, typed);
  add_placement(command, typed);
  command.add_option("--tasks", typed.tasks, "tasks of every selected workload");
  command
      .add_option("--param", typed.params,
                  "of a workload or runner: name.parameter=value, as in sleep.unit=1ms; may be repeated")
      ->allow_extra_args(false);
  command.add_option("--chunk", typed.chunk, "tasks claimed at a time (default: the model's own way)");
  command.add_option("--profile", typed.profile, "quick, standard or thorough (default: quick)");
  command.add_option("--images", typed.images, "brightness: your own PNG and JPEG files, a folder");
  command.add_option("--files", typed.files, "file_read: your own files, a folder");
}

void add_effort(CLI::App& command, Typed& typed) {
  command.add_option("--timeout", typed.timeout, "for one sample, start to end (default: 30s)");
  command.add_option("--seed", typed.seed, "of the order within blocks (default: random)");
}

void add_showing(CLI::App& command, Typed& typed) {
  command.add_flag("--quiet", typed.quiet, "print nothing but errors; the files are written all the same");
  command.add_flag("--details", typed.details, "print whole tables, not a summary of 40 lines at most");
}

void add_destination(CLI::App& command, Typed& typed) {
  command.add_option("--label", typed.label, "names the machine in place of its host name");
  command.add_option("--out", typed.out, "results file (default: reports/out/<host>-<time>/results.jsonl)");
  command.add_option("--report", typed.report, "folder of the report (default: reports/out/<host>-<time>)");
  command.add_flag("--no-report", typed.no_report, "save the results only");
  add_showing(command, typed);
}

// What the commands that answer one question take beside their own selection.
void add_study(CLI::App& command, Typed& typed, const std::string& blocks) {
  command.add_option("--blocks", typed.blocks, blocks);
  add_effort(command, typed);
  add_destination(command, typed);
}

using Commands = std::map<const CLI::App*, Command>;

Commands add_commands(CLI::App& app, Typed& typed) {
  Commands commands;
  const auto add = [&](Command command, const char* summary) {
    CLI::App* added = app.add_subcommand(std::string(to_string(command)), summary);
    added->allow_extras();  // refused by take_extras, in our words
    commands[added] = command;
    return added;
  };
  CLI::App* run = add(Command::run, "measure, save the results and draw the report (the default command)");
  add_selection(*run, typed);
  add_effort(*run, typed);
  run->add_option(
      "--blocks", typed.blocks,
      "passes over all cases (default: the profile's, or as many more as it takes to judge all runners)");
  run->add_option("--min-time", typed.min_time,
                  "a sample's steady runs take at least this: 50ms (default: the profile's)");
  run->add_flag("--no-trace", typed.no_trace,
                "without the traced run of every case that the timeline and the latencies are drawn from");
  add_destination(*run, typed);

  CLI::App* granularity =
      add(Command::granularity,
          "how small a task may be: the same work cut into ever smaller tasks, under each runner");
  add_runners(*granularity, typed);
  add_placement(*granularity, typed);
  add_study(*granularity, typed, "samples of each size of task (default: 3)");

  CLI::App* cores =
      add(Command::cores,
          "what each core is worth: every CPU alone, siblings together, all at once, and from core to core");
  cores->add_option("--workload", typed.workloads, "workloads, by name (default: primes,brightness)");
  add_cpus(*cores, typed);
  add_study(*cores, typed, "passes over all CPUs (default: 5)");

  CLI::App* memory =
      add(Command::memory,
          "what a task in flight weighs: more and more waiting tasks at once, under each runner");
  add_runners(*memory, typed);
  add_placement(*memory, typed);
  add_study(*memory, typed, "samples of each number of tasks (default: 1)");

  CLI::App* verify = add(Command::verify, "run every selected case once, untimed, and check its answer");
  add_selection(*verify, typed);
  add_effort(*verify, typed);

  CLI::App* list = add(Command::list, "what there is: workloads, runners or cases");
  list->add_option("what", typed.listed, "workloads, runners or cases");
  list->add_flag("--markdown", typed.markdown, "workloads and runners: as tables");
  add_selection(*list, typed);

  CLI::App* report = add(Command::report, "make the report of results files again");
  report->add_option("results", typed.inputs, "results files");
  report->add_option("-o,--output", typed.report, "folder of the report");
  report->add_option(
      "--format", typed.formats,
      fmt::format("{} (default: html,svg,md)", fmt::join(names_of(reports::format_table()), ",")));
  add_showing(*report, typed);

  CLI::App* compare = add(Command::compare, "results files against the first of them");
  compare->add_option("results", typed.inputs, "results files, two or more");
  compare->add_option("-o,--output", typed.report, "folder of a page that lays the machines side by side");
  compare
      ->add_option(
          "--price", typed.prices,
          "LABEL=AMOUNT: what an hour of that file's machine costs, in any currency; may be repeated")
      ->allow_extra_args(false);
  compare->add_option("--fail-on", typed.fail_on, "slower: exit with 1 if any case is judged slower");

  CLI::App* selftest = add(Command::selftest, "is the suite to be believed: aa, runs, mde or overhead");
  selftest->add_option("test", typed.test,
                       "aa: cases against themselves; runs: whole runs against each other; mde: the smallest "
                       "difference found; overhead: the harness's own cost");
  selftest->add_option(
      "--comparisons", typed.comparisons,
      "aa: in all (default: 300); runs: how many runs (default: 5); mde: for each difference (default: 10)");
  selftest->add_option("--blocks", typed.blocks,
                       "of each comparison (default: as quick, of all runners; mde: 12 or more)");
  selftest->add_option("--min-time", typed.min_time,
                       "a sample's steady runs take at least this (default: 50ms)");
  selftest->add_option("--out", typed.out, "file for the result (default: none)");
  add_effort(*selftest, typed);

  add(Command::machine, "what this machine is, and what this process may use of it");
  add_selection(
      *add(Command::gbench, "the cases as plain Google Benchmark; takes all its --benchmark_ flags"), typed);
  return commands;
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
  for (const std::string& extra : chosen.remaining()) {
    if (options.command != Command::gbench || !extra.starts_with("--benchmark_")) refuse(chosen, extra);
    options.gbench_flags.push_back(extra);
  }
}

Options help(std::string text) {
  Options options;
  options.command = Command::help;
  options.help = std::move(text);
  return options;
}

// `concbench` with flags alone means `run`.
std::vector<std::string> with_command(std::span<const std::string> arguments, const CLI::App& app) {
  std::vector<std::string> words(arguments.begin(), arguments.end());
  const bool about_all =
      !words.empty() && (words[0] == "--help" || words[0] == "-h" || words[0] == "--version");
  if (words.empty() || (words[0].starts_with("-") && !about_all)) words.insert(words.begin(), "run");
  if (about_all) return words;
  std::vector<std::string> known;
  for (const CLI::App* command : app.get_subcommands({})) known.push_back(command->get_name());
  require_known("command", words[0], known);
  return words;
}

}  // namespace

std::string_view to_string(Command command) {
  switch (command) {
    case Command::help:
      return "help";
    case Command::run:
      return "run";
    case Command::granularity:
      return "granularity";
    case Command::cores:
      return "cores";
    case Command::memory:
      return "memory";
    case Command::verify:
      return "verify";
    case Command::list:
      return "list";
    case Command::report:
      return "report";
    case Command::compare:
      return "compare";
    case Command::machine:
      return "machine";
    case Command::gbench:
      return "gbench";
    case Command::selftest:
      return "selftest";
  }
  return "";
}

Options parse_options(std::span<const std::string> arguments, const Catalogue& catalogue) {
  CLI::App app("The same work under every concurrency model, compared honestly.", "concbench");
  app.set_version_flag("--version",
                       std::string("concbench ") + build_info.version + " (" + build_info.commit + ")");
  app.require_subcommand(0, 1);
  Typed typed;
  const Commands commands = add_commands(app, typed);
  std::vector<std::string> words = with_command(arguments, app);
  std::ranges::reverse(words);  // CLI11 takes them from the back
  try {
    app.parse(std::move(words));
  } catch (const CLI::CallForVersion& version) {
    return help(std::string(version.what()) + "\n");
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    return help(chosen.empty() ? app.help() : chosen.front()->help("concbench"));
  } catch (const CLI::ParseError& error) {
    std::string message = error.what();
    std::ranges::replace(message, '\n', ' ');
    throw Error(Exit::usage, message);
  }
  const CLI::App& chosen = *app.get_subcommands().front();
  Options options;
  options.command = commands.at(&chosen);
  options.arguments.assign(arguments.begin(), arguments.end());
  take_extras(chosen, options);
  understand(typed, catalogue, options);
  return options;
}

}  // namespace concbench::bench
