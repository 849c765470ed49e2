// `concbench report`: the report of results files, made again.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "bench/cli/terminal.h"
#include "bench/commands/commands.h"
#include "reports/compare/relation.h"
#include "reports/exports/files.h"

namespace concbench::bench {
namespace {

// One machine under one name, and one program.
bool same_place(const Run& a, const Run& b) {
  return reports::same_machine(a, b) && a.machine.hostname == b.machine.hostname &&
         a.tool.binary_sha256 == b.tool.binary_sha256;
}

// Whether these are of one machine and each of another command, so that one page holds them all.
bool answer_apart(std::span<const Results> files) {
  std::set<std::string> commands;
  for (const Results& file : files)
    if (!commands.insert(file.run.command).second || !same_place(files[0].run, file.run)) return false;
  return files.size() > 1;
}

// The run, if there is one, with the others as its studies.
Results together(std::vector<Results> files) {
  const auto is_run = [](const Results& file) { return file.run.command == "run"; };
  std::stable_partition(files.begin(), files.end(), is_run);
  Results first = std::move(files.front());
  first.studies.assign(std::make_move_iterator(files.begin() + 1), std::make_move_iterator(files.end()));
  return first;
}

Exit report(const Options& options, const Catalogue&) {
  if (options.inputs.empty())
    throw Error(Exit::usage,
                "report: name a results file: concbench report reports/out/latest/results.jsonl -o page");
  if (options.report_folder.empty())
    throw Error(Exit::usage, "report: say with -o DIR where the page is to be");
  std::vector<Results> all;
  for (const std::filesystem::path& input : options.inputs) all.push_back(read_results(input));
  if (answer_apart(all)) all = {together(std::move(all))};
  std::vector<std::string> ids;
  for (const Results& results : all) ids.push_back(results.run.run_id);
  const std::vector<std::string> names = reports::safe_names(ids);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const reports::Report shown(all[i], all.size() == options.inputs.size()
                                            ? reports::history_of(all[i], options.inputs[i])
                                            : std::nullopt);
    // Several reports in one folder would overwrite each other.
    const auto folder = all.size() == 1 ? options.report_folder : options.report_folder / names[i];
    const auto files = reports::write_report(shown, folder, options.formats);
    show(options, shown.summary);
    show_path(options, "report", files.front());
  }
  return Exit::done;
}

}  // namespace

extern constinit const CommandEntry report_command{
    .name = "report",
    .summary = "make the report of results files again",
    .add_options =
        [](CLI::App& command) {
          add_words(command, "results", "results files");
          add_text(command, "-o,--output", "folder of the report");
          add_text(
              command, "--format",
              fmt::format("{} (default: html,svg,md)", fmt::join(names_of(reports::format_table()), ",")));
          add_showing(command);
        },
    .run = report,
};

}  // namespace concbench::bench
