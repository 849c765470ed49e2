#include "reports/terminal/ab_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reports/terminal/text_table.h"
#include "reports/words/units.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

Ink ink_of(const AbCase& one) {
  if (one.verdict == Claim::slower) return Ink::red;
  return one.verdict == Claim::faster ? Ink::green : Ink::plain;
}

// Of a claim its word and what else there is to say: the ratio and its interval stand beside it.
std::string verdict_of(const AbCase& one) {
  if (one.verdict != Claim::slower && one.verdict != Claim::faster) return printable(one.words);
  const std::size_t more = std::min(one.words.find("; "), one.words.size());
  return std::string(word(one.verdict)) + printable(one.words.substr(more));
}

TextTable table_of(const Ab& ab) {
  TextTable table({{"case"}, {"old", true, 2}, {"new", true, 2}, {"new / old", true, 1}, {"verdict"}});
  const auto time = [](const std::optional<double>& ns) { return ns ? duration_text(*ns) : "–"; };
  for (const AbCase& one : ab.cases) {
    std::string ratio = one.ratio ? number_text(*one.ratio) : "–";
    if (one.low) ratio += fmt::format(" ({}–{})", number_text(*one.low), number_text(*one.high));
    table.add({printable(one.name), time(one.old_ns), time(one.new_ns), ratio, verdict_of(one)}, ink_of(one));
  }
  return table;
}

std::string side_text(const char* name, const Side& side) {
  return printable(fmt::format("{}: {}{}{} ({:.12})", name, side.program, side.params.empty() ? "" : ", ",
                               fmt::join(side.params, ", "), side.binary_sha256));
}

}  // namespace

std::string ab_text(const Summary& summary, std::size_t columns, const Pen& pen) {
  if (!summary.ab) return {};
  const Ab& ab = *summary.ab;
  std::string text = paragraph(fmt::format("=> {}", printable(ab.conclusion)), columns, 0, Ink::bold, pen);
  text += fmt::format("\n{}\n", table_of(ab).text(columns, pen));
  text += paragraph(printable(ab.control), columns, 0, ab.control_differs > 0 ? Ink::red : Ink::plain, pen);
  for (std::size_t i = 0; i < summary.run.sides.size(); ++i)
    text += paragraph(side_text(i == 0 ? "old" : "new", summary.run.sides[i]), columns, 0, Ink::dim, pen);
  return text;
}

}  // namespace concbench::reports
