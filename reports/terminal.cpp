#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/report.h"
#include "reports/summary.h"
#include "reports/text.h"
#include "reports/units.h"
#include "reports/verdict.h"

namespace concbench::reports {
namespace {

enum class Ink { plain, bold, dim, red };

class Pen {
 public:
  explicit Pen(bool colour) : colour_(colour) {}

  std::string operator()(Ink ink, std::string_view text) const {
    static constexpr std::array<std::string_view, 4> kCodes{"", "1", "2", "31"};
    const auto code = kCodes[static_cast<std::size_t>(ink)];
    return !colour_ || code.empty() ? std::string(text) : fmt::format("\x1b[{}m{}\x1b[0m", code, text);
  }

 private:
  bool colour_;
};

constexpr std::size_t kColumns = 8;
using Cells = std::array<std::string, kColumns>;

// Columns in the order of reading; those with a higher number are dropped first on a narrow terminal.
struct Column {
  std::string_view title;
  bool right;
  int dropped;
};
constexpr std::array<Column, kColumns> kTable{{{"runner", false, 0},
                                               {"conc.", true, 3},
                                               {"median", true, 0},
                                               {"quartiles", true, 4},
                                               {"n", true, 3},
                                               {"speedup", true, 1},
                                               {"throughput", true, 5},
                                               {"against the first", false, 2}}};
constexpr std::size_t kGap = 2;

std::string throughput_text(const WorkloadSummary& workload, const CaseSummary& summary) {
  if (summary.bytes_per_second) return rate_text(*summary.bytes_per_second, "B");
  if (!summary.tasks_per_second) return {};
  return rate_text(*summary.tasks_per_second, workload.task.empty() ? "tasks" : printable(workload.task));
}

Cells cells_of(const WorkloadSummary& workload, const RunnerResult& runner, const CaseSummary& summary) {
  const Spread& time = *summary.time_ns;
  return {printable(summary.runner),          fmt::format("{}", summary.concurrency),
          duration_text(time.median),         duration_range_text(time.lower_quartile, time.upper_quartile),
          fmt::format("{}", summary.ok),      summary.speedup ? ratio_text(*summary.speedup) : "–",
          throughput_text(workload, summary), runner.words};
}

// Widths that fit the terminal; 0 for a column that is dropped.
std::array<std::size_t, kColumns> widths_of(const std::vector<Cells>& rows, std::size_t columns) {
  std::array<std::size_t, kColumns> widths{};
  for (const Cells& row : rows)
    for (std::size_t i = 0; i < kColumns; ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  const auto total = [&] {
    std::size_t sum = 0;
    for (const std::size_t width : widths) sum += width + kGap;
    return sum;
  };
  for (int drop = 5; drop > 0 && total() > columns; --drop)
    for (std::size_t i = 0; i < kColumns; ++i)
      if (kTable[i].dropped == drop && total() > columns) widths[i] = 0;
  if (total() > columns)
    widths[0] -= std::min(widths[0] - std::min<std::size_t>(widths[0], 8), total() - columns);
  return widths;
}

std::string row_text(const Cells& row, const std::array<std::size_t, kColumns>& widths) {
  std::string line;
  for (std::size_t i = 0; i < kColumns; ++i) {
    if (widths[i] == 0) continue;
    line += std::string(kGap, ' ');
    line += kTable[i].right ? fitted_right(row[i], widths[i]) : fitted(row[i], widths[i]);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::string shortened(std::string_view text, std::size_t columns) {
  return display_width(text) > columns ? fitted(text, columns) : std::string(text);
}

// The text in lines that fit, each after the first indented; words too long for a line are cut.
std::string wrapped(std::string_view text, std::size_t columns, std::string_view indent, Ink ink,
                    const Pen& pen) {
  std::string result, line;
  const auto end_line = [&] {
    result += pen(ink, shortened(line, columns)) + "\n";
    line = indent;
  };
  bool fresh = true;
  while (!text.empty()) {
    const auto space = text.find(' ', text.find_first_not_of(' '));
    const std::string_view word = text.substr(0, space);  // with the spaces before it
    if (!fresh && display_width(line) + display_width(word) > columns) {
      end_line();
      fresh = true;
    }
    line += fresh && !result.empty() ? word.substr(std::min(word.find_first_not_of(' '), word.size())) : word;
    fresh = false;
    text.remove_prefix(word.size());
  }
  end_line();
  return result;
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
      const Failure here{one.runner, one.state == "partly" ? "failed" : one.state, main_reason(one), "", 0,
                         0};
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
  const std::string where = fmt::format("  {} at {}: ", printable(failure.runner), failure.concurrencies);
  const std::string what = failure.state == "missing"
                               ? "not run"
                               : fmt::format("{} {} of {}: {}", failure.state, failure.bad, failure.samples,
                                             printable(failure.reason));
  const bool quiet = failure.state == "missing" || failure.state == "skipped";
  return wrapped(where + what, columns, "    ", quiet ? Ink::dim : Ink::red, pen);
}

std::string workload_text(const Summary& summary, const WorkloadSummary& workload, std::size_t columns,
                          const Pen& pen) {
  Cells titles;
  for (std::size_t i = 0; i < kColumns; ++i) titles[i] = kTable[i].title;
  std::vector<Cells> rows{titles};
  for (const RunnerResult& runner : workload.runners)
    if (runner.best) rows.push_back(cells_of(workload, runner, summary.cases[*runner.best]));
  const auto widths = widths_of(rows, columns);
  std::string text = heading(workload, columns, pen);
  if (rows.size() > 1) text += pen(Ink::dim, row_text(rows[0], widths)) + "\n";
  for (std::size_t i = 1; i < rows.size(); ++i) text += row_text(rows[i], widths) + "\n";
  if (rows.size() > 2)
    text += wrapped("  => " + printable(workload.conclusion), columns, "     ", Ink::bold, pen);
  for (const Failure& failure : failures_of(summary, workload)) text += failure_text(failure, columns, pen);
  return text;
}

std::string totals_text(const Summary& summary, std::size_t columns, const Pen& pen) {
  std::string text;
  const auto bad = summary.failed + summary.timeout;
  if (!summary.complete)
    text += wrapped("Incomplete: " + printable(summary.incomplete), columns, "  ", Ink::red, pen);
  if (bad > 0)
    text += wrapped(
        fmt::format("Failed: {} of {} samples; they have no times", bad, bad + summary.ok + summary.skipped),
        columns, "  ", Ink::red, pen);
  if (summary.tainted > 0) {
    std::string kinds;
    for (const Remark& taint : summary.taints)
      kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", printable(taint.text), taint.samples);
    text += wrapped(fmt::format("Disturbed: {} of {} samples ({}); they count all the same", summary.tainted,
                                summary.ok + bad + summary.skipped, kinds),
                    columns, "  ", Ink::plain, pen);
  }
  if (!summary.canary_ns.empty()) {
    const auto [least, most] = std::ranges::minmax(summary.canary_ns);
    text += wrapped(
        fmt::format("The machine's own speed varied by {} over the run (a fixed small kernel in every block)",
                    percent_text(most / least - 1)),
        columns, "  ", Ink::plain, pen);
  }
  for (const std::string& warning : summary.run.warnings)
    text += wrapped("! " + printable(warning), columns, "  ", Ink::dim, pen);
  if (summary.cases.empty())
    text += wrapped("No cases: nothing was planned or measured.", columns, "  ", Ink::plain, pen);
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
  return text + totals_text(summary, columns, pen);
}

}  // namespace concbench::reports
