// `concbench compare`: results files against the first of them, and all of them side by side.
#include <fmt/format.h>

#include <algorithm>

#include "bench/commands/commands.h"
#include "bench/commands/selftest.h"
#include "bench/machine/machine.h"
#include "reports/compare/compare.h"
#include "reports/compare/compare_files.h"
#include "reports/exports/files.h"
#include "reports/page/machines.h"
#include "results/text.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

constexpr std::size_t few_files = 4;  // files of which every case is shown on the terminal

void say(const std::string& message) {
  notice("concbench: {}\n", printable(message));
}

// Names each broken file; where fewer than two are left, the last of them is the error.
void leave_out(std::vector<std::string> broken, std::size_t left) {
  const std::string last = broken.empty() ? std::string() : broken.back();
  if (left < 2 && !broken.empty()) broken.pop_back();
  for (const std::string& message : broken) say(message + "; left out");
  if (left < 2) throw ResultsError(last + "; a comparison takes two results files that can be read");
}

void check_prices(const std::vector<reports::Price>& prices, const reports::FilesToCompare& files) {
  std::vector<std::string> known = files.labels;
  known.insert(known.end(), files.names.begin(), files.names.end());
  for (const reports::Price& price : prices)
    if (std::ranges::find(known, price.label) == known.end())
      throw Error(Exit::usage, fmt::format("--price: no results file is labelled '{}'{}", price.label,
                                           suggestion(price.label, known)));
}

bool judged_any(const reports::FileComparison& files) {
  const reports::VerdictCounts& counts = files.counts;
  return counts.slower + counts.faster + counts.equivalent + counts.inconclusive > 0;
}

std::vector<reports::FileComparison> comparisons_of(const reports::ComparedFiles& compared) {
  std::vector<reports::FileComparison> comparisons;
  for (const reports::FileDigest& digest : compared.digests)
    if (digest.comparison) comparisons.push_back(*digest.comparison);
  return comparisons;
}

Exit judged(const std::vector<reports::FileComparison>& comparisons) {
  for (const reports::FileComparison& one : comparisons)
    if (!judged_any(one))
      notice("concbench: --fail-on slower: nothing could be judged in {} against {}\n", printable(one.other),
             printable(one.reference));
  return reports::any_slower(comparisons) ? Exit::regression : Exit::done;
}

}  // namespace

Exit compare(const Options& options) {
  const reports::FilesToCompare files = reports::open_files(options.inputs);
  if (files.paths.size() < 2) leave_out(files.left_out, files.paths.size());
  check_prices(options.prices, files);
  if (!options.report_folder.empty()) reports::make_folder(options.report_folder);
  const auto floors = load_floors(describe_machine({}));
  reports::ComparedFiles compared =
      reports::compare_files(files, {.between_runs_floors = floors.between_runs});
  std::vector<std::string> broken = files.left_out;
  broken.insert(broken.end(), compared.left_out.begin(), compared.left_out.end());
  leave_out(broken, compared.digests.size());

  const auto comparisons = comparisons_of(compared);
  auto all = reports::side_by_side(compared.first, std::move(compared.digests), options.prices);
  all.left_out = std::move(broken);
  const bool few = all.machines.size() <= few_files;
  if (few) answer("{}\n", reports::compare_text(comparisons, terminal_columns(), colour_wanted()));
  answer("{}", reports::side_by_side_text(all, !few, terminal_columns(), colour_wanted()));
  if (!options.report_folder.empty())
    answer("\nreport:  {}\n", reports::write_machines(all, options.report_folder).front().string());
  return options.fail_on_slower ? judged(comparisons) : Exit::done;
}

}  // namespace concbench::bench
