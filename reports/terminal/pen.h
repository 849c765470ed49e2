// Text for a terminal: colours, and lines that fit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace concbench::reports {

enum class Ink { plain, bold, dim, red, green };

// Puts text in colour, if colours are wanted at all.
class Pen {
 public:
  explicit Pen(bool colour) : colour_(colour) {}
  std::string operator()(Ink, std::string_view) const;

 private:
  bool colour_;
};

// The text in lines of at most `columns`, broken at spaces, but not between a number and its %. A word longer
// than a line has one of its own: nothing is cut. At least one line.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

// The same as a paragraph: each line indented by `indent` spaces, those after the first by two more.
std::string paragraph(std::string_view text, std::size_t columns, std::size_t indent, Ink, const Pen&);

}  // namespace concbench::reports
