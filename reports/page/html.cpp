#include "reports/page/html.h"

#include <fmt/format.h>
#include <sha2.h>

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <cstdint>
#include <functional>

#include "reports/exports/report.h"
#include "reports/page/assets.h"
#include "results/json.h"

namespace concbench::reports {
namespace {

using Digest = std::array<std::uint8_t, SHA256_DIGEST_LENGTH>;

Digest sha256(std::string_view text) {
  Digest digest{};
  SHA2_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  SHA256Final(digest.data(), &context);
  return digest;
}

// RFC 4648, section 4.
std::string base64(const Digest& bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = i; j < i + 3; ++j) group = group << 8 | (j < bytes.size() ? bytes[j] : 0U);
    for (std::size_t j = 0; j < 4; ++j)
      text += i + j > bytes.size() ? '=' : digits[group >> (18 - 6 * j) & 0x3F];
  }
  return text;
}

// A source of Content Security Policy level 3 that allows exactly this script.
std::string source_of(std::string_view script) {
  return fmt::format("'sha256-{}'", base64(sha256(script)));
}

using Replacements = std::vector<std::pair<std::string_view, std::string_view>>;

std::string replaced(std::string_view text, const Replacements& replacements) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto found = std::ranges::find_if(
        replacements, [&](const auto& replacement) { return text.starts_with(replacement.first); });
    const bool none = found == replacements.end();
    result += none ? text.substr(0, 1) : found->second;
    text.remove_prefix(none ? 1 : found->first.size());
  }
  return result;
}

std::string escaped_html(std::string_view text) {
  static const Replacements entities{{"<", "&lt;"}, {">", "&gt;"}, {"&", "&amp;"}, {"\"", "&quot;"}};
  return replaced(valid_utf8(text), entities);
}

// Fills each @@name@@ of the template. What is filled in is not looked at again, so text in the data that
// looks like a placeholder stays text.
std::string filled(std::string_view form, const std::function<std::string(std::string_view)>& content) {
  constexpr std::string_view mark = "@@";
  std::string result;
  for (;;) {
    const auto begin = form.find(mark);
    result += form.substr(0, begin);
    if (begin == std::string_view::npos) return result;
    const auto end = form.find(mark, begin + mark.size());
    result += content(form.substr(begin + mark.size(), end - begin - mark.size()));
    form.remove_prefix(end + mark.size());
  }
}

}  // namespace

std::string script_safe_json(std::string_view json) {
  static const Replacements escapes{{"<", "\\u003c"},
                                    {">", "\\u003e"},
                                    {"&", "\\u0026"},
                                    {"\xE2\x80\xA8", "\\u2028"},
                                    {"\xE2\x80\xA9", "\\u2029"}};
  return replaced(json, escapes);
}

std::string page_from(std::string_view body, std::string_view own, std::string_view title,
                      std::string_view json) {
  return filled(assets::frame_html(), [&](std::string_view name) -> std::string {
    if (name == "policy") {
      std::string sources;
      for (const auto script : {assets::echarts_js(), assets::charts_js(), own})
        sources += fmt::format(" {}", source_of(script));
      return sources;
    }
    if (name == "title") return escaped_html(title);
    if (name == "body") return std::string(body);
    if (name == "css") return std::string(assets::page_css());
    if (name == "data") return script_safe_json(json);
    if (name == "echarts") return std::string(assets::echarts_js());
    if (name == "charts") return std::string(assets::charts_js());
    if (name == "page") return std::string(own);
    throw std::logic_error(fmt::format("a page asks for an unknown part '{}'", name));
  });
}

std::string page(const Summary& summary) {
  const Run& run = summary.run;
  boost::json::value json = to_json(summary);
  json.at("run").as_object()["seed"] = std::to_string(run.seed);  // numbers in JavaScript are doubles
  return page_from(assets::page_html(), assets::page_js(),
                   (run.label.empty() ? run.machine.hostname : run.label) + " – concurrency models compared",
                   boost::json::serialize(json));
}

extern const Format html_format{"html", "one self-contained page: charts, tables and what machine it was",
                                [](const Report& report, const std::filesystem::path& folder) {
                                  return Files{write_file(folder / "index.html", page(report.summary))};
                                }};

}  // namespace concbench::reports
