#include "reports/exports/report.h"

#include <array>

#include "reports/drawing/svg.h"
#include "reports/exports/exports.h"
#include "reports/exports/files.h"
#include "reports/page/html.h"

namespace concbench::reports {

std::span<const Format> format_table() {
  static constexpr std::array<Format, 7> table{{
      {"html", "one self-contained page: charts, tables and what machine it was", write_html},
      {"svg", "every chart as a picture that scales", write_svg},
      {"png", "every chart as a picture of dots; needs rsvg-convert", write_png},
      {"csv", "one sample a row, for spreadsheets and data frames", write_csv},
      {"gbench", "what Google Benchmark's compare.py and the dashboards made for it read", write_gbench},
      {"trace", "what happened inside the runs, for ui.perfetto.dev and chrome://tracing", write_trace},
      {"md", "README.md: the tables as Markdown, with the SVG files beside it",
       write_md},  // last: they are there
  }};
  return table;
}

std::vector<std::filesystem::path> write_report(const Report& report, const std::filesystem::path& folder,
                                                std::span<const Format* const> formats) {
  make_folder(folder);
  std::vector<std::filesystem::path> files;
  for (const Format* format : formats)
    for (auto& file : format->write(report, folder)) files.push_back(std::move(file));
  return files;
}

}  // namespace concbench::reports
