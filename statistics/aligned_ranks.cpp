#include "statistics/aligned_ranks.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "statistics/rank_distribution.h"

namespace concbench {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<double> known(const LogTimes& times, std::size_t blocks) {
  std::vector<double> values;
  for (std::size_t block = 0; block < std::min(blocks, times.size()); ++block)
    if (times[block]) values.push_back(*times[block]);
  return values;
}

std::optional<double> at(const LogTimes& times, std::size_t block) {
  return block < times.size() ? times[block] : std::nullopt;
}

double lower_median(std::vector<double> values) {
  const auto middle = values.begin() + (std::ssize(values) - 1) / 2;
  std::ranges::nth_element(values, middle);
  return *middle;
}

// Differences by themselves, in tenths of their median.
std::vector<double> biweights(std::vector<double> differences) {
  constexpr double farthest = 4;  // medians: what lies beyond counts nothing
  std::vector<double> sizes = differences;
  for (double& size : sizes) size = std::abs(size);
  const double scale = median(sizes);
  for (double& difference : differences) {
    const double u = std::abs(difference) / (farthest * scale);
    const double weight = u < 1 ? (1 - u * u) * (1 - u * u) : 0;
    difference = scale > 0 ? std::round(10 * difference / scale * weight)
                           : static_cast<double>((difference > 0) - (difference < 0));
  }
  return differences;
}

// Without ties it depends on the numbers alone, and intervals ask for the same again and again: reckoning it
// anew would take longer than all else. A thread keeps its own.
const RankSum& known_distribution(std::vector<std::size_t> scores, std::size_t drawn) {
  thread_local std::map<std::vector<std::size_t>, RankSum> known;
  constexpr std::size_t most_known = 1000;  // times with ties have a distribution each
  std::ranges::sort(scores);
  const auto found = known.find(scores);
  if (found != known.end()) return found->second;
  if (known.size() >= most_known) known.clear();
  RankSum distribution = RankSum::of_drawn(scores, drawn);
  return known.emplace(std::move(scores), std::move(distribution)).first->second;
}

}  // namespace

LogTimes block_effects(std::span<const LogTimes* const> of, std::size_t blocks) {
  std::vector<std::vector<double>> effects(blocks);
  for (const LogTimes* other : of) {
    const std::vector<double> values = known(*other, blocks);
    if (values.empty()) continue;
    const double middle = median(values);
    for (std::size_t block = 0; block < blocks; ++block)
      if (const auto value = at(*other, block)) effects[block].push_back(*value - middle);
  }
  LogTimes found(blocks);
  for (std::size_t block = 0; block < blocks; ++block)
    if (!effects[block].empty()) found[block] = lower_median(std::move(effects[block]));
  return found;
}

AlignedPair::AlignedPair(const LogTimes& a, const LogTimes& b, std::span<const LogTimes* const> others,
                         std::size_t blocks)
    : aligned_(others.size() + 2 >= fewest_to_align) {
  const LogTimes effects = aligned_ ? block_effects(others, blocks) : LogTimes(blocks, 0.0);
  for (std::size_t block = 0; block < blocks; ++block) {
    const auto one = at(a, block), two = at(b, block), effect = effects[block];
    if (!one || !two || !effect) continue;
    require_values(std::vector{*one, *two});
    pairs_.push_back({*one - *effect, *two - *effect});
  }
}

// Of both runners' values, those of a first: doubled ranks, of which the highest count alike.
std::vector<std::size_t> AlignedPair::scores(double shift) const {
  std::vector<double> values;
  for (const auto& [a, b] : pairs_) values.push_back(a - shift);
  for (const auto& [a, b] : pairs_) values.push_back(b);
  std::vector<std::size_t> ranks = doubled_midranks(values);
  const auto highest = 2 * static_cast<std::size_t>(highest_rank * static_cast<double>(values.size()));
  for (std::size_t& rank : ranks) rank = std::min(rank, highest);
  return ranks;
}

AlignedPair::Tails AlignedPair::by_ranks(double shift) const {
  const std::vector<std::size_t> all = scores(shift);
  const auto own = std::reduce(all.begin(), all.begin() + std::ssize(pairs_));
  const RankSum& drawn = known_distribution(all, pairs_.size());
  return {drawn.at_most(own), drawn.at_least(own)};
}

AlignedPair::Tails AlignedPair::by_swaps(double shift) const {
  std::vector<double> differences;
  for (const auto& [a, b] : pairs_) differences.push_back(a - shift - b);
  std::vector<std::size_t> sizes;
  std::size_t above = 0;
  for (const double score : biweights(std::move(differences))) {
    if (score == 0) continue;
    sizes.push_back(static_cast<std::size_t>(std::abs(score)));
    if (score > 0) above += sizes.back();
  }
  const RankSum swapped = RankSum::of_signed(sizes);
  return {swapped.at_most(above), swapped.at_least(above)};
}

AlignedPair::Tails AlignedPair::tails(double shift) const {
  if (pairs_.empty()) return {1, 1};
  return aligned_ ? by_ranks(shift) : by_swaps(shift);
}

bool AlignedPair::leans_above() const {
  const Tails found = tails(0);
  return found.above < found.below;
}

double AlignedPair::p(double shift) const {
  const Tails found = tails(shift);
  return std::min(1.0, 2 * std::min(found.below, found.above));
}

Interval AlignedPair::interval(double confidence, double inside) const {
  const double doubt = (1 - confidence) * (1 + 1e-9);  // for 1 - 0.9 is a little less than 0.1
  double farthest = 0;
  for (const auto& [a, b] : pairs_)
    for (const auto& [c, d] : pairs_) farthest = std::max(farthest, std::abs(a - d - inside));
  // Bisection, between a shift that is in and one that is not.
  const auto end = [&](double direction) {
    constexpr int halvings = 40;
    double in = inside, out = inside + direction * (farthest * 1.001 + 1e-9);
    if (p(out) > doubt) return direction * infinity;
    for (int i = 0; i < halvings; ++i) {
      const double middle = (in + out) / 2;
      (p(middle) > doubt ? in : out) = middle;
    }
    return out;
  };
  return {end(-1), end(1)};
}

}  // namespace concbench
