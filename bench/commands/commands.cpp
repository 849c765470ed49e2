#include "bench/commands/commands.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "bench/machine/honesty.h"
#include "bench/machine/machine.h"
#include "bench/plan/limits.h"
#include "reports/compare/relation.h"
#include "reports/exports/files.h"
#include "reports/exports/report.h"
#include "results/text.h"
#include "system/streams.h"

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

}  // namespace

Exit report(const Options& options) {
  std::vector<Results> all;
  for (const std::filesystem::path& input : options.inputs) all.push_back(read_results(input));
  if (answer_apart(all)) all = {together(std::move(all))};
  std::vector<std::string> ids;
  for (const Results& results : all) ids.push_back(results.run.run_id);
  const std::vector<std::string> names = reports::safe_names(ids);
  for (std::size_t i = 0; i < all.size(); ++i) {
    // Several reports in one folder would overwrite each other.
    const auto folder = all.size() == 1 ? options.report_folder : options.report_folder / names[i];
    const auto files = reports::write_report(all[i], folder, options.formats);
    show(options, all[i]);
    show_path(options, "report", files.front());
  }
  return Exit::done;
}

void show(const Options& options, const Results& results) {
  constexpr std::size_t most_lines = 40, paths = 3;  // with an empty line before them
  if (options.quiet) return;
  const std::size_t columns = terminal_columns();
  answer("{}\n", options.details
                     ? reports::terminal_summary(results, columns, colour_wanted())
                     : reports::terminal_brief(results, columns, most_lines - paths, colour_wanted()));
}

void show_path(const Options& options, std::string_view what, const std::filesystem::path& path) {
  if (!options.quiet) answer("{:<8} {}\n", fmt::format("{}:", what), printable(path.string()));
}

bool colour_wanted() {
  const char* no_color = std::getenv("NO_COLOR");
  return ::isatty(STDOUT_FILENO) && !(no_color && *no_color);
}

std::size_t terminal_columns() {
  constexpr std::size_t default_ = 100, most = 1000;
  if (const char* columns = std::getenv("COLUMNS"))
    if (const std::size_t set = std::strtoul(columns, nullptr, 10); set > 0 && set <= most)
      return std::max(set, reports::fewest_columns);
  winsize size{};
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO})
    if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
      return std::max<std::size_t>(size.ws_col, reports::fewest_columns);
  return default_;
}

}  // namespace concbench::bench
