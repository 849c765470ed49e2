#include "statistics/aligned_ranks.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
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

LogTimes block_effects(std::span<const LogTimes* const> of, Blocks blocks) {
  std::vector<std::vector<double>> effects(blocks.looked_at);
  for (const LogTimes* other : of) {
    std::vector<double> values = known(*other, std::min(blocks.common, blocks.looked_at));
    if (values.empty()) values = known(*other, blocks.looked_at);
    if (values.empty()) continue;
    const double middle = median(values);
    for (std::size_t block = 0; block < blocks.looked_at; ++block)
      if (const auto value = at(*other, block)) effects[block].push_back(*value - middle);
  }
  LogTimes found(blocks.looked_at);
  for (std::size_t block = 0; block < blocks.looked_at; ++block)
    if (!effects[block].empty()) found[block] = lower_median(std::move(effects[block]));
  return found;
}

TrimmedDifference trimmed_difference(std::vector<double> a, std::vector<double> b) {
  const auto of_one = [](std::vector<double>& values) {
    std::ranges::sort(values);
    const auto count = std::ssize(values);
    const auto cut = static_cast<std::ptrdiff_t>(trimmed * static_cast<double>(count));
    const std::span middle(values.begin() + cut, values.end() - cut);
    const double mean = std::reduce(middle.begin(), middle.end()) / static_cast<double>(middle.size());
    for (std::ptrdiff_t i = 0; i < cut;
         ++i) {  // winsorised: what is cut off counts as the nearest that is not
      values[static_cast<std::size_t>(i)] = middle.front();
      values[static_cast<std::size_t>(count - 1 - i)] = middle.back();
    }
    const double all = std::reduce(values.begin(), values.end()) / static_cast<double>(count);
    double squares = 0;
    for (const double value : values) squares += (value - all) * (value - all);
    const auto left = static_cast<double>(middle.size());
    return std::tuple(mean, squares / (left * (left - 1)), left - 1);
  };
  constexpr std::size_t fewest = 2;
  if (std::min(a.size(), b.size()) < fewest) return {};
  const auto [mean_a, square_a, freedom_a] = of_one(a);
  const auto [mean_b, square_b, freedom_b] = of_one(b);
  TrimmedDifference found{.estimate = mean_a - mean_b};
  const double square = square_a + square_b;
  if (std::min(freedom_a, freedom_b) < 1 || !(square >= 0)) return found;
  found.error = std::sqrt(square);
  if (square > 0)
    found.freedom = square * square / (square_a * square_a / freedom_a + square_b * square_b / freedom_b);
  return found;
}

AlignedPair::AlignedPair(const LogTimes& a, const LogTimes& b, std::span<const LogTimes* const> others,
                         Blocks blocks) {
  const auto both = [&](std::size_t block) { return at(a, block) && at(b, block); };
  const auto shares_most = [&](const LogTimes* other) {
    std::size_t all = 0, shared = 0;
    for (std::size_t block = 0; block < blocks.looked_at; ++block) {
      all += both(block);
      shared += both(block) && at(*other, block);
    }
    return 4 * shared >= 3 * all;
  };
  aligned_ = std::ranges::count_if(others, shares_most) + 2 >= std::ptrdiff_t{fewest_to_align};
  const LogTimes effects = aligned_ ? block_effects(others, blocks) : LogTimes(blocks.looked_at, 0.0);
  std::vector<double> of_a, of_b;
  for (std::size_t block = 0; block < blocks.looked_at; ++block) {
    if (!both(block) || !effects[block]) continue;
    const Pair pair{*a[block] - *effects[block], *b[block] - *effects[block]};
    require_values(std::vector{pair.a, pair.b});
    pairs_.push_back(pair);
    of_a.push_back(pair.a);
    of_b.push_back(pair.b);
  }
  if (aligned_) trimmed_ = trimmed_difference(std::move(of_a), std::move(of_b));
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

AlignedPair::Tails AlignedPair::by_trimmed_means(double shift) const {
  const double above = trimmed_.estimate - shift;
  if (!std::isfinite(trimmed_.error)) return {1, 1};
  if (trimmed_.error == 0) return {above >= 0 ? 1.0 : 0.0, above <= 0 ? 1.0 : 0.0};
  const boost::math::students_t distribution(trimmed_.freedom);
  const double t = above / trimmed_.error;
  return {cdf(distribution, t) / guard_factor, cdf(distribution, -t) / guard_factor};
}

AlignedPair::Tails AlignedPair::tails(double shift) const {
  if (pairs_.empty()) return {1, 1};
  if (!aligned_) return by_swaps(shift);
  const Tails ranks = by_ranks(shift), means = by_trimmed_means(shift);
  return {std::max(ranks.below, means.below), std::max(ranks.above, means.above)};
}

bool AlignedPair::leans_above() const {
  const Tails found = tails(0);
  return found.above < found.below;
}

double AlignedPair::unguarded_p() const {
  if (pairs_.empty()) return 1;
  const Tails found = aligned_ ? by_ranks(0) : by_swaps(0);
  return std::min(1.0, 2 * std::min(found.below, found.above));
}

double AlignedPair::p(double shift) const {
  const Tails found = tails(shift);
  return std::min(1.0, 2 * std::min(found.below, found.above));
}

Interval AlignedPair::reach(Tails (AlignedPair::*test)(double) const, double center, double doubt) const {
  const auto p_of = [&](double shift) {
    const Tails found = (this->*test)(shift);
    return 2 * std::min(found.below, found.above);
  };
  double farthest = 0;
  for (const auto& [a, b] : pairs_)
    for (const auto& [c, d] : pairs_) farthest = std::max(farthest, std::abs(a - d - center));
  // Bisection, between a shift that is in and one that is not.
  const auto end = [&](double direction) {
    constexpr int halvings = 40;
    double in = center, out = center + direction * (farthest * 1.001 + 1e-9);
    if (p_of(in) <= doubt || p_of(out) > doubt) return direction * infinity;
    for (int i = 0; i < halvings; ++i) {
      const double middle = (in + out) / 2;
      (p_of(middle) > doubt ? in : out) = middle;
    }
    return out;
  };
  return {end(-1), end(1)};
}

Interval AlignedPair::interval(double confidence) const {
  const double doubt = (1 - confidence) * (1 + 1e-9);  // for 1 - 0.9 is a little less than 0.1
  if (pairs_.empty()) return {-infinity, infinity};
  std::vector<double> differences;
  for (const auto& [a, b] : pairs_)
    for (const auto& [c, d] : pairs_)
      if (aligned_ || &a == &c) differences.push_back(a - d);
  const double center = median(std::move(differences));
  if (!aligned_) return reach(&AlignedPair::by_swaps, center, doubt);
  Interval found = reach(&AlignedPair::by_ranks, center, doubt);
  const double half =
      std::isfinite(trimmed_.error)
          ? trimmed_.error * quantile(boost::math::students_t(trimmed_.freedom), 1 - guard_factor * doubt / 2)
          : infinity;
  return {std::min(found.low, trimmed_.estimate - half), std::max(found.high, trimmed_.estimate + half)};
}

}  // namespace concbench
