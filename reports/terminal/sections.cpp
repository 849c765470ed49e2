#include "reports/terminal/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "results/text.h"

namespace concbench::reports {
namespace {

// How many rows a section shows; where it is not all of them, the line that counts the others takes the place
// of one more.
std::size_t least_rows(const Section& section) {
  return section.rows.size() <= section.least + 1 ? section.rows.size() : section.least;
}

std::size_t lines_with(const Section& section, std::size_t rows) {
  return section.head.size() + rows + (rows < section.rows.size() ? 1 : 0);
}

std::string left_out(std::size_t count, const std::string& what, std::size_t columns, const Pen& pen) {
  return pen(Ink::dim, shortened(fmt::format("  … and {} more {} in the report", count, what), columns));
}

// In their own order, the most important so many.
std::vector<std::string> chosen(const Section& section, std::size_t rows) {
  std::vector<std::size_t> kept = section.importance;
  if (kept.empty()) {
    kept.resize(section.rows.size());
    std::iota(kept.begin(), kept.end(), std::size_t{0});
  }
  kept.resize(rows);
  std::ranges::sort(kept);
  std::vector<std::string> texts;
  for (const std::size_t index : kept) texts.push_back(section.rows[index]);
  return texts;
}

// Takes out whole sections until the least of the others fits, with a line for those taken out.
std::size_t drop(std::vector<Section>& sections, std::size_t lines) {
  std::size_t gone = 0;
  while (sections.size() > 1 && least_lines(sections) + (gone > 0) > lines) {
    // Of several alike, the last.
    const auto last = std::ranges::max_element(sections.rbegin(), sections.rend(), {}, &Section::dropped);
    sections.erase(std::prev(last.base()));
    ++gone;
  }
  return gone;
}

}  // namespace

std::size_t least_lines(const std::vector<Section>& sections) {
  std::size_t lines = 0;
  for (const Section& section : sections) lines += lines_with(section, least_rows(section));
  return lines;
}

std::string fitted_lines(std::vector<Section> sections, std::size_t lines, std::size_t columns,
                         const Pen& pen) {
  const std::size_t gone = drop(sections, lines);
  const std::size_t taken = least_lines(sections) + (gone > 0);
  std::size_t room = lines - std::min(lines, taken);
  std::vector<std::string> all;
  for (const Section& section : sections) {
    std::size_t rows = least_rows(section);
    if (const std::size_t hidden = section.rows.size() - rows; hidden > 0) {
      const std::size_t more = hidden - 1 <= room ? hidden : room;
      rows += more;
      room -= std::min(room, more == hidden ? hidden - 1 : more);
    }
    all.insert(all.end(), section.head.begin(), section.head.end());
    std::ranges::move(chosen(section, rows), std::back_inserter(all));
    if (rows < section.rows.size())
      all.push_back(left_out(section.rows.size() - rows, section.what, columns, pen));
  }
  if (gone > 0) all.push_back(left_out(gone, gone == 1 ? "part" : "parts", columns, pen));
  if (all.size() > lines) all.resize(lines);  // one section whose head alone is too long
  std::string text;
  for (const std::string& line : all)
    if (!line.empty() || !text.empty()) text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  return text;
}

}  // namespace concbench::reports
