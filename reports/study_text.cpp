#include "reports/study_text.h"

#include <fmt/format.h>

#include "reports/text.h"
#include "reports/text_table.h"
#include "reports/units.h"
#include "reports/verdict.h"

namespace concbench::reports {
namespace {

// With a reason the number is an upper bound.
std::string mark_text(const std::optional<double>& ns, const std::string& reason) {
  if (!ns) return "–";
  return (reason.empty() ? "" : "≤ ") + duration_text(*ns);
}

std::string conclusion(const std::string& words, std::size_t columns, const Pen& pen) {
  return words.empty() ? "" : paragraph("=> " + printable(words), columns, 2, Ink::bold, pen);
}

}  // namespace

std::string text_of(const Granularity& granularity, std::size_t columns, const Pen& pen) {
  std::string text = paragraph(
      fmt::format("Granularity: {} of work cut into ever smaller tasks", duration_text(granularity.work_ns)),
      columns, 0, Ink::bold, pen);
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
  return text + table.text(columns, pen) + conclusion(granularity.rule, columns, pen);
}

std::string text_of(const Cores& cores, std::size_t columns, const Pen& pen) {
  constexpr std::size_t kMostRows = 16;  // more CPUs are in the report
  std::string text;
  for (const CoreMap& map : cores.maps) {
    text += paragraph(printable(map.workload) + " on each CPU alone", columns, 0, Ink::bold, pen);
    TextTable table({{"CPU"}, {"median", true}, {"quartiles", true, 2}, {"speed", true}, {"kind"}});
    for (std::size_t i = 0; i < std::min(map.cpus.size(), kMostRows); ++i) {
      const CoreSpeed& one = map.cpus[i];
      table.add({fmt::format("{}", one.cpu), duration_text(one.time_ns),
                 duration_range_text(one.lower_quartile_ns, one.upper_quartile_ns), percent_text(one.speed),
                 printable(one.kind_name)});
    }
    text += table.text(columns, pen);
    if (map.cpus.size() > kMostRows)
      text += paragraph(fmt::format("and {} more; the report shows all", map.cpus.size() - kMostRows),
                        columns, 2, Ink::dim, pen);
    text += conclusion(map.words, columns, pen) + "\n";
  }
  for (const std::string& failed : cores.failed)
    text += paragraph("not measured: " + printable(failed), columns, 2, Ink::red, pen);
  if (cores.latencies.empty()) return text;
  text += paragraph("Core to core", columns, 0, Ink::bold, pen);
  if (cores.sampled)
    text += paragraph("not every pair was measured: a sample, spread over the machine", columns, 2, Ink::dim,
                      pen);
  return text + conclusion(cores.latency_words, columns, pen);
}

std::string text_of(const MemoryPerTask& memory, std::size_t columns, const Pen& pen) {
  std::string text = paragraph("Memory per task in flight", columns, 0, Ink::bold, pen);
  TextTable table(
      {{"runner"}, {"most in flight", true}, {"a task", true}, {"in all", true, 1}, {"why no more"}});
  for (const MemoryResult& one : memory.results) {
    const MemoryPoint& most = one.points.back();
    table.add({printable(one.runner), count_text(most.tasks), memory_text(most.bytes_per_task),
               memory_text(most.bytes), printable(one.stopped)});
  }
  return text + table.text(columns, pen) + conclusion(memory.words, columns, pen);
}

}  // namespace concbench::reports
