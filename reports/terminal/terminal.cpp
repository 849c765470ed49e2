// What a run or a study comes to, on a terminal.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

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

constexpr std::size_t all = TextTable::all;

// How much is shown of what there may be much of: with all else it comes to some 40 lines.
struct Most {
  std::size_t workloads = all, runners = all, failures = all, concurrencies = all, studied = all;
  bool is_all() const { return workloads == all; }
};

Most brief(const Summary& summary) {
  constexpr std::size_t rows = 15;  // of all workloads
  const bool several = summary.workloads.size() > 1;
  return {rows, several ? std::max<std::size_t>(rows / summary.workloads.size(), 1) : all, several ? 2U : 6U,
          4, 12};
}

std::string left_out(std::size_t count, std::string_view what) {
  return fmt::format("and {} more {}; --details shows all", count, what);
}

// Columns of --details stand before the last.
template <class Cell>
std::vector<Cell> with_details(std::vector<Cell> cells, std::vector<Cell> details, const Most& most) {
  if (most.is_all()) cells.insert(cells.end() - 1, details.begin(), details.end());
  return cells;
}

std::string throughput_text(const WorkloadSummary& workload, const CaseSummary& summary) {
  if (summary.bytes_per_second) return rate_text(*summary.bytes_per_second, "B");
  if (!summary.tasks_per_second) return {};
  return rate_text(*summary.tasks_per_second, workload.task.empty() ? "tasks" : printable(workload.task));
}

// Where nothing is judged at all, the conclusion says why.
std::string verdict_of(const WorkloadSummary& workload, const RunnerResult& runner) {
  const bool is_any_judged =
      std::ranges::any_of(workload.runners, [](const RunnerResult& one) { return one.ratio.has_value(); });
  return is_any_judged || runner.verdict != Claim::not_judged ? printable(runner.words)
                                                              : std::string(word(runner.verdict));
}

void add_runner(const Summary& summary, const WorkloadSummary& workload, const RunnerResult& runner,
                const Most& most, TextTable& table) {
  const CaseSummary& one = summary.cases[runner.best.value_or(runner.cases.front())];
  std::vector<std::string> cells{printable(runner.runner), "–", "–", "–"}, details{"–", "–", "–"};
  Ink ink = Ink::plain;
  if (runner.best) {
    cells = {cells[0], fmt::format("{}", one.concurrency), duration_text(one.time_ns->median),
             one.speedup ? ratio_text(*one.speedup) : "–", verdict_of(workload, runner)};
    details = {duration_range_text(one.time_ns->lower_quartile, one.time_ns->upper_quartile),
               throughput_text(workload, one), fmt::format("{}", one.ok)};
    if (runner.contender && runner.verdict != Claim::not_judged) ink = Ink::green;
  } else {
    cells.emplace_back(one.state == State::missing ? "not run" : word(one.state));
    ink = one.state == State::failed || one.state == State::timeout ? Ink::red : Ink::dim;
  }
  table.add(with_details(std::move(cells), std::move(details), most), ink);
}

// The fastest, and the one that is recommended.
std::vector<const RunnerResult*> shown_runners(const WorkloadSummary& workload,
                                               const std::string& recommended, std::size_t most) {
  std::vector<const RunnerResult*> shown;
  for (const RunnerResult& runner : workload.runners) {
    if (shown.size() < most)
      shown.push_back(&runner);
    else if (runner.runner == recommended)
      shown.back() = &runner;
  }
  return shown;
}

