#include "reports/terminal/text_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "results/text.h"

namespace concbench::reports {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t readable = 28;  // of the last column, before others are dropped for it

}  // namespace

// Of all columns but the last, each with the gap before it; 0 for one that is dropped.
std::vector<std::size_t> TextTable::widths(std::size_t columns) const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    widths.push_back(gap + display_width(columns_[i].title));
    for (const Row& row : rows_)
      if (!row.is_paragraph()) widths[i] = std::max(widths[i], gap + display_width(row.cells[i]));
  }
  const std::size_t last = std::min(widths.back(), gap + readable);
  widths.pop_back();
  for (int drop = std::ranges::max(columns_, {}, &Column::dropped).dropped; drop > 0; --drop)
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (columns_[i].dropped == drop && std::accumulate(widths.begin(), widths.end(), last) > columns)
        widths[i] = 0;
  return widths;
}

std::string TextTable::row_text(const Row& row, const std::vector<std::size_t>& widths, std::size_t columns,
                                const Pen& pen) const {
  if (row.is_paragraph()) return paragraph(row.cells[0], columns, row.indent, row.ink, pen);
  std::string line;
  for (std::size_t i = 0; i < widths.size(); ++i)
    if (widths[i] > 0)
      line += columns_[i].right ? fmt::format("{:>{}}", row.cells[i], widths[i])
                                : fmt::format("{:{}}{:<{}}", "", gap, row.cells[i], widths[i] - gap);
  const std::string under(display_width(line), ' ');
  std::string text;
  for (const std::string& part :
       wrapped(row.cells.back(), std::max(columns, under.size() + 10) - under.size() - gap))
    text += fmt::format("{}{:{}}{}\n", text.empty() ? line : under, "", part.empty() ? 0 : gap,
                        pen(row.ink, part));
  return text;
}

std::string TextTable::text(std::size_t columns, const Pen& pen, std::size_t most) const {
  if (rows_.empty()) return {};
  Row titles{{}, Ink::dim};
  for (const Column& column : columns_) titles.cells.push_back(column.title);
  const auto fitting = widths(columns);
  std::string text = row_text(titles, fitting, columns, pen);
  for (std::size_t i = 0; i < std::min(most, rows_.size()); ++i)
    text += row_text(rows_[i], fitting, columns, pen);
  return text;
}

}  // namespace concbench::reports
