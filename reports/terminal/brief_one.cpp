// The brief table of a run of one workload.
#include <fmt/format.h>

#include <algorithm>

#include "reports/terminal/bar.h"
#include "reports/terminal/brief.h"
#include "reports/terminal/brief_cells.h"
#include "reports/words/units.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

struct Row {
  std::string name, concurrency, median, bar, ratio;
};

struct Widths {
  std::size_t name = 8, concurrency = 5, median = 6, bar = 0, ratio = 5, words = 0;
};

std::size_t bar_width(std::size_t columns) {
  return columns < 64 ? 5 : columns < 100 ? 12 : columns < 140 ? 20 : 40;
}

Row row_of(const Summary& summary, const RunnerResult& runner, std::size_t bar_columns) {
  const std::string name = printable(runner.runner);
  if (!runner.best) return {name, "–", "–", std::string(bar_columns, ' '), "–"};
  const CaseSummary& one = summary.cases[*runner.best];
  const double ratio = ratio_of(summary, runner);
  return {name, fmt::format("{}", one.concurrency), duration_text(one.time_ns->median),
          bar(ratio, bar_columns), ratio_text(ratio)};
}

Widths widths_of(const std::vector<Row>& rows, std::size_t columns) {
  Widths widths;
  for (const Row& row : rows) {
    widths.name = std::max(widths.name, display_width(row.name));
    widths.concurrency = std::max(widths.concurrency, display_width(row.concurrency));
    widths.median = std::max(widths.median, display_width(row.median));
    widths.ratio = std::max(widths.ratio, display_width(row.ratio));
  }
  widths.name = std::min(widths.name, columns / 3);
  widths.bar = bar_width(columns);
  std::size_t taken = 2 + widths.name + 2 + widths.bar + 2 + widths.ratio + 2;
  if (columns < 64)
    widths.concurrency = widths.median = 0;
  else
    taken += 2 + widths.concurrency + 2 + widths.median;
  widths.words = columns - std::min(columns, taken);
  return widths;
}

// The longest form of the verdict that fits: "equivalent: within ±2 %", "equivalent". The ratio stands before
// it already.
std::string fitting_words(const Summary& summary, const RunnerResult& runner, std::size_t columns) {
  if (!runner.best) return shortened(state_of(summary, runner), columns);
  std::string words = printable(runner.words);
  if (runner.ratio && words.starts_with(ratio_text(*runner.ratio) + " ")) words.erase(0, words.find(' ') + 1);
  if (display_width(words) <= columns) return words;
  return shortened(words.substr(0, std::min(words.find(": "), words.find(" ("))), columns);
}

std::string line_of(const Row& row, const Widths& widths, bool marked, const std::string& words) {
  std::string line = fmt::format("{} {}", marked ? '*' : ' ', fitted(row.name, widths.name));
  if (widths.median > 0)
    line += fmt::format("  {}  {}", fitted_right(row.concurrency, widths.concurrency),
                        fitted_right(row.median, widths.median));
  return line + fmt::format("  {}  {}  {}", row.bar, fitted_right(row.ratio, widths.ratio), words);
}

}  // namespace

Section workload_section(const Summary& summary, const WorkloadSummary& workload, std::size_t columns,
                         const Pen& pen) {
  std::vector<Row> rows;
  for (const RunnerResult& runner : workload.runners)
    rows.push_back(row_of(summary, runner, bar_width(columns)));
  const Widths widths = widths_of(rows, columns);
  Section section{
      .head = legend(summary, widths.bar, columns, pen), .what = "runners", .least = fewest_runners};
  const std::string title = shortened(printable(workload.title), columns);
  section.head.insert(section.head.begin(), pen(Ink::bold, title));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const RunnerResult& runner = workload.runners[i];
    const std::string line =
        line_of(rows[i], widths, is_marked(workload, runner), fitting_words(summary, runner, widths.words));
    section.rows.push_back(pen(ink_of(summary, workload, runner), shortened(line, columns)));
  }
  return section;
}

}  // namespace concbench::reports