void add_workload(const Summary& summary, const WorkloadSummary& workload, const Most& most,
                  TextTable& table) {
  const auto& all_advice = summary.advice.recommendations;
  const auto advice = std::ranges::find(all_advice, workload.title, &Recommendation::workload);
  const bool is_advised = advice != all_advice.end();
  const auto shown = shown_runners(workload, is_advised ? advice->runner : "", most.runners);
  std::string title = printable(workload.title);
  if (!workload.summary.empty()) title += " – " + printable(workload.summary);
  if (shown.size() < workload.runners.size())
    title += fmt::format(" ({} of {} models)", shown.size(), workload.runners.size());
  table.remark(title, Ink::bold, 0);
  for (const RunnerResult* runner : shown) add_runner(summary, workload, *runner, most, table);
  table.remark("=> " + printable(is_advised ? advice->sentence : workload.conclusion), Ink::bold, 2);
  const auto failed = failures(summary, workload, most.concurrencies);
  for (std::size_t i = 0; i < std::min(failed.size(), most.failures); ++i)
    table.remark(failed[i].text, failed[i].ink, 2);
  if (failed.size() > most.failures)
    table.remark(left_out(failed.size() - most.failures, "without a time"), Ink::dim, 2);
}

// One table for all workloads, so that the columns stand under each other.
std::string workloads_text(const Summary& summary, const Most& most, std::size_t columns, const Pen& pen) {
  using Columns = std::vector<TextTable::Column>;
  TextTable table(
      with_details(Columns{{"model"}, {"concurrency", true}, {"time", true}, {"speedup", true}, {"verdict"}},
                   Columns{{"middle half", true, 1}, {"throughput", true, 3}, {"samples", true, 2}}, most));
  const std::size_t shown = std::min(summary.workloads.size(), most.workloads);
  for (std::size_t i = 0; i < shown; ++i) add_workload(summary, summary.workloads[i], most, table);
  if (shown < summary.workloads.size())
    table.remark(left_out(summary.workloads.size() - shown, "workloads"), Ink::dim, 0);
  return table.text(columns, pen);
}

std::string text_of(const StudyPart& part, const Most& most, std::size_t columns, const Pen& pen) {
  std::string text = paragraph(part.title, columns, 0, Ink::bold, pen);
  if (!part.remark.empty()) text += paragraph(part.remark, columns, 2, Ink::dim, pen);
  text += part.table.text(columns, pen, most.studied);
  if (part.table.rows() > most.studied)
    text += paragraph(left_out(part.table.rows() - most.studied, part.what), columns, 2, Ink::dim, pen);
  for (const std::string& failed : part.failed) text += paragraph(failed, columns, 2, Ink::red, pen);
  if (!part.words.empty()) text += paragraph("=> " + part.words, columns, 2, Ink::bold, pen);
  return text;
}

// "governor: powersave. What it does: …" is about the governor; other warnings are whole as they are.
std::vector<Problem> warnings_in_short(const Summary& summary) {
  std::vector<Problem> problems;
  std::vector<std::string> names;
  for (const Problem& one : warnings(summary)) {
    const std::size_t end = one.text.find(": ");
    if (end == std::string::npos)
      problems.push_back(one);
    else
      names.push_back(one.text.substr(2, end - 2));
  }
  if (!names.empty())
    problems.push_back(
        {fmt::format("! What makes these numbers noisy: {}; --details says what to do about it",
                     fmt::join(names, ", ")),
         Ink::dim});
  return problems;
}

std::string quality_text(const Summary& summary, const Most& most, std::size_t columns, const Pen& pen) {
  std::string text;
  for (const auto& problems :
       {remarks(summary), most.is_all() ? warnings(summary) : warnings_in_short(summary)})
    for (const Problem& one : problems) text += paragraph(one.text, columns, 0, one.ink, pen);
  return text;
}

std::string text_of(const Summary& summary, const Most& most, std::size_t columns, bool colour) {
  columns = std::max(columns, fewest_columns);
  const Pen pen(colour);
  std::string text;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) text += (text.empty() ? "" : "\n") + part;
  };
  add(ab_text(summary, columns, pen));
  add(workloads_text(summary, most, columns, pen));
  for (const StudyPart& part : study_parts(summary)) add(text_of(part, most, columns, pen));
  add(quality_text(summary, most, columns, pen));
  return text;
}

}  // namespace

std::string terminal_brief(const Summary& summary, std::size_t columns, bool colour) {
  return text_of(summary, brief(summary), columns, colour);
}

std::string terminal_summary(const Summary& summary, std::size_t columns, bool colour) {
  return text_of(summary, {}, columns, colour);
}

}  // namespace concbench::reports
