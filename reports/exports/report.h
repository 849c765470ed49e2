// How results are shown: on the terminal, as a page, as files.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "reports/exports/files.h"
#include "reports/summary/summary.h"
#include "results/results.h"

namespace concbench::reports {

// Results and what follows from them, computed once: all that a view may show. The results outlive it.
struct Report {
  explicit Report(const Results& of, std::optional<History> history = {})
      : results(of), summary(with(std::move(history), summarize(of))) {}

  const Results& results;
  const Summary summary;

 private:
  static Summary with(std::optional<History> history, Summary summary) {
    summary.history = std::move(history);
    return summary;
  }
};

// One row of the table of export formats.
struct Format {
  std::string_view name;
  std::string_view summary;
  // Writes into `folder`, which exists, and returns the files made, the one to open first. Throws WriteError.
  Files (*write)(const Report&, const std::filesystem::path& folder);
};

// To add a format: write its file, which ends with its row (csv.cpp); name that in report.cpp and the file in
// CMakeLists.txt.
std::span<const Format> format_table();

// Makes `folder` and writes each format into it. Returns all files made. Throws WriteError.
Files write_report(const Report&, const std::filesystem::path& folder,
                   std::span<const Format* const> formats);

// For a terminal that is `columns` wide; `colour` allows ANSI colours. Control characters in names are shown
// escaped.
//
// What to use, at a glance, in some 40 lines: of every workload its fastest models, each with its
// concurrency, its time and the verdict; what follows; and what went wrong. What is left out is counted, and
// nothing is cut.
inline constexpr std::size_t fewest_columns = 40;  // used for fewer
std::string terminal_brief(const Summary&, std::size_t columns, bool colour);
// All there is.
std::string terminal_summary(const Summary&, std::size_t columns, bool colour);
// The runs one under the other, of which there is at least one.
std::string history_text(const History&, std::size_t columns, bool colour);

}  // namespace concbench::reports
