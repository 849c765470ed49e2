#include "reports/terminal/pen.h"

#include <fmt/format.h>

#include <array>

#include "results/text.h"

namespace concbench::reports {

std::string Pen::operator()(Ink ink, std::string_view text) const {
  static constexpr std::array<std::string_view, 5> codes{"", "1", "2", "31", "32"};
  const auto code = codes[static_cast<std::size_t>(ink)];
  return !colour_ || code.empty() ? std::string(text) : fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines(1);
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    if (text.empty()) return lines;
    std::string_view word = text.substr(0, text.find(' '));
    if (text.substr(word.size()).starts_with(" %")) word = text.substr(0, text.find(' ', word.size() + 1));
    std::string& line = lines.back();
    if (line.empty())
      line = word;
    else if (display_width(line) + 1 + display_width(word) <= columns)
      line += fmt::format(" {}", word);
    else
      lines.emplace_back(word);
    text.remove_prefix(word.size());
  }
}

std::string paragraph(std::string_view text, std::size_t columns, std::size_t indent, Ink ink,
                      const Pen& pen) {
  const std::size_t deep = indent + 2;
  std::string result;
  for (const std::string& line : wrapped(text, columns > deep ? columns - deep : 1)) {
    result += std::string(result.empty() ? indent : deep, ' ') + pen(ink, line) + "\n";
  }
  return result;
}

}  // namespace concbench::reports
