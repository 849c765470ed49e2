// Charts as SVG files, drawn by ECharts inside the program: no browser, no Node.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/exports/files.h"
#include "reports/summary/summary.h"

namespace concbench::reports {

struct Chart {
  std::string name;         // of its file, without ".svg": letters, digits, '-' and '_' only
  std::string alternative;  // what it shows, in words and numbers
  std::string section;      // in which it stands if it shows no workload: granularity, cores, memory
  std::optional<std::size_t> workload;  // that it shows, as an index in the model's; empty: no single one
};

struct Svg : Chart {
  std::string text;  // well-formed XML in UTF-8
};

// Those that matter most are few enough for a folder that people look through.
enum class Extent { few, all };

// The charts of this summary, and all that there is to draw. Throw ScriptError, which names the chart.
std::vector<Svg> draw_charts(const Summary&, Extent = Extent::all);
std::vector<Chart> list_charts(const Summary&, Extent = Extent::all);

// The one of this name; empty where there is none.
std::optional<Svg> draw_chart(const Summary&, std::string_view name);

// The charts of a model that charts.js knows, as JSON, and the files of them: DIR/NAME.svg.
std::vector<Svg> draw_model(const std::string& json, Extent = Extent::all);
Files write_drawn(const std::vector<Svg>&, const std::filesystem::path& folder);

}  // namespace concbench::reports
