// The brief table of a run of several workloads.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "reports/terminal/bar.h"
#include "reports/terminal/brief.h"
#include "reports/terminal/brief_cells.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

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
