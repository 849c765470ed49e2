#include "results/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace concbench {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr char32_t bad = 0xFFFFFFFF;

struct Character {
  char32_t code = bad;
  std::size_t bytes = 1;  // a bad byte counts alone, so that what follows it is read afresh
};

// The first character of a text that is not empty.
Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {};
  char32_t code = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto continuation = static_cast<unsigned char>(text[i]);
    if ((continuation & 0xC0) != 0x80) return {};
    code = code << 6 | (continuation & 0x3FU);
  }
  const bool overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return {};
  return {code, bytes};
}

// Calls visit(code, its bytes) for each character.
template <class Visit>
void for_each_character(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const Character character = first_character(text);
    visit(character.code, text.substr(0, character.bytes));
    text.remove_prefix(character.bytes);
  }
}

// The text with what becomes of each character, as for_each_character() gives them.
template <class Change>
std::string mapped(std::string_view text, Change change) {
  std::string result;
  result.reserve(text.size());
  for_each_character(text, [&](char32_t code, std::string_view bytes) { result += change(code, bytes); });
  return result;
}

struct Range {
  char32_t first, last;
};

template <std::size_t N>
bool in_any(char32_t code, const std::array<Range, N>& ranges) {
  return std::ranges::any_of(ranges, [code](Range r) { return r.first <= code && code <= r.last; });
}

// C0, DEL and C1 controls; the separators; the direction marks that can make a name read as another.
bool is_unsafe(char32_t code) {
  static constexpr std::array<Range, 6> unsafe{
      {{0, 0x1F}, {0x7F, 0x9F}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}, {0xFEFF, 0xFEFF}}};
  return in_any(code, unsafe);
}

std::size_t width_of(char32_t code) {
  static constexpr std::array<Range, 4> combining{
      {{0x0300, 0x036F}, {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}}};
  static constexpr std::array<Range, 7> wide{{{0x1100, 0x115F},
                                              {0x2E80, 0xA4CF},
                                              {0xAC00, 0xD7A3},
                                              {0xF900, 0xFAFF},
                                              {0xFE30, 0xFE6F},
                                              {0xFF00, 0xFF60},
                                              {0x1F300, 0x3FFFD}}};
  if (in_any(code, combining)) return 0;
  return in_any(code, wide) ? 2 : 1;
}

std::string cut(std::string_view text, std::size_t columns) {
  if (columns == 0) return {};
  std::string result;
  std::size_t width = 0;
  bool full = false;
  for_each_character(text, [&](char32_t code, std::string_view bytes) {
    full = full || width + width_of(code) > columns - 1;
    if (full) return;
    result += bytes;
    width += width_of(code);
  });
  return result + "…";
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  return mapped(text,
                [](char32_t code, std::string_view bytes) { return code == bad ? replacement : bytes; });
}

std::string xml_text(std::string_view text) {
  static constexpr std::array<Range, 5> forbidden{
      {{0, 0x8}, {0xB, 0xC}, {0xE, 0x1F}, {0xFFFE, 0xFFFF}, {bad, bad}}};
  return mapped(text, [](char32_t code, std::string_view bytes) {
    return in_any(code, forbidden) ? replacement : bytes;
  });
}

std::string printable(std::string_view text) {
  return mapped(text, [](char32_t code, std::string_view bytes) {
    if (code == bad) return std::string(replacement);
    if (!is_unsafe(code)) return std::string(bytes);
    const auto number = static_cast<std::uint32_t>(code);
    return code < 0x100 ? fmt::format("\\x{:02X}", number) : fmt::format("\\u{{{:04X}}}", number);
  });
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for_each_character(text, [&](char32_t code, std::string_view) { width += width_of(code); });
  return width;
}

std::string shortened(std::string_view text, std::size_t columns) {
  return display_width(text) > columns ? cut(text, columns) : std::string(text);
}

std::string fitted(std::string_view text, std::size_t columns) {
  std::string result = shortened(text, columns);
  return result.append(columns - std::min(columns, display_width(result)), ' ');
}

std::string fitted_right(std::string_view text, std::size_t columns) {
  std::string result = shortened(text, columns);
  return result.insert(0, columns - std::min(columns, display_width(result)), ' ');
}

std::string safe_name(std::string_view text) {
  constexpr std::string_view safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
  constexpr std::size_t longest = 100;  // of 255 that a file system takes: there is room for what is added
  std::string name(text.substr(0, longest));
  for (char& c : name)
    if (safe.find(c) == std::string_view::npos) c = '_';
  if (name.empty()) return "_";
  if (name[0] == '.') name[0] = '_';  // neither hidden nor the folder above
  return name;
}

}  // namespace concbench
