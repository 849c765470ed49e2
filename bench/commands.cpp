#include "bench/commands.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "bench/honesty.h"
#include "bench/limits.h"
#include "bench/machine.h"
#include "bench/selftest.h"
#include "reports/compare.h"
#include "reports/report.h"
#include "workloads/file_set.h"

namespace concbench::bench {
namespace {

// Where file_read finds its files; empty where it cannot.
std::filesystem::path data_folder(const Selection& selection) {
  if (const auto changed = selection.params.find("file_read"); changed != selection.params.end())
    if (const auto folder = changed->second.find("dir"); folder != changed->second.end())
      return folder->second;
  try {
    return cache_folder();
  } catch (const Unsupported&) {
    return {};
  }
}

}  // namespace

Plan make_plan(const Options& options, const Catalogue& catalogue) {
  const auto& wanted = options.selection.workloads;
  const bool files = wanted.empty() || std::ranges::find(wanted, "file_read") != wanted.end();
  Plan plan{describe_machine(files ? data_folder(options.selection) : std::filesystem::path()), 1, {}};
  plan.cpus = usable_cpus(plan.machine);
  plan.cases = plan_cases(catalogue, options.selection, options.profile, plan.cpus, exceeded_limit);
  if (plan.cases.empty()) throw Error(Exit::empty, "nothing is selected");
  return plan;
}

Exit report(const Options& options) {
  for (const std::filesystem::path& input : options.inputs) {
    const reports::Results results = reports::read_results(input);
    // Several reports in one folder would overwrite each other.
    const auto folder =
        options.inputs.size() == 1 ? options.report_folder : options.report_folder / results.run.run_id;
    const auto files = reports::write_report(results, folder, options.formats);
    fmt::print("{}", reports::terminal_summary(results, terminal_columns(), colour_wanted()));
    fmt::print("\nreport:  {}\n", files.front().string());
  }
  return Exit::done;
}

Exit compare(const Options& options) {
  std::vector<reports::Results> files;
  for (const std::filesystem::path& input : options.inputs) files.push_back(reports::read_results(input));
  const auto floors = load_floors(describe_machine({}));
  const auto comparisons = reports::compare(files, {.between_runs_floors = floors.between_runs});
  fmt::print("{}", reports::compare_text(comparisons, terminal_columns(), colour_wanted()));
  return options.fail_on_slower && reports::any_slower(comparisons) ? Exit::regression : Exit::done;
}

Exit machine() {
  const reports::Machine machine = describe_machine(data_folder({}));
  fmt::print("{}{}\nWhat makes its numbers noisy:\n{}", describe(machine), describe_limits(),
             describe(honesty_checks(machine, describe_tool(), true)));
  return Exit::done;
}

bool colour_wanted() {
  const char* no_color = std::getenv("NO_COLOR");
  return ::isatty(STDOUT_FILENO) && !(no_color && *no_color);
}

std::size_t terminal_columns() {
  constexpr std::size_t kDefault = 100, kFewest = 40;
  winsize size{};
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO})
    if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
      return std::max<std::size_t>(size.ws_col, kFewest);
  return kDefault;
}

}  // namespace concbench::bench
