// The comparison of many sides on a terminal: what came of it first.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "reports/compare/side_by_side.h"
#include "reports/terminal/pen.h"
#include "reports/terminal/text_table.h"
#include "reports/words/units.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

constexpr std::size_t most_rows = 40;  // of the table, unless all are wanted
constexpr std::size_t least_rows = 3;  // of a workload

std::vector<const MachineWork*> fastest_first(const SharedWorkload& workload) {
  std::vector<const MachineWork*> rows;
  for (const MachineWork& work : workload.machines) rows.push_back(&work);
  std::ranges::stable_sort(rows, {}, [](const MachineWork* work) { return work->against_first; });
  return rows;
}

bool any_price(const SideBySide& all) {
  return std::ranges::any_of(all.machines, [](const MachineEntry& one) { return one.price.has_value(); });
}

std::string name_of(const MachineEntry& side) {
  return printable(side.runs == 1 ? side.name : fmt::format("{} ({} runs)", side.name, side.runs));
}

std::vector<std::string> cells_of(const MachineWork& work, const SideBySide& all, bool costs) {
  const BestTime& best = work.models.front();
  std::vector<std::string> cells{
      "", name_of(all.machines[work.machine]), work.one_thread_ns ? duration_text(*work.one_thread_ns) : "–",
      fmt::format("{} at {}", printable(best.runner), best.concurrency), duration_text(best.ns)};
  if (costs) cells.push_back(work.cost ? number_text(*work.cost) : "–");
  cells.push_back(work.machine == 0 ? "the first" : ratio_text(work.against_first));
  return cells;
}

// The best times of each side, by workload; the first side is among them.
TextTable table_of(const SideBySide& all, std::size_t most) {
  std::vector<TextTable::Column> titles{
      {"workload"}, {"side"}, {"one thread", true, 2}, {"best model", false, 1}, {"its time", true}};
  const bool costs = any_price(all);
  if (costs) titles.push_back({"a million runs", true, 3});
  titles.push_back({"over the first's"});
  TextTable table(std::move(titles));
  for (const SharedWorkload& workload : all.workloads) {
    std::string title = printable(workload.title);
    std::size_t left_out = 0;
    const auto rows = fastest_first(workload);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i >= most && rows[i]->machine != 0) {
        ++left_out;
        continue;
      }
      std::vector<std::string> cells = cells_of(*rows[i], all, costs);
      cells[0] = std::exchange(title, "");
      table.add(std::move(cells), rows[i]->machine == 0 ? Ink::bold : Ink::plain);
    }
    if (left_out > 0)
      table.remark(fmt::format("and {} more; the page that -o DIR makes shows all", left_out));
  }
  return table;
}

}  // namespace

std::string side_by_side_text(const SideBySide& all, bool whole, std::size_t columns, bool colour) {
  columns = std::max<std::size_t>(columns, 20);
  const Pen pen(colour);
  std::string text;
  const auto say = [&](const std::string& words, std::size_t indent, Ink ink) {
    text += paragraph(printable(words), columns, indent, ink, pen);
  };
  for (const std::string& conclusion : all.conclusions) say(fmt::format("=> {}", conclusion), 0, Ink::bold);
  for (const SharedWorkload& workload : all.workloads)
    say(fmt::format("=> {}: {}", workload.title, workload.conclusion), 0, Ink::bold);
  for (const std::string& note : all.notes) say(note, 0, Ink::plain);
  if (all.workloads.empty()) return text;
  const std::size_t most =
      whole ? all.machines.size() : std::max(least_rows, most_rows / all.workloads.size());
  text += "\n";
  text += table_of(all, most).text(columns, pen);
  if (!whole && all.machines.size() > 2) return text;
  for (const SharedWorkload& workload : all.workloads) {
    if (workload.sentences.empty()) continue;
    say(workload.title, 0, Ink::bold);
    for (const std::string& sentence : workload.sentences) say(sentence, 2, Ink::plain);
  }
  return text;
}

}  // namespace concbench::reports
