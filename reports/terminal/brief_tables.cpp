// The brief tables: of a run of one workload, and of several.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "reports/terminal/bar.h"
#include "reports/terminal/brief.h"
#include "reports/words/units.h"
#include "reports/words/verdict_text.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

constexpr std::size_t fewest_runners = 4;  // in a table, where there is much else to say

// --- What a runner's place in a workload is in a few characters.

// Time over the best's: the ratio that the verdict is on, or of the medians where nothing is judged.
double ratio_of(const Summary& summary, const RunnerResult& runner) {
  return runner.ratio.value_or(summary.cases[*runner.best].slowdown.value_or(1));
}

// Whether it is the best or was compared with it and not told apart.
bool is_marked(const WorkloadSummary& workload, const RunnerResult& runner) {
  if (!runner.best || !runner.contender || runner.verdict == Claim::not_judged) return false;
  // Where nothing could be judged, all are contenders.
  return std::ranges::count_if(workload.runners, &RunnerResult::contender) == 1 ||
         std::ranges::any_of(workload.runners, [](const auto& one) { return one.ratio.has_value(); });
}

// In place of a time where there is none: "failed", "timeout", "skipped", "not run".
std::string state_of(const Summary& summary, const RunnerResult& runner) {
  const State state = summary.cases[runner.cases.front()].state;
  return std::string(state == State::missing ? "not run" : word(state));
}

Ink ink_of(const Summary& summary, const WorkloadSummary& workload, const RunnerResult& runner) {
  if (runner.best) return is_marked(workload, runner) ? Ink::green : Ink::plain;
  const State state = summary.cases[runner.cases.front()].state;
  return state == State::failed || state == State::timeout ? Ink::red : Ink::dim;
}

// How to read bars of that width, and the mark if any runner has it.
std::vector<std::string> legend(const Summary& summary, std::size_t bar_width, std::size_t columns,
                                const Pen& pen) {
  std::vector<std::string> lines =
      wrapped(fmt::format("Time over the best one's: shorter is faster, {} is {:.0f}×, {} is more",
                          bar(full_bar, bar_width), full_bar, more_than_full),
              columns);
  const bool any_marked = std::ranges::any_of(summary.workloads, [](const WorkloadSummary& workload) {
    return std::ranges::any_of(workload.runners, [&](const auto& one) { return is_marked(workload, one); });
  });
  if (any_marked) lines.push_back("* the best, or not told apart from it");
  for (std::string& line : lines) line = pen(Ink::dim, line);
  return lines;
}

// --- One workload

std::size_t bar_width(std::size_t columns) {
  return columns < 64 ? 5 : columns < 100 ? 12 : columns < 140 ? 20 : 40;
}

// Name, concurrency, median, bar and ratio; no verdict yet.
using Row = std::array<std::string, 5>;
using Widths = std::array<std::size_t, 5>;

Row row_of(const Summary& summary, const RunnerResult& runner, std::size_t bar_columns) {
  const std::string name = printable(runner.runner);
  if (!runner.best) return {name, "–", "–", std::string(bar_columns, ' '), "–"};
  const CaseSummary& one = summary.cases[*runner.best];
  const double ratio = ratio_of(summary, runner);
  return {name, fmt::format("{}", one.concurrency), duration_text(one.time_ns->median),
          bar(ratio, bar_columns), ratio_text(ratio)};
}

