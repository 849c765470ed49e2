#include "reports/svg.h"

#include <duktape.h>
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <memory>

#include "reports/assets.h"
#include "reports/files.h"
#include "reports/json.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace concbench::reports {
namespace {

constexpr duk_idx_t kTop = -1;
constexpr int kWidth = 860;  // pixels

// A script engine that has read ECharts and the charts, which takes most of the time: it is made once per
// process. Values of the engine live on its stack; each function leaves the stack as its comment says.
class Engine {
 public:
  Engine() : context_(duk_create_heap_default(), duk_destroy_heap) {
    if (!context_) throw ChartError("the charts' script engine got no memory");
    read("still.js", assets::still_js());
    read("echarts.js", assets::echarts_js());
    read("charts.js", assets::charts_js());
  }

  // Makes the model known to the following calls as the global `model`, and the list of its charts as
  // `items`.
  void load(const Summary& summary) {
    const std::string json = boost::json::serialize(to_json(summary));
    duk_push_lstring(get(), json.data(), json.size());
    duk_json_decode(get(), kTop);  // cannot fail: it is JSON by construction
    duk_put_global_string(get(), "model");
    evaluate("the list of charts", "var items = charts.list(model); items.length");
    count_ = static_cast<std::size_t>(duk_get_uint(get(), kTop));
    duk_pop(get());
  }

  std::size_t count() const { return count_; }

  Svg draw(std::size_t index) {
    Svg svg;
    svg.name = text_of("a chart's name", fmt::format("items[{}].name", index));
    svg.text = text_of(svg.name, fmt::format("drawStill(model, items[{}], {})", index, kWidth));
    return svg;
  }

 private:
  duk_context* get() const { return context_.get(); }

  void read(const char* name, std::string_view script) {
    if (duk_peval_lstring(get(), script.data(), script.size()) != 0) fail(name);
    duk_pop(get());
  }

  // Pushes the value of the expression.
  void evaluate(const std::string& what, const std::string& script) {
    if (duk_peval_lstring(get(), script.data(), script.size()) != 0) fail(what);
  }

  std::string text_of(const std::string& what, const std::string& script) {
    evaluate(what, script);
    duk_size_t size = 0;
    const char* text = duk_safe_to_lstring(get(), kTop, &size);
    std::string result = from_cesu8({text, size});
    duk_pop(get());
    return result;
  }

  [[noreturn]] void fail(const std::string& what) {
    std::string reason = from_cesu8(duk_safe_to_string(get(), kTop));
    duk_pop(get());
    throw ChartError(fmt::format("cannot draw the chart '{}': {}", printable(what), printable(reason)));
  }

  std::unique_ptr<duk_context, void (*)(duk_context*)> context_;
  std::size_t count_ = 0;
};

Engine& engine() {
  static Engine instance;
  return instance;
}

}  // namespace

std::vector<Svg> draw_charts(const Results& results) {
  Engine& charts = engine();
  charts.load(summarize(results));
  std::vector<Svg> drawn;
  for (std::size_t i = 0; i < charts.count(); ++i) {
    drawn.push_back(charts.draw(i));
    drawn.back().text = xml_text(drawn.back().text);
  }
  return drawn;
}

std::vector<std::filesystem::path> write_svg(const Results& results, const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const Svg& svg : draw_charts(results)) {
    files.push_back(folder / (svg.name + ".svg"));
    write_file(files.back(), svg.text);
  }
  return files;
}

}  // namespace concbench::reports
