#include "reports/svg.h"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>

#include "reports/assets.h"
#include "reports/files.h"
#include "reports/json.h"
#include "reports/script.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace concbench::reports {
namespace {

constexpr int kWidth = 860;  // pixels

// Reading ECharts takes longer than drawing a chart: one engine serves the whole process.
ScriptEngine& engine() {
  static ScriptEngine instance = [] {
    ScriptEngine made;
    made.run("prepare the charts", assets::still_js());
    made.run("read ECharts", assets::echarts_js());
    made.run("read the charts", assets::charts_js());
    return made;
  }();
  return instance;
}

}  // namespace

std::vector<Svg> draw_charts(const Results& results) {
  return draw_model(boost::json::serialize(to_json(summarize(results))));
}

std::vector<Svg> draw_model(const std::string& json) {
  ScriptEngine& charts = engine();
  charts.set_global("model", json);
  charts.run("list the charts", "var items = charts.list(model)");
  const auto count = std::stoul(charts.text("list the charts", "items.length"));
  std::vector<Svg> drawn;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = charts.text("name a chart", fmt::format("items[{}].name", i));
    const std::string svg =
        charts.text("draw the chart " + name, fmt::format("drawStill(model, items[{}], {})", i, kWidth));
    drawn.push_back({name, xml_text(svg)});
  }
  return drawn;
}

std::vector<std::filesystem::path> write_svg(const Results& results, const std::filesystem::path& folder) {
  return write_drawn(draw_charts(results), folder);
}

std::vector<std::filesystem::path> write_drawn(const std::vector<Svg>& charts,
                                               const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const Svg& svg : charts) {
    files.push_back(folder / (svg.name + ".svg"));
    write_file(files.back(), svg.text);
  }
  return files;
}

}  // namespace concbench::reports
