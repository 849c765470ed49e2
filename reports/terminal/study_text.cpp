#include "reports/terminal/study_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "reports/terminal/text_table.h"
#include "reports/words/units.h"
#include "reports/words/verdict_text.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

// With a reason the number is an upper bound.
std::string mark_text(const std::optional<double>& ns, const std::string& reason) {
  if (!ns) return "–";
  return (reason.empty() ? "" : "≤ ") + duration_text(*ns);
}

StudyPart part_of(const Granularity& granularity) {
  TextTable table({{"runner"},
                   {"conc.", true, 1},
                   {"METG(50 %)", true},
                   {"METG(90 %)", true, 2},
                   {"pays from", true},
                   {"why not"}});
  for (const GranularityResult& one : granularity.results) {
    std::string why;
    for (const auto& [what, reason] : {std::pair{"50 %", &one.metg_50_reason},
                                       {"90 %", &one.metg_90_reason},
                                       {"pays", &one.break_even_reason}})
      if (!reason->empty()) why += fmt::format("{}{}: {}", why.empty() ? "" : "; ", what, printable(*reason));
    table.add({printable(one.runner), fmt::format("{}", one.concurrency),
               mark_text(one.metg_50, one.metg_50_reason), mark_text(one.metg_90, one.metg_90_reason),
               mark_text(one.break_even, one.break_even_reason), why});
  }
  return {
      fmt::format("Granularity: {} of work cut into ever smaller tasks", duration_text(granularity.work_ns)),
      "",
      std::move(table),
      "runners",
      {},
      printable(granularity.words)};
}

// A row for each length that was measured, a column for each share of waiting.
StudyPart part_of(const AnswerMap& map) {
  std::vector<double> shares;
  for (const MapSpot& spot : map.spots)
    if (spot.measured && std::ranges::find(shares, spot.waiting) == shares.end())
      shares.push_back(spot.waiting);
  std::ranges::sort(shares);
  std::vector<TextTable::Column> columns{{"a task", true}};
  for (const double share : shares)
    columns.push_back({share == 0 ? "no waiting" : percent_text(share) + " waiting"});
  TextTable table(std::move(columns));
  for (const double length : map.lengths) {
    std::vector<std::string> cells(1 + shares.size());
    bool is_measured = false;
    for (const MapSpot& spot : map.spots) {
      if (spot.length_ns != length || !spot.measured) continue;
      is_measured = true;
      cells[1 + static_cast<std::size_t>(std::ranges::find(shares, spot.waiting) - shares.begin())] =
          printable(spot.runner) + (spot.certainty == Certainty::open ? " ?" : "");
    }
    cells[0] = duration_text(length);
    if (is_measured) table.add(std::move(cells));
  }
  return {"Which model for which task",
          "the fastest model, sequential where none pays; ?: not told apart from others, see the report",
          std::move(table),
          "lengths",
          {},
          printable(map.words)};
}

StudyPart part_of(const CoreMap& map) {
  TextTable table({{"CPU"}, {"median", true}, {"quartiles", true, 2}, {"speed", true}, {"kind"}});
  for (const CoreSpeed& one : map.cpus)
    table.add({fmt::format("{}", one.cpu), duration_text(one.time_ns),
               duration_range_text(one.lower_quartile_ns, one.upper_quartile_ns), percent_text(one.speed),
               printable(one.kind_name)});
  return {
      printable(map.workload) + " on each CPU alone", "", std::move(table), "CPUs", {}, printable(map.words)};
}

// The pairs themselves are many, and on the page.
std::optional<StudyPart> core_to_core(const Cores& cores) {
  if (cores.latencies.empty() && cores.failed.empty()) return {};
  StudyPart part{"Core to core", "", TextTable({{""}}), "", {}, printable(cores.latency_words)};
  if (cores.sampled) part.remark = "not every pair was measured: a sample, spread over the machine";
  for (const std::string& failed : cores.failed) part.failed.push_back("not measured: " + printable(failed));
  return part;
}

StudyPart part_of(const MemoryPerTask& memory) {
  TextTable table(
      {{"runner"}, {"most in flight", true}, {"a task", true}, {"in all", true, 1}, {"why no more"}});
  for (const MemoryResult& one : memory.results) {
    const MemoryPoint& most = one.points.back();
    table.add({printable(one.runner), count_text(most.tasks), memory_text(most.bytes_per_task),
               memory_text(most.bytes), printable(one.stopped)});
  }
  return {"Memory per task in flight", "", std::move(table), "runners", {}, printable(memory.words)};
}

}  // namespace

std::vector<StudyPart> study_parts(const Summary& summary) {
  std::vector<StudyPart> parts;
  if (summary.map) parts.push_back(part_of(*summary.map));
  if (summary.granularity) parts.push_back(part_of(*summary.granularity));
  if (summary.cores) {
    for (const CoreMap& map : summary.cores->maps) parts.push_back(part_of(map));
    if (auto pairs = core_to_core(*summary.cores)) parts.push_back(std::move(*pairs));
  }
  if (summary.memory) parts.push_back(part_of(*summary.memory));
  return parts;
}

}  // namespace concbench::reports
