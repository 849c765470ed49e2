#include "reports/terminal/text_table.h"

#include <algorithm>
#include <numeric>

#include "results/text.h"

namespace concbench::reports {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 8;  // of the first and the last column, on the narrowest terminal
constexpr std::size_t readable = 28;  // of the last column, before others are dropped for it

std::size_t total(const std::vector<std::size_t>& widths) {
  return std::accumulate(widths.begin(), widths.end(), std::size_t{0},
                         [](std::size_t sum, std::size_t width) { return sum + (width ? width + gap : 0); });
}

void shrink(std::size_t& width, std::size_t least, std::size_t by) {
  width -= std::min(by, width - std::min(width, least));
}

}  // namespace

TextTable::TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

void TextTable::add(std::vector<std::string> cells, Ink ink) {
  rows_.push_back({std::move(cells), ink, {}});
}

void TextTable::remark(std::string text) {
  rows_.back().remarks.push_back(std::move(text));
}

// Widths that fit; 0 for a column that is dropped. What is too much is taken from the last column, down to
// what can be read, then by dropping columns, then from the first and the last.
std::vector<std::size_t> TextTable::widths(std::size_t columns) const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = display_width(columns_[i].title);
    for (const Row& row : rows_) width = std::max(width, display_width(row.cells[i]));
    widths.push_back(width);
  }
  const auto too_much = [&] { return total(widths) - std::min(total(widths), columns); };
  const std::size_t natural = widths.back();
  shrink(widths.back(), readable, too_much());
  const int most = std::ranges::max_element(columns_, {}, &Column::dropped)->dropped;
  for (int drop = most; drop > 0; --drop)
    for (std::size_t i = 0; i < columns_.size() && too_much() > 0; ++i)
      if (columns_[i].dropped == drop) widths[i] = 0;
  shrink(widths.front(), narrowest, too_much());
  shrink(widths.back(), narrowest, too_much());
  widths.back() = std::min(natural, widths.back() + columns - std::min(columns, total(widths)));
  return widths;
}

std::vector<std::string> TextTable::titles() const {
  std::vector<std::string> titles;
  for (const Column& column : columns_) titles.push_back(column.title);
  return titles;
}

// A row up to where its last column begins.
std::string TextTable::before_last(const std::vector<std::string>& cells,
                                   const std::vector<std::size_t>& widths) const {
  std::string line;
  for (std::size_t i = 0; i + 1 < cells.size(); ++i) {
    if (widths[i] == 0) continue;
    line += std::string(gap, ' ');
    line += columns_[i].right ? fitted_right(cells[i], widths[i]) : fitted(cells[i], widths[i]);
  }
  return line + std::string(gap, ' ');
}

std::string TextTable::row_text(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths,
                                Ink ink, const Pen& pen) const {
  const std::string line = before_last(cells, widths);
  const std::string under(total(widths) - widths.back(), ' ');
  std::string text;
  for (const std::string& part : wrapped(cells.back(), widths.back()))
    text += (text.empty() ? line : under) + pen(ink, part) + "\n";
  return text;
}

std::string TextTable::text(std::size_t columns, const Pen& pen) const {
  if (rows_.empty()) return {};
  const auto fitting = widths(columns);
  std::string text = row_text(titles(), fitting, Ink::dim, pen);
  for (const Row& row : rows_) {
    text += row_text(row.cells, fitting, row.ink, pen);
    for (const std::string& remark : row.remarks) text += paragraph(remark, columns, 2 * gap, Ink::dim, pen);
  }
  return text;
}

std::vector<std::string> TextTable::lines(std::size_t columns, const Pen& pen) const {
  if (rows_.empty()) return {};
  const auto fitting = widths(columns);
  const auto line = [&](const std::vector<std::string>& cells, Ink ink) {
    const std::string before = before_last(cells, fitting);
    const std::size_t taken = display_width(before);
    if (taken >= columns) return shortened(before, columns);
    return before + pen(ink, shortened(cells.back(), std::min(fitting.back(), columns - taken)));
  };
  std::vector<std::string> lines{line(titles(), Ink::dim)};
  for (const Row& row : rows_) lines.push_back(line(row.cells, row.ink));
  return lines;
}

}  // namespace concbench::reports
