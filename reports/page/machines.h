// Machines side by side as one page that needs no network, and its charts as SVG files.
#pragma once

#include <string>
#include <vector>

#include "reports/compare/side_by_side.h"
#include "reports/drawing/svg.h"

namespace concbench::reports {

// As page() in reports/page/html.h: nothing from the files stands in it as markup or as script.
std::string machines_page(const SideBySide&);

// Every chart, of the machines that are shown at first. Throws ScriptError.
std::vector<Svg> draw_machines(const SideBySide&);

// FOLDER/index.html and the charts, the page first. The folder exists. Throws WriteError.
Files write_machines(const SideBySide&, const std::filesystem::path& folder);

}  // namespace concbench::reports
