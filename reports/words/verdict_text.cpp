#include "reports/words/verdict_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "reports/words/units.h"
#include "statistics/statistics.h"

namespace concbench::reports {
namespace {

// "1.37× slower (1.31–1.44)"
std::string difference(double ratio, Interval interval, std::string_view word) {
  return fmt::format("{} {} ({}–{})", ratio_text(ratio), word, number_text(interval.low),
                     number_text(interval.high));
}

std::string too_few(const Comparison& comparison) {
  if (comparison.blocks == 0) return "not judged: no times to compare";
  return fmt::format("not judged: {} block{}, {} are needed", comparison.blocks,
                     comparison.blocks == 1 ? "" : "s", comparison.needed);
}

std::string in_direction(const Comparison& comparison, Verdict direction, Interval interval) {
  return direction == Verdict::slower
             ? difference(comparison.ratio, interval, "slower")
             : difference(1 / comparison.ratio, {1 / interval.high, 1 / interval.low}, "faster");
}

}  // namespace

Claim claim_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::faster:
      return Claim::faster;
    case Verdict::slower:
      return Claim::slower;
    case Verdict::equivalent:
      return Claim::equivalent;
    case Verdict::undecided:
      return Claim::undecided;
    case Verdict::too_few_blocks:
      break;
  }
  return Claim::not_judged;
}

std::string_view word(Claim claim) {
  static constexpr std::array<std::string_view, 9> words{"",          "best",       "one of the best",
                                                         "faster",    "slower",     "equivalent",
                                                         "undecided", "not judged", "not comparable"};
  return words.at(static_cast<std::size_t>(claim));
}

std::string percent_text(double share) {
  const double tenths = std::round(share * 1000);
  return tenths >= 100 || std::fmod(tenths, 10) == 0 ? fmt::format("{:.0f} %", share * 100)
                                                     : fmt::format("{:.1f} %", share * 100);
}

std::string in_words(const Comparison& comparison) {
  switch (comparison.verdict) {
    case Verdict::slower:
    case Verdict::faster:
      return in_direction(comparison, comparison.verdict, comparison.sure);
    case Verdict::equivalent:
      return fmt::format("equivalent: within ±{}", percent_text(comparison.margin));
    case Verdict::undecided:
      if (comparison.likely == Verdict::slower || comparison.likely == Verdict::faster)
        return "likely " + in_direction(comparison, comparison.likely, comparison.alone);
      if (comparison.likely == Verdict::equivalent)
        return fmt::format("likely equivalent: within ±{}", percent_text(comparison.margin));
      return fmt::format("undecided ({}–{})", number_text(comparison.sure.low),
                         number_text(comparison.sure.high));
    case Verdict::too_few_blocks:
      return too_few(comparison);
  }
  return {};
}

}  // namespace concbench::reports
