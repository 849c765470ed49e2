// The comparison of two files on a terminal.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "reports/compare/compare.h"
#include "reports/terminal/pen.h"
#include "reports/terminal/text_table.h"
#include "reports/words/units.h"
#include "reports/words/verdict_text.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

constexpr std::size_t fewest = 20;  // columns of the narrowest terminal

// "2 slower, 1 faster, 30 equivalent, 3 undecided, 4 not comparable"; those of zero that say nothing are
// left out.
std::string counts_text(const VerdictCounts& counts) {
  std::vector<std::string> parts{
      fmt::format("{} slower", counts.slower), fmt::format("{} faster", counts.faster),
      fmt::format("{} equivalent", counts.equivalent), fmt::format("{} undecided", counts.undecided)};
  if (counts.not_judged > 0) parts.push_back(fmt::format("{} not judged", counts.not_judged));
  if (counts.withheld > 0) parts.push_back(fmt::format("{} without a claim", counts.withheld));
  parts.push_back(fmt::format("{} not comparable", counts.not_comparable));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string canary_text(double share) {
  const std::string size = percent_text(std::abs(share));
  if (size == percent_text(0)) return "its canary has not moved";
  return fmt::format("its canary is {} {} in B", size, share < 0 ? "faster" : "slower");
}

std::string machines_text(const FileComparison& files) {
  if (files.same_run) return files.withheld + ": a comparison with itself says nothing";
  if (!files.same_machine)
    return "Two machines: they are what is compared, with all that differs between them";
  if (!files.canary_shift) return "One machine; nothing is claimed: " + files.withheld;
  const std::string moved = canary_text(*files.canary_shift);
  if (!files.withheld.empty()) return fmt::format("One machine, but {}: nothing is claimed", moved);
  return fmt::format("One machine; {}", moved);
}

std::string head_text(const FileComparison& files, std::size_t columns, const Pen& pen) {
  const auto line = [&](const std::string& text, Ink ink) {
    return paragraph(printable(text), columns, 2, ink, pen);
  };
  std::string text = paragraph(printable(fmt::format("{} (B) against {} (A): {}", files.other,
                                                     files.reference, counts_text(files.counts))),
                               columns, 0, Ink::bold, pen);
  text += line(machines_text(files), files.withheld.empty() ? Ink::plain : Ink::red);
  for (const std::string& note : files.notes) text += line(note, Ink::dim);
  if (files.counts.not_judged > 0)
    text += line(fmt::format("A claim in a family of {} takes {} samples of each case in each file",
                             files.family, files.needed),
                 Ink::plain);
  return text;
}

Ink ink_of(const CaseComparison& one) {
  if (one.verdict == Claim::slower) return Ink::red;
  if (one.verdict == Claim::faster) return Ink::green;
  return one.verdict == Claim::equivalent ? Ink::plain : Ink::dim;
}

// "tbb at 2", with what else the name says: the workload stands above, and short names fit.
std::string name_within(const CaseComparison& one) {
  const std::string start = fmt::format("{}/{}/concurrency:{}", one.workload, one.runner, one.concurrency);
  if (!one.name.starts_with(start)) return printable(one.name);
  return printable(fmt::format("{} at {}{}", one.runner, one.concurrency, one.name.substr(start.size())));
}

std::vector<std::string> cells_of(const CaseComparison& one, bool speedups) {
  const auto ratio = [](const std::optional<double>& value) { return value ? ratio_text(*value) : "–"; };
  std::vector<std::string> cells{
      name_within(one), duration_text(*one.reference_ns), duration_text(*one.other_ns), ratio(one.ratio),
      one.low ? fmt::format("{} – {}", ratio_text(*one.low), ratio_text(*one.high)) : "–"};
  if (speedups) {
    cells.push_back(ratio(one.reference_speedup));
    cells.push_back(ratio(one.other_speedup));
  }
  cells.push_back(printable(one.words));
  return cells;
}

TextTable table_for(const FileComparison& files, const std::string& workload) {
  std::vector<TextTable::Column> columns{
      {"case"}, {"A", true, 1}, {"B", true, 2}, {"B/A", true, 4}, {"interval", true, 5}};
  const bool speedups = !files.same_machine;
  if (speedups) {
    columns.push_back({"speedup in A", true, 3});
    columns.push_back({"speedup in B", true, 3});
  }
  columns.push_back({"verdict"});
  TextTable table(std::move(columns));
  for (const CaseComparison& one : files.cases) {
    if (one.workload != workload || one.verdict == Claim::not_comparable) continue;
    table.add(cells_of(one, speedups), ink_of(one));
    for (const std::string& remark : one.remarks) table.remark(printable(remark));
  }
  return table;
}

std::vector<std::string> workloads_of(const FileComparison& files) {
  std::vector<std::string> workloads;
  for (const CaseComparison& one : files.cases)
    if (std::ranges::find(workloads, one.workload) == workloads.end()) workloads.push_back(one.workload);
  return workloads;
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

std::string file_text(const FileComparison& files, std::size_t columns, const Pen& pen) {
  std::string text = head_text(files, columns, pen) + "\n";
  for (const std::string& workload : workloads_of(files)) {
    const TextTable table = table_for(files, workload);
    if (table.empty()) continue;
    text += paragraph(printable(workload), columns, 0, Ink::bold, pen) + table.text(columns, pen) + "\n";
  }
  return text + not_comparable_text(files, columns, pen) + differences_text(files, columns, pen);
}

}  // namespace

std::string compare_text(std::span<const FileComparison> comparisons, std::size_t columns, bool colour) {
  std::string text;
  for (const FileComparison& files : comparisons)
    text += file_text(files, std::max(columns, fewest), Pen(colour)) + "\n";
  if (!text.empty()) text.pop_back();  // the empty line after the last
  return text;
}

}  // namespace concbench::reports
