// Results for other programs: spreadsheets, data frames, and the tools made for Google Benchmark.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/exports/report.h"
#include "results/results.h"

namespace concbench::reports {

// One sample a row under one line of column names; RFC 4180: lines end in CR LF, a cell that holds a comma, a
// quote or a line end stands in quotes. A field that is not known is an empty cell. Times are nanoseconds,
// sizes bytes. A list is joined by ';', a parameter is key=value; a ';' or '\' inside has a '\' before it.
// Columns keep their names and their order; new ones are added on the right.
//
// A text that starts with = + - @, a tab or a line end has a ' before it: a spreadsheet would run it as a
// formula (OWASP, "CSV Injection"). So a reader that must have the text exactly takes one ' off before any of
// these.
std::string csv_text(const Results&);

// The JSON that Google Benchmark's JSON reporter would have written, and its tools/compare.py reads: a row of
// run_type "iteration" for each correct sample, named as its case, with the median of the steady runs as
// real_time and nanoseconds everywhere, for compare.py leaves out rows whose time_unit differs between its
// two files. cpu_time is 0 where it is not known. Without aggregates: compare.py makes its own.
//
// A sample without a time is no row, for an errored row would be charted as a speedup;
// context.concbench_failed lists it with its status and reason, and planned cases that were never run as
// "missing".
std::string gbench_text(const Results&);

// The traced runs in the Trace Event Format (JSON object form) that ui.perfetto.dev and chrome://tracing
// open: a case is a process, a lane of a worker a thread, a task a complete event; all cases begin at 0.
// Times are microseconds there. "Trace Event Format", The Chromium Projects;
// https://perfetto.dev/docs/getting-started/other-formats
std::string trace_text(const Results&);

struct Picture {
  std::string file;  // beside README.md
  std::string words;
  std::optional<std::size_t> workload;  // under which it stands, as an index in Summary::workloads
};

// The tables and conclusions in CommonMark with pipe tables, as git hosts show them: a results folder that is
// pushed there is a report by itself. No text from the results can be markup.
std::string md_text(const Summary&, const std::vector<Picture>&);

// Formats of the table in report.cpp: samples.csv, gbench.json, trace.json and README.md, which shows the
// charts that lie beside it as SVG or PNG files.
std::vector<std::filesystem::path> write_md(const Report&, const std::filesystem::path& folder);
std::vector<std::filesystem::path> write_csv(const Report&, const std::filesystem::path& folder);
std::vector<std::filesystem::path> write_trace(const Report&, const std::filesystem::path& folder);
std::vector<std::filesystem::path> write_gbench(const Report&, const std::filesystem::path& folder);

}  // namespace concbench::reports
