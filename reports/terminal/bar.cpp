#include "reports/terminal/bar.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string_view>

namespace concbench::reports {

std::string bar(double ratio, std::size_t columns) {
  static constexpr std::array<std::string_view, 8> blocks{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double share = ratio / full_bar;
  if (columns == 0 || !(share > 0)) return std::string(columns, ' ');
  const bool cut = share > 1;
  const auto eighths =
      static_cast<std::size_t>(std::round((cut ? 1 : share) * 8 * static_cast<double>(columns)));
  std::string text;
  for (std::size_t i = 0; i < eighths / 8 - cut; ++i) text += "█";
  if (cut) return text + more_than_full;
  text += blocks[eighths % 8];
  return text + std::string(columns - (eighths + 7) / 8, ' ');
}

std::string short_ratio(double ratio) {
  if (ratio < 9.995) return fmt::format("{:.2f}", ratio);
  if (ratio < 99.95) return fmt::format("{:.1f}", ratio);
  if (ratio < 999.5) return fmt::format("{:.0f}", ratio);
  for (const char thousands : std::string_view("kMGTPE")) {
    ratio /= 1000;
    if (ratio < 9.95) return fmt::format("{:.1f}{}", ratio, thousands);
    if (ratio < 999.5) return fmt::format("{:.0f}{}", ratio, thousands);
  }
  return "∞";
}

}  // namespace concbench::reports
