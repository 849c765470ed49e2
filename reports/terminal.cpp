#include <fmt/format.h>

#include <algorithm>

#include "reports/pen.h"
#include "reports/report.h"
#include "reports/study_text.h"
#include "reports/summary.h"
#include "reports/text.h"
#include "reports/text_table.h"
#include "reports/units.h"
#include "reports/verdict.h"

namespace concbench::reports {
namespace {

std::string throughput_text(const WorkloadSummary& workload, const CaseSummary& summary) {
  if (summary.bytes_per_second) return rate_text(*summary.bytes_per_second, "B");
  if (!summary.tasks_per_second) return {};
  return rate_text(*summary.tasks_per_second, workload.task.empty() ? "tasks" : printable(workload.task));
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
                   {"against the first"}});
  for (const RunnerResult& runner : workload.runners) {
    if (!runner.best) continue;
    const CaseSummary& one = summary.cases[*runner.best];
    const Spread& time = *one.time_ns;
    table.add({printable(one.runner), fmt::format("{}", one.concurrency), duration_text(time.median),
               duration_range_text(time.lower_quartile, time.upper_quartile), fmt::format("{}", one.ok),
               one.speedup ? ratio_text(*one.speedup) : "–", throughput_text(workload, one), runner.words});
  }
  return table;
}

std::string shortened(const std::string& text, std::size_t columns) {
  return display_width(text) > columns ? fitted(text, columns) : text;
}

std::string heading(const WorkloadSummary& workload, std::size_t columns, const Pen& pen) {
  const std::string title = shortened(printable(workload.title), columns);
  std::string about = workload.summary.empty() ? "" : "  " + printable(workload.summary);
  const std::size_t left = columns - display_width(title);
  about = left > 8 ? shortened(about, left) : "";
  return pen(Ink::bold, title) + pen(Ink::dim, about) + "\n";
}

// Cases of one runner that went wrong in the same way.
struct Failure {
  std::string runner, state, reason;
  std::string concurrencies;
  std::int64_t bad = 0, samples = 0;
};

// Most samples' reason stands for the case.
std::string main_reason(const CaseSummary& one) {
  const auto most = std::ranges::max_element(one.reasons, {}, &Remark::samples);
  return most == one.reasons.end() ? "not run" : most->text;
}

std::vector<Failure> failures_of(const Summary& summary, const WorkloadSummary& workload) {
  std::vector<Failure> failures;
  for (const RunnerResult& runner : workload.runners) {
    for (const std::size_t index : runner.cases) {
      const CaseSummary& one = summary.cases[index];
      if (one.state == "ok") continue;
      const std::string partly = one.failed + one.timeout > 0 ? "failed" : "skipped";
      const Failure here{one.runner, one.state == "partly" ? partly : one.state, main_reason(one), "", 0, 0};
      auto same = std::ranges::find_if(failures, [&](const Failure& f) {
        return f.runner == here.runner && f.state == here.state && f.reason == here.reason;
      });
      if (same == failures.end()) same = failures.insert(failures.end(), here);
      same->concurrencies += fmt::format("{}{}", same->concurrencies.empty() ? "" : ", ", one.concurrency);
      same->bad += one.failed + one.timeout + one.skipped;
      same->samples += one.failed + one.timeout + one.skipped + one.ok;
    }
  }
  return failures;
}

std::string failure_text(const Failure& failure, std::size_t columns, const Pen& pen) {
  const std::string where = fmt::format("{} at {}: ", printable(failure.runner), failure.concurrencies);
  const std::string what = failure.state == "missing"
                               ? "not run"
                               : fmt::format("{} {} of {}: {}", failure.state, failure.bad, failure.samples,
                                             printable(failure.reason));
  const bool quiet = failure.state == "missing" || failure.state == "skipped";
  return paragraph(where + what, columns, 2, quiet ? Ink::dim : Ink::red, pen);
}

std::string workload_text(const Summary& summary, const WorkloadSummary& workload, std::size_t columns,
                          const Pen& pen) {
  std::string text = heading(workload, columns, pen) + table_of(summary, workload).text(columns, pen);
  const auto timed =
      std::ranges::count_if(workload.runners, [](const auto& r) { return r.best.has_value(); });
  if (timed > 1) text += paragraph("=> " + printable(workload.conclusion), columns, 2, Ink::bold, pen);
  for (const Failure& failure : failures_of(summary, workload)) text += failure_text(failure, columns, pen);
  return text;
}

std::string disturbed_text(const Summary& summary) {
  std::string kinds;
  for (const Remark& taint : summary.taints)
    kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", printable(taint.text), taint.samples);
  return fmt::format("Disturbed: {} of {} samples ({}); they count all the same", summary.tainted,
                     summary.ok + summary.failed + summary.timeout + summary.skipped, kinds);
}

std::string canary_text(const std::vector<double>& canary_ns) {
  const auto [least, most] = std::ranges::minmax(canary_ns);
  return fmt::format(
      "The machine's own speed varied by {} over the run (a fixed small kernel in every block)",
      percent_text(most / least - 1));
}

std::string totals_text(const Summary& summary, std::size_t columns, const Pen& pen) {
  std::string text;
  const auto say = [&](const std::string& what, Ink ink) { text += paragraph(what, columns, 0, ink, pen); };
  const auto bad = summary.failed + summary.timeout;
  if (!summary.complete) say("Incomplete: " + printable(summary.incomplete), Ink::red);
  if (bad > 0)
    say(fmt::format("Failed: {} of {} samples; they have no times", bad, bad + summary.ok + summary.skipped),
        Ink::red);
  if (summary.tainted > 0) say(disturbed_text(summary), Ink::plain);
  if (summary.canary_ns.size() > 1) say(canary_text(summary.canary_ns), Ink::plain);
  for (const std::string& warning : summary.run.warnings) say("! " + printable(warning), Ink::dim);
  if (summary.cases.empty()) say("No cases: nothing was planned or measured.", Ink::plain);
  return text;
}

}  // namespace

std::string terminal_summary(const Results& results, std::size_t columns, bool colour) {
  columns = std::max<std::size_t>(columns, 20);
  const Pen pen(colour);
  const Summary summary = summarize(results);
  std::string text;
  for (const WorkloadSummary& workload : summary.workloads)
    text += workload_text(summary, workload, columns, pen) + "\n";
  if (summary.granularity) text += text_of(*summary.granularity, columns, pen) + "\n";
  if (summary.cores) text += text_of(*summary.cores, columns, pen) + "\n";
  if (summary.memory) text += text_of(*summary.memory, columns, pen) + "\n";
  return text + totals_text(summary, columns, pen);
}

}  // namespace concbench::reports
