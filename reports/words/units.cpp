#include "reports/words/units.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <span>

namespace concbench::reports {
namespace {

struct Unit {
  double size;
  std::string_view name;
};

constexpr std::array<Unit, 4> times{{{1e9, "s"}, {1e6, "ms"}, {1e3, "µs"}, {1, "ns"}}};
constexpr std::array<Unit, 5> thousands{{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}, {1, ""}}};
constexpr std::array<Unit, 4> binary{
    {{1024.0 * 1024 * 1024, "GiB"}, {1024.0 * 1024, "MiB"}, {1024, "KiB"}, {1, "B"}}};

std::string with_commas(std::string digits) {
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

// Three significant digits, and thousands apart: "13,500".
std::string grouped(double value) {
  const double step = std::pow(10, std::floor(std::log10(value)) - 2);
  return with_commas(fmt::format("{:.0f}", std::round(value / step) * step));
}

// Three significant digits from 0.1 on, two below: "13,500", "123", "12.3", "1.23", "0.123", "0.012",
// "0.00012".
std::string digits(double value) {
  const double size = std::abs(value);
  if (size >= 999.5) return grouped(size);
  if (size >= 99.95) return fmt::format("{:.0f}", value);
  if (size >= 9.995) return fmt::format("{:.1f}", value);
  if (size >= 0.9995 || size < 1e-9) return fmt::format("{:.2f}", value);
  if (size >= 0.0995) return fmt::format("{:.3f}", value);
  return fmt::format("{:.{}f}", value, static_cast<int>(std::ceil(-std::log10(size))) + 1);
}

// The largest unit in which the value does not round to less than 1; the smallest one if there is none.
const Unit& unit_for(double value, std::span<const Unit> units) {
  for (const Unit& unit : units)
    if (std::abs(value) >= unit.size * 0.9995) return unit;
  return units.back();
}

}  // namespace

std::string duration_text(double nanoseconds) {
  const Unit& unit = unit_for(nanoseconds, times);
  return fmt::format("{} {}", digits(nanoseconds / unit.size), unit.name);
}

std::string duration_range_text(double from_ns, double to_ns) {
  const Unit& unit = unit_for(to_ns, times);
  return fmt::format("{} – {} {}", digits(from_ns / unit.size), digits(to_ns / unit.size), unit.name);
}

std::string rate_text(double per_second, std::string_view unit) {
  const Unit& scale = unit_for(per_second, thousands);
  const std::string_view space = unit == "B" || scale.name.empty() ? "" : " ";
  return fmt::format("{} {}{}{}/s", digits(per_second / scale.size), scale.name, space, unit);
}

std::string memory_text(double bytes) {
  const Unit& unit = unit_for(bytes, binary);
  return fmt::format("{} {}", digits(bytes / unit.size), unit.name);
}

std::string number_text(double value) {
  return digits(value);
}

std::string ratio_text(double ratio) {
  return digits(ratio) + "×";
}

std::string count_text(std::int64_t count) {
  return with_commas(std::to_string(count));
}

}  // namespace concbench::reports
