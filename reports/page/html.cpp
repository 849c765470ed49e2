#include "reports/page/html.h"

#include <fmt/format.h>
#include <sha2.h>

#include <array>
#include <boost/json/serialize.hpp>
#include <cstdint>
#include <functional>

#include "reports/exports/files.h"
#include "reports/exports/report.h"
#include "reports/page/assets.h"
#include "reports/summary/summary.h"
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

std::string escaped_html(std::string_view text) {
  std::string result;
  for (const char c : valid_utf8(text)) {
    switch (c) {
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '&':
        result += "&amp;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
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
  std::string result;
  result.reserve(json.size());
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    const std::string_view ahead = json.substr(i, 3);
    if (c == '<' || c == '>' || c == '&') {
      result += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else if (ahead == "\xE2\x80\xA8" || ahead == "\xE2\x80\xA9") {
      result += ahead.back() == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      result += c;
    }
  }
  return result;
}

std::string page_from(std::string_view form, std::string_view own, std::string_view title,
                      std::string_view json) {
  return filled(form, [&](std::string_view name) -> std::string {
    if (name == "policy") {
      std::string sources;
      for (const auto script : {assets::echarts_js(), assets::charts_js(), own})
        sources += fmt::format(" {}", source_of(script));
      return sources;
    }
    if (name == "title") return escaped_html(title);
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
  return page_from(assets::page_html(), assets::page_js(),
                   run.label.empty() ? run.machine.hostname : run.label,
                   boost::json::serialize(to_json(summary)));
}

namespace {

std::vector<std::filesystem::path> write(const Report& report, const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "index.html";
  write_file(file, page(report.summary));
  return {file};
}

}  // namespace

extern const Format html_format{"html", "one self-contained page: charts, tables and what machine it was",
                                write};

}  // namespace concbench::reports
