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
#include "reports/text.h"
#include "reports/topology.h"
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

std::string cpus_text(const std::vector<reports::Cpu>& topology, bool allowed_only) {
  std::vector<std::int64_t> cpus;
  for (const reports::Cpu& cpu : topology)
    if (cpu.allowed || !allowed_only) cpus.push_back(cpu.cpu);
  return reports::cpu_list(cpus);
}

// The machine as the selection leaves it to be used.
reports::Machine restricted(reports::Machine machine, const Selection& selection) {
  if (selection.placement != Placement::os && machine.topology.empty())
    throw Error(Exit::environment, fmt::format("--placement {}: the topology of this machine is unknown",
                                               to_string(selection.placement)));
  if (selection.cpus.empty()) return machine;
  for (const std::int64_t cpu : selection.cpus) {
    const auto known = std::ranges::find(machine.topology, cpu, &reports::Cpu::cpu);
    if (known == machine.topology.end())
      throw Error(Exit::usage, fmt::format("--cpus: there is no CPU {}; this machine has {}", cpu,
                                           cpus_text(machine.topology, false)));
    if (!known->allowed)
      throw Error(Exit::usage, fmt::format("--cpus: this process may not use CPU {}, only {}", cpu,
                                           cpus_text(machine.topology, true)));
  }
  for (reports::Cpu& cpu : machine.topology)
    cpu.allowed = std::ranges::find(selection.cpus, cpu.cpu) != selection.cpus.end();
  machine.cpus_allowed = std::ssize(selection.cpus);
  return machine;
}

std::vector<std::size_t> marks(const reports::Machine& machine) {
  std::vector<std::size_t> concurrencies;
  for (const reports::Boundary& one : reports::boundaries(machine))
    concurrencies.push_back(static_cast<std::size_t>(one.concurrency));
  return concurrencies;
}

bool judged_any(const reports::FileComparison& files) {
  const reports::VerdictCounts& counts = files.counts;
  return counts.slower + counts.faster + counts.equivalent + counts.inconclusive > 0;
}

}  // namespace

Plan make_plan(const Options& options, const Catalogue& catalogue) {
  const WorkloadEntry* reader = find(catalogue.workloads, "file_read");
  const bool files = reader && options.selection.includes(*reader);
  Plan plan{describe_machine(files ? data_folder(options.selection) : std::filesystem::path()), 1, {}};
  const reports::Machine usable = restricted(plan.machine, options.selection);
  plan.cpus = usable_cpus(usable);
  plan.cases =
      plan_cases(catalogue, options.selection, options.profile, {plan.cpus, marks(usable)}, exceeded_limit);
  if (plan.cases.empty()) throw Error(Exit::empty, "nothing is selected");
  for (Case& c : plan.cases) {
    c.cpus = options.selection.cpus;
    c.placement = options.selection.placement;
    c.places = placement_order(c.placement, usable.topology);
  }
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
  if (!options.fail_on_slower) return Exit::done;
  for (const reports::FileComparison& one : comparisons)
    if (!judged_any(one))
      fmt::print(stderr, "concbench: --fail-on slower: nothing could be judged in {} against {}\n",
                 reports::printable(one.other), reports::printable(one.reference));
  return reports::any_slower(comparisons) ? Exit::regression : Exit::done;
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
