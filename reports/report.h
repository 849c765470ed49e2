// How results are shown: on the terminal, as a page, as files.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results.h"

namespace concbench::reports {

// One row of the table of export formats.
struct Format {
  std::string_view name;
  std::string_view summary;
  // Writes into `folder`, which exists, and returns the files made, the one to open first. Throws WriteError.
  std::vector<std::filesystem::path> (*write)(const Results&, const std::filesystem::path& folder);
};

// To add a format: write its file; add its row in report.cpp and its line in CMakeLists.txt.
std::span<const Format> format_table();

// Makes `folder` and writes each format into it. Returns all files made. Throws WriteError.
std::vector<std::filesystem::path> write_report(const Results&, const std::filesystem::path& folder,
                                                std::span<const Format* const> formats);

// A table per workload, best runner first. `columns` is the terminal's width; `colour` allows ANSI colours.
// Control characters in names are shown escaped.
std::string terminal_summary(const Results&, std::size_t columns, bool colour);

}  // namespace concbench::reports
