// A table for a terminal.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "reports/terminal/pen.h"

namespace concbench::reports {

class TextTable {
 public:
  // Those with a higher `dropped` go first where the terminal is too narrow; those with 0 stay. The last
  // column is wrapped and stays as well.
  struct Column {
    std::string title;
    bool right = false;
    int dropped = 0;
  };
  static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

  explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // A cell for each column; the ink is that of the last one. No cell holds a control character.
  void add(std::vector<std::string> cells, Ink ink = Ink::plain) { rows_.push_back({std::move(cells), ink}); }
  // A paragraph across all columns, under the row before.
  void remark(std::string text, Ink ink = Ink::dim, std::size_t indent = 4) {
    rows_.push_back({{std::move(text)}, ink, indent});
  }

  bool empty() const { return rows_.empty(); }
  std::size_t rows() const { return rows_.size(); }
  // A line of titles and the rows, the first `most` of them. Nothing is cut: where the terminal is too narrow
  // for that, it wraps.
  std::string text(std::size_t columns, const Pen&, std::size_t most = all) const;

 private:
  struct Row {
    std::vector<std::string> cells;
    Ink ink = Ink::plain;
    std::size_t indent = 0;  // of a paragraph; 0 of cells
    bool is_paragraph() const { return cells.size() == 1; }
  };
  std::vector<std::size_t> widths(std::size_t columns) const;
  std::string row_text(const Row&, const std::vector<std::size_t>& widths, std::size_t columns,
                       const Pen&) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace concbench::reports
