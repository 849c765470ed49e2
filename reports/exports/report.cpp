#include "reports/exports/report.h"

#include <array>

namespace concbench::reports {

// Each is defined in its format's own file.
extern const Format html_format, svg_format, svg_all_format, png_format, csv_format, gbench_format,
    trace_format, md_format;

std::span<const Format> format_table() {
  static const std::array table{html_format,   svg_format,   svg_all_format, png_format, csv_format,
                                gbench_format, trace_format, md_format};  // last: the pictures are there
  return table;
}

Files write_report(const Report& report, const std::filesystem::path& folder,
                   std::span<const Format* const> formats) {
  make_folder(folder);
  Files files;
  for (const Format* format : formats)
    for (auto& file : format->write(report, folder)) files.push_back(std::move(file));
  return files;
}

}  // namespace concbench::reports
