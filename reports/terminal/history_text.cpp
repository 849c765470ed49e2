// The runs of the same work, one under the other.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "reports/compare/history.h"
#include "reports/exports/report.h"
#include "reports/terminal/pen.h"
#include "reports/terminal/text_table.h"
#include "reports/words/units.h"
#include "reports/words/verdict_text.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

// "2026-11-21 09:30" of "2026-11-21T09:30:00.123Z"
std::string when(const HistoryRun& run) {
  std::string text = printable(run.started.substr(0, 16));
  std::ranges::replace(text, 'T', ' ');
  return text;
}

std::string change_text(const std::optional<double>& ratio) {
  if (!ratio) return "–";
  const std::string size = percent_text(std::abs(*ratio - 1));
  return size == percent_text(0) ? size : fmt::format("{}{}", *ratio < 1 ? "−" : "+", size);
}

std::string best_text(const HistoryRun& run, const std::string& workload) {
  const auto best = std::ranges::find(run.best, workload, &HistoryBest::workload);
  if (best == run.best.end()) return "–";
  return fmt::format("{} at {}{}", printable(best->runner), best->concurrency,
                     best->speedup ? ", " + ratio_text(*best->speedup) : "");
}

}  // namespace

std::string history_text(const History& history, std::size_t columns, bool colour) {
  columns = std::max(columns, fewest_columns);
  const Pen pen(colour);
  TextTable runs({{"when (UTC)"}, {"machine", true}, {"program", true}, {"canary", true, 1}, {"commit"}});
  for (const HistoryRun& run : history.runs)
    runs.add({when(run), change_text(run.machine), change_text(run.program),
              run.canary_ns ? duration_text(*run.canary_ns) : "–", printable(run.commit)});
  std::string text = runs.text(columns, pen);
  if (history.left_out > 0)
    text += paragraph(fmt::format("and {} older ones", history.left_out), columns, 2, Ink::dim, pen);
  text += fmt::format(
      "\n{}", paragraph("The lowest time of each workload, and how many times as fast as one thread it is:",
                        columns, 0, Ink::plain, pen));
  const std::vector<HistoryBest>& best = history.runs.back().best;
  const std::size_t beside = std::max<std::size_t>((columns - 18) / 26, 1);  // workloads side by side
  for (std::size_t first = 0; first < best.size(); first += beside) {
    const auto some = std::span(best).subspan(first, std::min(beside, best.size() - first));
    std::vector<TextTable::Column> titles{{"when (UTC)"}};
    for (const HistoryBest& one : some) titles.push_back({printable(one.workload)});
    TextTable table(std::move(titles));
    for (const HistoryRun& run : history.runs) {
      std::vector<std::string> cells{when(run)};
      for (const HistoryBest& one : some) cells.push_back(best_text(run, one.workload));
      table.add(std::move(cells));
    }
    text += table.text(columns, pen);
  }
  return fmt::format("{}\n{}", text,
                     paragraph(fmt::format("=> {}", history.words), columns, 0, Ink::bold, pen));
}

}  // namespace concbench::reports
