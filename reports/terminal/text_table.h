// A table for a terminal of any width.
#pragma once

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
  explicit TextTable(std::vector<Column> columns);

  // A cell for each column; the ink is that of the last one. No cell holds a control character.
  void add(std::vector<std::string> cells, Ink ink = Ink::plain);
  // Lines under the row before, in place of its cells.
  void remark(std::string text);

  bool empty() const { return rows_.empty(); }
  // A line of titles and the rows, each line at most `columns` wide.
  std::string text(std::size_t columns, const Pen&) const;
  // The same, but each row is one line: the last column is cut where it would be wrapped. Without remarks.
  std::vector<std::string> lines(std::size_t columns, const Pen&) const;

 private:
  struct Row {
    std::vector<std::string> cells;
    Ink ink;
    std::vector<std::string> remarks;
  };
  std::vector<std::size_t> widths(std::size_t columns) const;
  std::vector<std::string> titles() const;
  std::string before_last(const std::vector<std::string>& cells,
                          const std::vector<std::size_t>& widths) const;
  std::string row_text(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths, Ink ink,
                       const Pen&) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace concbench::reports
