#include "bench/commands.h"

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

#include "bench/honesty.h"
#include "bench/limits.h"
#include "bench/machine.h"
#include "bench/streams.h"
#include "reports/files.h"
#include "reports/relation.h"
#include "reports/report.h"
#include "reports/text.h"

namespace concbench::bench {
namespace {

// One machine under one name, and one program.
bool same_place(const reports::Run& a, const reports::Run& b) {
  return reports::same_machine(a, b) && a.machine.hostname == b.machine.hostname &&
         a.tool.binary_sha256 == b.tool.binary_sha256;
}

// Whether these are of one machine and each of another command, so that one page holds them all.
bool answer_apart(std::span<const reports::Results> files) {
  std::set<std::string> commands;
  for (const reports::Results& file : files)
    if (!commands.insert(file.run.command).second || !same_place(files[0].run, file.run)) return false;
  return files.size() > 1;
}

// The run, if there is one, with the others as its studies.
reports::Results together(std::vector<reports::Results> files) {
  const auto is_run = [](const reports::Results& file) { return file.run.command == "run"; };
  std::stable_partition(files.begin(), files.end(), is_run);
  reports::Results first = std::move(files.front());
  first.studies.assign(std::make_move_iterator(files.begin() + 1), std::make_move_iterator(files.end()));
  return first;
}

}  // namespace

Exit report(const Options& options) {
  std::vector<reports::Results> all;
  for (const std::filesystem::path& input : options.inputs) all.push_back(reports::read_results(input));
  if (answer_apart(all)) all = {together(std::move(all))};
  std::vector<std::string> ids;
  for (const reports::Results& results : all) ids.push_back(results.run.run_id);
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

Exit machine() {
  const reports::Machine machine = describe_machine(data_folder({}));
  answer("{}{}\nWhat makes its numbers noisy:\n{}", describe(machine), describe_limits(),
         describe(honesty_checks(machine, describe_tool(), true)));
  return Exit::done;
}

void show(const Options& options, const reports::Results& results) {
  constexpr std::size_t kMostLines = 40, kPaths = 3;  // with an empty line before them
  if (options.quiet) return;
  const std::size_t columns = terminal_columns();
  answer("{}\n", options.details
                     ? reports::terminal_summary(results, columns, colour_wanted())
                     : reports::terminal_brief(results, columns, kMostLines - kPaths, colour_wanted()));
}

void show_path(const Options& options, std::string_view what, const std::filesystem::path& path) {
  if (!options.quiet) answer("{:<8} {}\n", fmt::format("{}:", what), reports::printable(path.string()));
}

bool colour_wanted() {
  const char* no_color = std::getenv("NO_COLOR");
  return ::isatty(STDOUT_FILENO) && !(no_color && *no_color);
}

std::size_t terminal_columns() {
  constexpr std::size_t kDefault = 100, kMost = 1000;
  if (const char* columns = std::getenv("COLUMNS"))
    if (const std::size_t set = std::strtoul(columns, nullptr, 10); set > 0 && set <= kMost)
      return std::max(set, reports::kFewestColumns);
  winsize size{};
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO})
    if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
      return std::max<std::size_t>(size.ws_col, reports::kFewestColumns);
  return kDefault;
}

}  // namespace concbench::bench
