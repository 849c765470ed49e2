// The comparison of many machines on a terminal.
#include <fmt/format.h>

#include <algorithm>

#include "reports/compare/side_by_side.h"
#include "reports/terminal/pen.h"
#include "reports/terminal/text_table.h"
#include "reports/words/units.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

constexpr std::size_t most_rows = 30;  // more machines are on the page

std::vector<const MachineWork*> fastest_first(const SharedWorkload& workload) {
  std::vector<const MachineWork*> rows;
  for (const MachineWork& work : workload.machines) rows.push_back(&work);
  std::ranges::stable_sort(rows, {}, [](const MachineWork* work) { return work->against_first; });
  return rows;
}

bool any_price(const SharedWorkload& workload) {
  return std::ranges::any_of(workload.machines,
                             [](const MachineWork& work) { return work.cost.has_value(); });
}

std::vector<std::string> cells_of(const MachineWork& work, const SideBySide& all, bool costs) {
  const BestTime& best = work.models.front();
  std::vector<std::string> cells{printable(all.machines[work.machine].name),
                                 work.one_thread_ns ? duration_text(*work.one_thread_ns) : "–",
                                 fmt::format("{} at {}", printable(best.runner), best.concurrency),
                                 duration_text(best.ns)};
  if (costs) cells.push_back(work.cost ? number_text(*work.cost) : "–");
  cells.push_back(work.machine == 0 ? "the first" : ratio_text(work.against_first));
  return cells;
}

std::string table_text(const SharedWorkload& workload, const SideBySide& all, std::size_t columns,
                       const Pen& pen) {
  std::vector<TextTable::Column> titles{
      {"machine"}, {"one thread", true, 2}, {"best model", false, 1}, {"its time", true}};
  const bool costs = any_price(workload);
  if (costs) titles.push_back({"a million runs", true, 3});
  titles.push_back({"against the first"});
  TextTable table(std::move(titles));
  const auto rows = fastest_first(workload);
  std::size_t shown = 0;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (i < most_rows || rows[i]->machine == 0) {
      table.add(cells_of(*rows[i], all, costs), rows[i]->machine == 0 ? Ink::bold : Ink::plain);
      ++shown;
    }
  std::string text =
      paragraph(printable(workload.title), columns, 0, Ink::bold, pen) + table.text(columns, pen);
  if (shown < rows.size())
    text += paragraph(fmt::format("and {} more; the page that -o DIR makes shows all", rows.size() - shown),
                      columns, 2, Ink::dim, pen);
  return text;
}

}  // namespace

std::string side_by_side_text(const SideBySide& all, bool tables, std::size_t columns, bool colour) {
  columns = std::max<std::size_t>(columns, 20);
  const Pen pen(colour);
  std::string text;
  const auto say = [&](const std::string& words, std::size_t indent, Ink ink) {
    text += paragraph(printable(words), columns, indent, ink, pen);
  };
  for (const SharedWorkload& workload : all.workloads) {
    if (tables)
      text += table_text(workload, all, columns, pen);
    else if (!workload.sentences.empty())
      say(workload.title, 0, Ink::bold);
    for (const std::string& sentence : workload.sentences) say(sentence, 2, Ink::plain);
    text += "\n";
  }
  if (tables || all.workloads.empty())
    for (const std::string& note : all.notes) say(note, 0, Ink::plain);
  say("=> " + all.verdicts, 0, Ink::bold);
  for (const SharedWorkload& workload : all.workloads)
    say(fmt::format("=> {}: {}", workload.title, workload.conclusion), 0, Ink::bold);
  return text;
}

}  // namespace concbench::reports
