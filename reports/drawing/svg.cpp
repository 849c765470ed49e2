#include "reports/drawing/svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "reports/drawing/script.h"
#include "reports/exports/report.h"
#include "reports/page/assets.h"
#include "results/json.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

constexpr int width = 860;  // pixels

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

std::string model_of(const Summary& summary) {
  return boost::json::serialize(to_json(summary));
}

// Makes `model` and its charts, `items`, known to the engine.
std::vector<Chart> list_model(const std::string& json, Extent extent) {
  ScriptEngine& charts = engine();
  charts.set_global("model", json);
  charts.run("list the charts",
             fmt::format("var items = charts.{}(model)", extent == Extent::all ? "list" : "few"));
  const auto count = std::stoul(charts.text("list the charts", "items.length"));
  std::vector<Chart> listed;
  for (std::size_t i = 0; i < count; ++i) {
    charts.run("find a chart", fmt::format("var item = items[{}]", i));
    Chart chart{charts.text("name a chart", "item.name"),
                charts.text("describe a chart",
                            "charts.title(item, {}) + '. ' + item.chart.alternative(model, item.of, {})"),
                charts.text("place a chart", "item.chart.section || ''"),
                {}};
    const int workload = std::stoi(charts.text("place a chart", "model.workloads.indexOf(item.workload)"));
    if (workload >= 0) chart.workload = static_cast<std::size_t>(workload);
    listed.push_back(std::move(chart));
  }
  return listed;
}

Svg drawn(const Chart& chart, std::ptrdiff_t place) {
  return {chart, xml_text(engine().text("draw the chart " + chart.name,
                                        fmt::format("drawStill(model, items[{}], {})", place, width)))};
}

}  // namespace

std::vector<Svg> draw_charts(const Summary& summary, Extent extent) {
  return draw_model(model_of(summary), extent);
}

std::vector<Chart> list_charts(const Summary& summary, Extent extent) {
  return list_model(model_of(summary), extent);
}

std::optional<Svg> draw_chart(const Summary& summary, std::string_view name) {
  const std::vector<Chart> charts = list_charts(summary);
  const auto chart = std::ranges::find(charts, name, &Chart::name);
  if (chart == charts.end()) return {};
  return drawn(*chart, chart - charts.begin());
}

std::vector<Svg> draw_model(const std::string& json, Extent extent) {
  std::vector<Svg> all;
  for (const Chart& chart : list_model(json, extent)) all.push_back(drawn(chart, std::ssize(all)));
  return all;
}

Files write_drawn(const std::vector<Svg>& charts, const std::filesystem::path& folder) {
  Files files;
  for (const Svg& svg : charts) files.push_back(write_file(folder / (svg.name + ".svg"), svg.text));
  return files;
}

template <Extent extent>
static Files write_svgs(const Report& report, const std::filesystem::path& folder) {
  return write_drawn(draw_charts(report.summary, extent), folder);
}

extern const Format svg_format{"svg", "the charts that matter most as pictures that scale",
                               write_svgs<Extent::few>};
extern const Format svg_all_format{"svg-all", "every chart as a picture that scales",
                                   write_svgs<Extent::all>};

}  // namespace concbench::reports