// 0 for what a narrow terminal has no room for.
Widths widths_of(const std::vector<Row>& rows, std::size_t columns) {
  Widths widths{8, 5, 6, bar_width(columns), 5};
  for (const Row& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  widths[0] = std::min(widths[0], columns / 3);
  if (columns < 64) widths[1] = widths[2] = 0;
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

std::string line_of(const Row& row, const Widths& widths, bool marked) {
  std::string line = (marked ? "* " : "  ") + fitted(row[0], widths[0]);
  for (std::size_t i = 1; i < row.size(); ++i)
    if (widths[i] > 0) line += "  " + fitted_right(row[i], widths[i]);
  return line + "  ";
}

// --- Several workloads

const RunnerResult* find_runner(const WorkloadSummary& workload, const std::string& name) {
  const auto found = std::ranges::find(workload.runners, name, &RunnerResult::runner);
  return found == workload.runners.end() ? nullptr : &*found;
}

// The runners of all workloads in the order of the table of runners.
std::vector<std::string> runner_names(const Summary& summary) {
  std::vector<std::string> names;
  for (const Subject& subject : summary.runners)
    if (std::ranges::any_of(summary.workloads,
                            [&](const auto& workload) { return find_runner(workload, subject.name); }))
      names.push_back(subject.name);
  return names;
}

constexpr std::size_t shortest_bar = 4, longest_bar = 24;
constexpr std::size_t ratio_columns = 4;                   // columns of short_ratio()
constexpr std::size_t beside_bar = 1 + ratio_columns + 1;  // a space, the ratio, the mark

struct Layout {
  std::size_t name = 0;      // columns of the runners' names
  std::size_t per_row = 1;   // workloads side by side
  std::size_t bar = 0;       // columns
  std::size_t gap = 1;       // before each workload
  std::size_t sections = 1;  // that all workloads take
};

Layout layout_of(const std::vector<std::string>& names, std::size_t workloads, std::size_t columns) {
  Layout layout;
  for (const std::string& name : names) layout.name = std::max(layout.name, display_width(printable(name)));
  layout.name = std::min(layout.name, columns / 3);
  const std::size_t left = columns - layout.name;
  const std::size_t fitting = std::max<std::size_t>(left / (layout.gap + shortest_bar + beside_bar), 1);
  layout.sections = (workloads + fitting - 1) / fitting;
  layout.per_row = (workloads + layout.sections - 1) / layout.sections;
  const std::size_t each = left / layout.per_row;
  layout.gap = each > 14 ? 2 : 1;
  layout.bar = std::clamp(each - std::min(each, layout.gap + beside_bar), std::size_t{1}, longest_bar);
  return layout;
}

std::string cell_of(const Summary& summary, const WorkloadSummary& workload, const std::string& name,
                    std::size_t bar_columns, const Pen& pen) {
  const RunnerResult* runner = find_runner(workload, name);
  const std::size_t columns = bar_columns + beside_bar;
  if (!runner) return pen(Ink::dim, fitted("–", columns));
  const Ink ink = ink_of(summary, workload, *runner);
  if (!runner->best) return pen(ink, fitted(state_of(summary, *runner), columns));
  const double ratio = ratio_of(summary, *runner);
  return pen(ink,
             fmt::format("{} {}{}", bar(ratio, bar_columns), fitted_right(short_ratio(ratio), ratio_columns),
                         is_marked(workload, *runner) ? '*' : ' '));
}

// Those first that come nearest to the best of any workload.
std::vector<std::size_t> by_nearness(const Summary& summary, const std::vector<std::string>& names) {
  std::vector<double> nearest;
  for (const std::string& name : names) {
    double ratio = std::numeric_limits<double>::infinity();
    for (const WorkloadSummary& workload : summary.workloads)
      if (const RunnerResult* runner = find_runner(workload, name); runner && runner->best)
        ratio = std::min(ratio, ratio_of(summary, *runner));
    nearest.push_back(ratio);
  }
  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return nearest[i]; });
  return order;
}

std::string titles_line(std::span<const WorkloadSummary> workloads, const Layout& layout) {
  std::string line(layout.name, ' ');
  for (const WorkloadSummary& workload : workloads)
    line += std::string(layout.gap, ' ') + fitted(printable(workload.title), layout.bar + beside_bar);
  return line;
}

Section section_of(const Summary& summary, const std::vector<std::string>& names,
                   std::span<const WorkloadSummary> workloads, const Layout& layout, const Pen& pen) {
  Section section{.head = {pen(Ink::bold, titles_line(workloads, layout))},
                  .what = "runners",
                  .least = fewest_runners,
                  .importance = by_nearness(summary, names)};
  for (const std::string& name : names) {
    std::string line = fitted(printable(name), layout.name);
    for (const WorkloadSummary& workload : workloads)
      line += std::string(layout.gap, ' ') + cell_of(summary, workload, name, layout.bar, pen);
    section.rows.push_back(std::move(line));
  }
  return section;
}

}  // namespace

Section workload_section(const Summary& summary, const WorkloadSummary& workload, std::size_t columns,
                         const Pen& pen) {
  std::vector<Row> rows;
  for (const RunnerResult& runner : workload.runners)
    rows.push_back(row_of(summary, runner, bar_width(columns)));
  const Widths widths = widths_of(rows, columns);
  Section section{
      .head = legend(summary, bar_width(columns), columns, pen), .what = "runners", .least = fewest_runners};
  const std::string title = shortened(printable(workload.title), columns);
  section.head.insert(section.head.begin(), pen(Ink::bold, title));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const RunnerResult& runner = workload.runners[i];
    std::string line = line_of(rows[i], widths, is_marked(workload, runner));
    line += fitting_words(summary, runner, columns - std::min(columns, display_width(line)));
    section.rows.push_back(pen(ink_of(summary, workload, runner), shortened(line, columns)));
  }
  return section;
}

std::vector<Section> workload_sections(const Summary& summary, std::size_t columns, std::size_t most,
                                       const Pen& pen) {
  const std::vector<std::string> names = runner_names(summary);
  const std::size_t count = summary.workloads.size();
  const Layout layout = layout_of(names, count, columns);
  std::vector<Section> sections;
  const std::size_t shown_sections = std::min(layout.sections, most);
  for (std::size_t i = 0; i < shown_sections; ++i) {
    const std::size_t first = std::min(i * layout.per_row, count);
    const std::size_t last = std::min(first + layout.per_row, count);
    sections.push_back(
        section_of(summary, names, std::span(summary.workloads).subspan(first, last - first), layout, pen));
    // The same runners in each.
    if (shown_sections > 1) sections.back().least = names.size();
    if (i > 0) sections.back().head.insert(sections.back().head.begin(), "");
  }
  const auto lines = legend(summary, layout.bar, columns, pen);
  sections.front().head.insert(sections.front().head.begin(), lines.begin(), lines.end());
  if (const std::size_t shown = std::min(most * layout.per_row, count); shown < count)
    sections.push_back(
        {.head = {pen(Ink::dim, shortened(fmt::format("  … and {} more workload{} in the report",
                                                      count - shown, count - shown == 1 ? "" : "s"),
                                          columns))}});
  return sections;
}

}  // namespace concbench::reports
