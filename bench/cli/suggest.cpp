// What a person may have meant by a name that is not known.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "bench/cli/options.h"

namespace concbench::bench {
namespace {

// Levenshtein distance: insertions, deletions and substitutions (Wagner & Fischer, J. ACM 21 (1974) 168).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string suggestion(std::string_view name, std::span<const std::string> known) {
  const auto nearest =
      std::ranges::min_element(known, {}, [&](const std::string& k) { return distance(name, k); });
  if (nearest == known.end() || distance(name, *nearest) > std::max<std::size_t>(2, name.size() / 3))
    return {};
  return fmt::format(" (did you mean '{}'?)", *nearest);
}

}  // namespace concbench::bench
