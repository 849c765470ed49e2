// The full report on a terminal: a table for each workload, and what to know about them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "reports/exports/report.h"
#include "reports/summary/summary.h"
#include "reports/terminal/ab_text.h"
#include "reports/terminal/pen.h"
#include "reports/terminal/study_text.h"
#include "reports/terminal/text_table.h"
#include "reports/words/problems.h"
#include "reports/words/units.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

std::string throughput_text(const WorkloadSummary& workload, const CaseSummary& summary) {
  if (summary.bytes_per_second) return rate_text(*summary.bytes_per_second, "B");
  if (!summary.tasks_per_second) return {};
  return rate_text(*summary.tasks_per_second, workload.task.empty() ? "tasks" : printable(workload.task));
}

std::string pair_text(std::optional<double> one, std::optional<double> other) {
  if (!one || !other) return "–";
  return fmt::format("{} + {}", count_text(std::llround(*one)), count_text(std::llround(*other)));
}

// Those with a higher number are dropped first on a narrow terminal.
TextTable table_of(const Summary& summary, const WorkloadSummary& workload) {
  TextTable table({{"runner"},
                   {"conc.", true, 3},
                   {"median", true, 1},
                   {"quartiles", true, 4},
                   {"n", true, 3},
                   {"speedup", true, 2},
                   {"throughput", true, 5},
                   {"switches", true, 6},
                   {"faults", true, 6},
                   {"migrations", true, 6},
                   {"against the first"}});
  for (const RunnerResult& runner : workload.runners) {
    if (!runner.best) continue;
    const CaseSummary& one = summary.cases[*runner.best];
    const Spread& time = *one.time_ns;
    table.add({printable(one.runner), fmt::format("{}", one.concurrency), duration_text(time.median),
               duration_range_text(time.lower_quartile, time.upper_quartile), fmt::format("{}", one.ok),
               one.speedup ? ratio_text(*one.speedup) : "–", throughput_text(workload, one),
               pair_text(one.voluntary_switches, one.involuntary_switches),
               pair_text(one.events.minor_faults, one.events.major_faults),
               one.events.migrations ? count_text(std::llround(*one.events.migrations)) : "–", runner.words});
  }
  return table;
}

std::string heading(const WorkloadSummary& workload, std::size_t columns, const Pen& pen) {
  const std::string title = shortened(printable(workload.title), columns);
  std::string about = workload.summary.empty() ? "" : "  " + printable(workload.summary);
  const std::size_t left = columns - display_width(title);
  about = left > 8 ? shortened(about, left) : "";
  return pen(Ink::bold, title) + pen(Ink::dim, about) + "\n";
}

std::string workload_text(const Summary& summary, const WorkloadSummary& workload, std::size_t columns,
                          const Pen& pen) {
  std::string text = heading(workload, columns, pen) + table_of(summary, workload).text(columns, pen);
  const auto timed =
      std::ranges::count_if(workload.runners, [](const auto& r) { return r.best.has_value(); });
  if (timed > 1) text += paragraph("=> " + printable(workload.conclusion), columns, 2, Ink::bold, pen);
  for (const Problem& one : failures(summary, workload, std::numeric_limits<std::size_t>::max()))
    text += paragraph(one.text, columns, 2, one.ink, pen);
  return text;
}

std::string text_of(const StudyPart& part, std::size_t columns, const Pen& pen) {
  std::string text = paragraph(part.title, columns, 0, Ink::bold, pen);
  if (!part.remark.empty()) text += paragraph(part.remark, columns, 2, Ink::dim, pen);
  text += part.table.text(columns, pen);
  for (const std::string& failed : part.failed) text += paragraph(failed, columns, 2, Ink::red, pen);
  if (!part.words.empty()) text += paragraph("=> " + part.words, columns, 2, Ink::bold, pen);
  return text;
}

std::string totals_text(const Summary& summary, std::size_t columns, const Pen& pen) {
  std::string text;
  for (const auto& problems : {remarks(summary), warnings(summary)})
    for (const Problem& one : problems) text += paragraph(one.text, columns, 0, one.ink, pen);
  return text;
}

}  // namespace

std::string terminal_summary(const Summary& summary, std::size_t columns, bool colour) {
  columns = std::max<std::size_t>(columns, 20);
  const Pen pen(colour);
  std::string text;
  for (const Section& section : ab_sections(summary, columns, pen))
    for (const auto& lines : {section.head, section.rows})
      for (const std::string& line : lines) text += line + "\n";
  if (!text.empty()) text += "\n";
  for (const WorkloadSummary& workload : summary.workloads)
    text += workload_text(summary, workload, columns, pen) + "\n";
  for (const StudyPart& part : study_parts(summary)) text += text_of(part, columns, pen) + "\n";
  return text + totals_text(summary, columns, pen);
}

}  // namespace concbench::reports
