// One sample a row, for spreadsheets and data frames.
//
// One sample a row under one line of column names; RFC 4180: lines end in CR LF, a cell that holds a comma, a
// quote or a line end stands in quotes. A field that is not known is an empty cell. Times are nanoseconds,
// sizes bytes. A list is joined by ';', a parameter is key=value; a ';' or '\' inside has a '\' before it.
// Columns keep their names and their order; new ones are added on the right.
//
// A text that starts with = + - @, a tab or a line end has a ' before it: a spreadsheet would run it as a
// formula (OWASP, "CSV Injection"). So a reader that must have the text exactly takes one ' off before any of
// these.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/exports/files.h"
#include "reports/exports/report.h"
#include "results/sample_time.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

std::string number(std::int64_t value) {
  return fmt::format("{}", value);
}

std::string number(const std::optional<std::int64_t>& value) {
  return value ? number(*value) : std::string();
}

std::string in_quotes(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + '"';
}

std::string text_cell(std::string_view text) {
  std::string harmless = valid_utf8(text);
  if (harmless.find_first_of("=+-@\t\r\n") == 0) harmless.insert(0, 1, '\'');
  return in_quotes(harmless);
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == ';' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

// The elements, each made a text by `write`, in one cell.
template <class List, class Write>
std::string list_cell(const List& list, Write write) {
  std::string joined;
  for (const auto& element : list) {
    if (!joined.empty()) joined += ';';
    joined += write(element);
  }
  return text_cell(joined);
}

std::string number_list(const std::vector<std::int64_t>& numbers) {
  return list_cell(numbers, [](std::int64_t value) { return number(value); });
}

template <class Get>
std::string of_switches(const Sample& sample, Get get) {
  return sample.context_switches ? number((*sample.context_switches).*get) : std::string();
}

std::string of_steady(const Sample& sample, std::int64_t (*pick)(const std::vector<std::int64_t>&)) {
  return sample.steady_ns.empty() ? std::string() : number(pick(sample.steady_ns));
}

struct Column {
  std::string_view name;
  std::string (*cell)(const Run&, const Sample&);
};

constexpr std::array columns{
    Column{"run_id", [](const Run& r, const Sample&) { return text_cell(r.run_id); }},
    Column{"label", [](const Run& r, const Sample&) { return text_cell(r.label); }},
    Column{"hostname", [](const Run& r, const Sample&) { return text_cell(r.machine.hostname); }},
    Column{"case", [](const Run&, const Sample& s) { return text_cell(s.case_); }},
    Column{"workload", [](const Run&, const Sample& s) { return text_cell(s.workload); }},
    Column{"params",
           [](const Run&, const Sample& s) {
             return list_cell(s.params, [](const auto& p) { return escaped(p.first + "=" + p.second); });
           }},
    Column{"kind", [](const Run&, const Sample& s) { return text_cell(s.kind); }},
    Column{"tasks", [](const Run&, const Sample& s) { return number(s.tasks); }},
    Column{"bytes", [](const Run&, const Sample& s) { return number(s.bytes); }},
    Column{"runner", [](const Run&, const Sample& s) { return text_cell(s.runner); }},
    Column{"concurrency", [](const Run&, const Sample& s) { return number(s.concurrency); }},
    Column{"chunk", [](const Run&, const Sample& s) { return number(s.chunk); }},
    Column{"cpus", [](const Run&, const Sample& s) { return s.cpus ? number_list(*s.cpus) : std::string(); }},
    Column{"block", [](const Run&, const Sample& s) { return number(s.block); }},
    Column{"position", [](const Run&, const Sample& s) { return number(s.position); }},
    Column{"started", [](const Run&, const Sample& s) { return text_cell(s.started); }},
    Column{"status", [](const Run&, const Sample& s) { return text_cell(s.status); }},
    Column{"reason", [](const Run&, const Sample& s) { return text_cell(s.reason); }},
    Column{"setup_ns", [](const Run&, const Sample& s) { return number(s.setup_ns); }},
    Column{"first_ns", [](const Run&, const Sample& s) { return number(s.first_ns); }},
    Column{"steady_runs",
           [](const Run&, const Sample& s) { return number(static_cast<std::int64_t>(s.steady_ns.size())); }},
    Column{"median_ns",
           [](const Run&, const Sample& s) {
             const auto time = time_of(s);
             return time ? fmt::format("{:.1f}", *time) : std::string();  // the mean of two whole numbers
           }},
    Column{"min_ns",
           [](const Run&, const Sample& s) {
             return of_steady(s, [](const auto& runs) { return std::ranges::min(runs); });
           }},
    Column{"max_ns",
           [](const Run&, const Sample& s) {
             return of_steady(s, [](const auto& runs) { return std::ranges::max(runs); });
           }},
    Column{"steady_ns", [](const Run&, const Sample& s) { return number_list(s.steady_ns); }},
    Column{"batch", [](const Run&, const Sample& s) { return number(s.batch); }},
    Column{"cpu_ns", [](const Run&, const Sample& s) { return number(s.cpu_ns); }},
    Column{"memory_bytes", [](const Run&, const Sample& s) { return number(s.memory_bytes); }},
    Column{"memory_method", [](const Run&, const Sample& s) { return text_cell(s.memory_method); }},
    Column{"voluntary_switches",
           [](const Run&, const Sample& s) { return of_switches(s, &ContextSwitches::voluntary); }},
    Column{"involuntary_switches",
           [](const Run&, const Sample& s) { return of_switches(s, &ContextSwitches::involuntary); }},
    Column{"tally_sum", [](const Run&, const Sample& s) { return text_cell(s.tally.sum); }},
    Column{"tally_tasks", [](const Run&, const Sample& s) { return number(s.tally.tasks); }},
    Column{"taints", [](const Run&, const Sample& s) { return list_cell(s.taints, escaped); }},
    Column{"notes", [](const Run&, const Sample& s) { return list_cell(s.notes, escaped); }},
    Column{"elapsed_ns", [](const Run&, const Sample& s) { return number(s.elapsed_ns); }},
    Column{"placement", [](const Run&, const Sample& s) { return text_cell(s.placement); }},
    Column{"energy_uj", [](const Run&, const Sample& s) { return number(s.energy_uj); }},
};

std::string csv_text(const Results& results) {
  std::string text;
  const auto add_row = [&](auto cell_of) {
    for (const Column& column : columns) {
      if (&column != columns.data()) text += ',';
      text += cell_of(column);
    }
    text += "\r\n";
  };
  add_row([](const Column& column) { return std::string(column.name); });
  for (const Sample& sample : results.samples)
    add_row([&](const Column& column) { return column.cell(results.run, sample); });
  return text;
}

std::vector<std::filesystem::path> write(const Report& report, const std::filesystem::path& folder) {
  const auto path = folder / "samples.csv";
  write_file(path, csv_text(report.results));
  return {path};
}

}  // namespace

extern const Format csv_format{"csv", "one sample a row, for spreadsheets and data frames", write};

}  // namespace concbench::reports
