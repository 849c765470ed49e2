// What sides say of each case, on a terminal.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "reports/compare/compare.h"
#include "reports/terminal/pen.h"
#include "reports/terminal/text_table.h"
#include "reports/words/units.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

constexpr std::size_t fewest = 20;     // columns of the narrowest terminal
constexpr std::size_t most_rows = 16;  // of all comparisons together, unless all are wanted
constexpr std::size_t least_rows = 4;  // of a comparison

std::string head_text(const FileComparison& files, std::size_t columns, const Pen& pen) {
  std::string text = paragraph(printable(fmt::format("{} (B) against {} (A)", files.other, files.reference)),
                               columns, 0, Ink::bold, pen);
  text += paragraph(files.same_machine
                        ? "One machine"
                        : "Two machines: they are what is compared, with all that differs between them",
                    columns, 2, Ink::plain, pen);
  for (const std::string& note : files.notes) text += paragraph(printable(note), columns, 2, Ink::dim, pen);
  return text;
}

Ink ink_of(const CaseComparison& one) {
  if (one.verdict == Claim::slower) return Ink::red;
  if (one.verdict == Claim::faster) return Ink::green;
  return one.verdict == Claim::undecided ? Ink::dim : Ink::plain;
}

std::vector<std::string> cells_of(const CaseComparison& one, const FileComparison& files) {
  const auto ratio = [](const std::optional<double>& value) { return value ? number_text(*value) : "–"; };
  std::vector<std::string> cells{printable(one.name), duration_text(*one.reference_ns),
                                 duration_text(*one.other_ns)};
  if (!files.same_machine)
    cells.push_back(fmt::format("{} and {}", ratio(one.reference_speedup), ratio(one.other_speedup)));
  const std::string range =
      one.low ? fmt::format("{} – {}", number_text(*one.low), number_text(*one.high)) : "–";
  if (files.unjudged.empty())
    cells.insert(cells.end(), {ratio(one.ratio), range, printable(one.words)});
  else
    cells.insert(cells.end(), {range, ratio(one.ratio)});
  return cells;
}

// What is claimed first, then what differs most.
std::vector<const CaseComparison*> by_importance(const FileComparison& files) {
  std::vector<const CaseComparison*> cases;
  for (const CaseComparison& one : files.cases)
    if (one.verdict != Claim::not_comparable) cases.push_back(&one);
  std::ranges::stable_sort(cases, {}, [](const CaseComparison* one) {
    const bool is_claim = one->verdict == Claim::slower || one->verdict == Claim::faster;
    return std::pair(!is_claim, -std::abs(std::log(*one->ratio)));
  });
  return cases;
}

std::string table_text(const FileComparison& files, std::size_t most, std::size_t columns, const Pen& pen) {
  std::vector<TextTable::Column> titles{{"case"}, {"A", true, 2}, {"B", true, 3}};
  if (!files.same_machine) titles.push_back({"speedups", true, 5});
  if (files.unjudged.empty())
    titles.insert(titles.end(), {{"B/A", true, 1}, {"interval", true, 4}, {"verdict"}});
  else
    titles.insert(titles.end(), {{"seen", true, 4}, {"B/A"}});
  TextTable table(std::move(titles));
  const auto cases = by_importance(files);
  for (const CaseComparison* one : std::span(cases).first(std::min(most, cases.size()))) {
    table.add(cells_of(*one, files), ink_of(*one));
    if (most >= cases.size())
      for (const std::string& remark : one->remarks) table.remark(printable(remark));
  }
  if (table.empty()) return {};
  std::string text = table.text(columns, pen);
  if (most < cases.size())
    text += paragraph(fmt::format("and {} more that differ less; --details shows all", cases.size() - most),
                      columns, 2, Ink::dim, pen);
  return text;
}

// Those of one reason together: "not in B: primes/tbb/concurrency:2, primes/tbb/concurrency:4".
std::string not_comparable_text(const FileComparison& files, std::size_t columns, const Pen& pen) {
  std::vector<std::pair<std::string, std::vector<std::string>>> reasons;
  for (const CaseComparison& one : files.cases) {
    if (one.verdict != Claim::not_comparable) continue;
    auto same = std::ranges::find(reasons, one.words, [](const auto& r) { return r.first; });
    if (same == reasons.end()) same = reasons.insert(reasons.end(), {one.words, {}});
    same->second.push_back(one.name);
  }
  if (reasons.empty()) return {};
  std::string text = pen(Ink::bold, "Not comparable") + "\n";
  for (const auto& [reason, names] : reasons)
    text += paragraph(printable(fmt::format("{}: {}", reason, fmt::join(names, ", "))), columns, 2,
                      Ink::plain, pen);
  return text + "\n";
}

std::string differences_text(const FileComparison& files, std::size_t columns, const Pen& pen) {
  if (files.differences.empty()) return "Machine and build are the same.\n";
  TextTable table({{"machine and build"}, {"A", false, 1}, {"B"}});
  for (const Difference& one : files.differences)
    table.add({printable(one.field), printable(one.reference), printable(one.other)});
  return table.text(columns, pen);
}

// In one line what else there is to see.
std::string rest_text(const FileComparison& files, std::size_t columns, const Pen& pen) {
  std::vector<std::string> fields, parts;
  for (const Difference& one : files.differences) fields.push_back(one.field);
  if (!fields.empty())
    parts.push_back(fmt::format("Machine and build differ in {}", fmt::join(fields, ", ")));
  if (const auto count = files.counts.not_comparable; count > 0)
    parts.push_back(fmt::format("{} case{} cannot be compared", count, count == 1 ? "" : "s"));
  if (parts.empty()) return {};
  return paragraph(printable(fmt::format("{} (--details)", fmt::join(parts, "; "))), columns, 2, Ink::dim,
                   pen);
}

}  // namespace

std::string compare_text(std::span<const FileComparison> comparisons, bool all, std::size_t columns,
                         bool colour) {
  columns = std::max(columns, fewest);
  const Pen pen(colour);
  const std::size_t most =
      all ? std::numeric_limits<std::size_t>::max()
          : std::max(least_rows, most_rows / std::max<std::size_t>(comparisons.size(), 1));
  std::string text;
  for (const FileComparison& files : comparisons) {
    if (!text.empty()) text += "\n";
    text += head_text(files, columns, pen);
    text += table_text(files, most, columns, pen);
    if (!all) {
      text += rest_text(files, columns, pen);
      continue;
    }
    text += "\n";
    text += not_comparable_text(files, columns, pen);
    text += differences_text(files, columns, pen);
  }
  return text;
}

}  // namespace concbench::reports
