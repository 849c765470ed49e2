// The options that commands take: see commands.h.
#include <CLI/CLI.hpp>

#include "bench/commands/commands.h"

namespace concbench::bench {

void add_flag(CLI::App& command, const std::string& name, const std::string& meaning) {
  command.add_flag(name, meaning);
}

void add_text(CLI::App& command, const std::string& name, const std::string& meaning) {
  command.add_option(name, meaning)->type_name("TEXT");
}

void add_texts(CLI::App& command, const std::string& name, const std::string& meaning) {
  command.add_option(name, meaning)->type_name("TEXT")->expected(1, -1);
}

void add_words(CLI::App& command, const std::string& name, const std::string& meaning) {
  command.add_option(name, meaning)->type_name("TEXT")->expected(1, -1)->allow_extra_args();
}

void add_runners(CLI::App& command) {
  add_text(command, "--runner", "models, by name: A,B (default: the usual ones; 'concbench list' has all)");
  add_text(command, "--concurrency",
           "tasks in progress at once: 1,2,4 (default: the profile's, or the command's own)");
}

void add_cpus(CLI::App& command) {
  add_text(command, "--cpus", "the only CPUs that may be used: 0-3,8 (default: all that are allowed)");
}

void add_placement(CLI::App& command) {
  add_cpus(command);
  add_text(
      command, "--placement",
      "os, pinned (each worker on a CPU of its own, close together) or spread (far apart) (default: os)");
}

void add_selection(CLI::App& command) {
  add_text(command, "--workload",
           "workloads, by name: A,B (default: the usual ones; 'concbench list' has all)");
  add_runners(command);
  add_placement(command);
  add_text(command, "--tasks", "tasks of every selected workload");
  add_texts(command, "--param",
            "of a workload or runner: name.parameter=value, as in sleep.unit=1ms; may be repeated");
  add_text(command, "--chunk", "tasks claimed at a time (default: the model's own way)");
  add_text(command, "--profile", "quick, standard or thorough (default: quick)");
  add_text(command, "--images", "brightness: your own PNG and JPEG files, a folder");
  add_text(command, "--files", "file_read: your own files, a folder");
}

void add_effort(CLI::App& command) {
  add_text(command, "--timeout", "for one sample, start to end (default: 30s)");
  add_text(command, "--seed", "of the order within blocks (default: random)");
}

void add_showing(CLI::App& command) {
  add_flag(command, "--quiet", "print nothing but errors; the files are written all the same");
  add_flag(command, "--details", "print whole tables, not a summary of some 40 lines");
}

void add_destination(CLI::App& command) {
  add_text(command, "--label", "names the machine in place of its host name");
  add_text(command, "--out", "results file (default: reports/out/<host>-<time>/results.jsonl)");
  add_text(command, "--report", "folder of the report (default: reports/out/<host>-<time>)");
  add_flag(command, "--no-report", "save the results only");
  add_showing(command);
}

void add_study(CLI::App& command, const std::string& blocks) {
  add_text(command, "--blocks", blocks);
  add_effort(command);
  add_destination(command);
}

}  // namespace concbench::bench
