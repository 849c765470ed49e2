#include "statistics/rank_tests.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <utility>

#include "statistics/rank_distribution.h"

namespace concbench {
namespace {

std::vector<double> pairwise_differences(std::span<const double> a, std::span<const double> b) {
  std::vector<double> differences;
  differences.reserve(a.size() * b.size());
  for (const double from : a)
    for (const double to : b) differences.push_back(to - from);
  return differences;
}

double two_sided(const RankSum& null, std::size_t sum) {
  return std::min(1.0, 2 * std::min(null.at_most(sum), null.at_least(sum)));
}

// Without ties the distribution depends on the two numbers alone, and the comparisons of many files ask for
// the same few: reckoning them anew would take longer than all else. A thread keeps its own.
const RankSum& untied(std::size_t count, std::size_t drawn) {
  thread_local std::map<std::pair<std::size_t, std::size_t>, RankSum> known;
  const auto at = std::pair(count, drawn);
  const auto found = known.find(at);
  return found != known.end()
             ? found->second
             : known.emplace(at, RankSum::of_drawn(doubled_ranks(count), drawn)).first->second;
}

bool has_ties(std::vector<std::size_t> ranks) {
  std::ranges::sort(ranks);
  return ranks != doubled_ranks(ranks.size());
}

// The test would reject a centre exactly when so few of the estimates lie on one side of it that the rank sum
// is in a tail; so the interval leaves out as many estimates at each end as the tail holds sums. `least` is
// the smallest doubled sum.
Interval between(std::vector<double> estimates, const RankSum& null, std::size_t least, double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw std::invalid_argument("a confidence outside 0 to 1");
  const double doubt = (1 - confidence) * (1 + 1e-9);  // for 1 - 0.9 is a little less than 0.1
  std::size_t tail = 0;
  while (2 * null.at_most(least + 2 * tail) <= doubt) ++tail;
  if (tail == 0) return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  std::ranges::sort(estimates);
  return {estimates[tail - 1], estimates[estimates.size() - tail]};
}

}  // namespace

double rank_sum_p(std::span<const double> a, std::span<const double> b) {
  require_values(a);
  require_values(b);
  if (b.size() < a.size()) return rank_sum_p(b, a);  // the smaller sample's sum has the smaller table
  std::vector<double> pooled(a.begin(), a.end());
  pooled.insert(pooled.end(), b.begin(), b.end());
  const std::vector<std::size_t> ranks = doubled_midranks(pooled);
  std::size_t sum = 0;
  for (std::size_t at = 0; at < a.size(); ++at) sum += ranks[at];
  if (has_ties(ranks)) return two_sided(RankSum::of_drawn(ranks, a.size()), sum);
  return two_sided(untied(ranks.size(), a.size()), sum);
}

double shift(std::span<const double> a, std::span<const double> b) {
  require_values(a);
  require_values(b);
  return median(pairwise_differences(a, b));
}

Interval shift_interval(std::span<const double> a, std::span<const double> b, double confidence) {
  require_values(a);
  require_values(b);
  const std::size_t drawn = std::min(a.size(), b.size());
  const RankSum& null = untied(a.size() + b.size(), drawn);
  return between(pairwise_differences(a, b), null, drawn * (drawn + 1), confidence);
}

}  // namespace concbench
