#include "statistics/verdict.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "statistics/rank_tests.h"

namespace concbench {
namespace {

constexpr double alone_confidence = 0.95;

void require_rule(const Rule& rule) {
  if (rule.looks.empty()) throw std::invalid_argument("a rule that never looks");
  for (const double share : {rule.floor, rule.margin})
    if (!(share >= 0) || !std::isfinite(share)) throw std::invalid_argument("a floor that is no share");
}

// A family of 0 counts as 1.
double level_of_each(double alpha, std::size_t family) {
  if (!(alpha > 0 && alpha < 1)) throw std::invalid_argument("an alpha outside 0 to 1");
  return alpha / static_cast<double>(std::max<std::size_t>(family, 1));
}

Interval exp(Interval logs) {
  return {std::exp(logs.low), std::exp(logs.high)};
}

// What both allow; where they contradict each other, what one of them does: an interval that is wider holds
// no less.
Interval both(Interval a, Interval b) {
  if (a.low > b.high || b.low > a.high) return {std::min(a.low, b.low), std::max(a.high, b.high)};
  return {std::max(a.low, b.low), std::min(a.high, b.high)};
}

// The estimate is always inside: an interval that is wider holds no less.
Interval around(Interval interval, double estimate) {
  return {std::min(interval.low, estimate), std::max(interval.high, estimate)};
}

Verdict verdict_of(double ratio, Interval interval, const Rule& rule) {
  const double floor = 1 + rule.floor, margin = 1 + rule.margin;
  if (!interval.bounded() || interval.low <= 0) return Verdict::too_few_blocks;
  if (interval.low > 1 && ratio >= floor) return Verdict::slower;
  if (interval.high < 1 && ratio * floor <= 1) return Verdict::faster;
  return interval.low * margin >= 1 && interval.high <= margin ? Verdict::equivalent : Verdict::undecided;
}

// What each block did to all rivals. To one alone nothing; of two the mean of both, for nothing tells which
// of them was disturbed.
LogTimes effects(const std::vector<LogTimes>& logs, Blocks blocks) {
  std::vector<const LogTimes*> timed;
  for (const LogTimes& one : logs)
    if (std::ranges::any_of(one, [](const auto& time) { return time.has_value(); })) timed.push_back(&one);
  if (timed.size() < 2) return LogTimes(blocks.looked_at, 0.0);
  if (timed.size() > 2) return block_effects(timed, blocks);
  LogTimes found(blocks.looked_at);
  for (std::size_t i = 0; i < timed.size(); ++i) {
    const LogTimes* const one[] = {timed[i]};
    const LogTimes own = block_effects(one, blocks);
    for (std::size_t block = 0; block < blocks.looked_at; ++block)
      if (own[block]) found[block] = found[block] ? (*found[block] + *own[block]) / 2 : *own[block];
  }
  return found;
}

Comparison comparison_of(double ratio, Interval sure, Interval alone, const Rule& rule) {
  Comparison result{.ratio = ratio, .sure = around(sure, ratio), .alone = around(alone, ratio)};
  result.verdict = verdict_of(ratio, result.sure, rule);
  result.likely = verdict_of(ratio, result.alone, rule);
  result.margin = rule.margin;
  if (result.verdict == Verdict::too_few_blocks) return result;
  constexpr double upper_tenth = 1.2816, upper_fortieth = 1.96;  // quantiles of the normal distribution
  const double error = std::log(alone.high / alone.low) / 2 / upper_fortieth;
  result.visible =
      std::expm1(std::max(std::log(sure.high / sure.low) / 2, std::log1p(rule.floor)) + upper_tenth * error);
  return result;
}

}  // namespace

std::size_t blocks_needed(std::size_t rivals, std::size_t family, double alpha) {
  if (rivals >= fewest_to_align) return samples_needed(family, alpha);
  const double level = level_of_each(alpha, family);
  std::size_t blocks = 1;
  for (double smallest_p = 1; smallest_p > level; smallest_p /= 2) ++blocks;
  return blocks;
}

std::size_t samples_needed(std::size_t family, double alpha) {
  const double level = level_of_each(alpha, family);
  std::size_t samples = 1;
  double smallest_p = 1;  // 2 / C(2, 1)
  while (smallest_p > level) {
    ++samples;  // C(2n, n) = C(2n-2, n-1) (4n - 2) / n
    smallest_p *= static_cast<double>(samples) / static_cast<double>(4 * samples - 2);
  }
  return samples;
}

std::size_t runs_needed(std::size_t family, double alpha) {
  constexpr std::size_t fewest = 5;
  return std::max(fewest, samples_needed(family, alpha));
}

std::size_t pairs_among(std::size_t rivals) {
  return rivals * (rivals - 1) / 2;  // 0 of none as well: 0 times anything
}

std::vector<Look> plan_looks(std::span<const std::size_t> rivals, std::size_t least) {
  std::size_t family = 0;
  for (const std::size_t count : rivals) family += pairs_among(count);
  return plan_looks(rivals, family, least);
}

std::vector<Look> plan_looks(std::span<const std::size_t> rivals, std::size_t family, std::size_t least) {
  constexpr double first_share = 0.02, last_share = 0.03;
  constexpr std::size_t spare = 1, fewest_last = 28;
  std::size_t first = least;
  for (const std::size_t count : rivals)
    first = std::max(first, blocks_needed(count, family, first_share) + spare);
  return {{first, first_share}, {std::max(2 * first, fewest_last), last_share}};
}

Rivals::Rivals(std::vector<BlockTimes> times, Rule rule) : rule_(std::move(rule)) {
  require_rule(rule_);
  std::size_t blocks = 0;
  for (BlockTimes& of_one : times) {
    LogTimes logs(of_one.size());
    for (std::size_t block = 0; block < of_one.size(); ++block) {
      if (!of_one[block]) continue;
      if (!(*of_one[block] > 0) || !std::isfinite(*of_one[block]))
        throw std::invalid_argument("a time that is none");
      logs[block] = std::log(*of_one[block]);
    }
    blocks = std::max(blocks, logs.size());
    logs_.push_back(std::move(logs));
    times_.push_back(std::move(of_one));
  }
  effects_ = effects(logs_, {blocks, common()});
  for (std::size_t rival = 0; rival < logs_.size(); ++rival) {
    std::vector<double> values = adjusted(rival);
    timed_ += !values.empty();
    levels_.push_back(values.empty() ? std::nullopt : std::optional(median(std::move(values))));
  }
}

std::vector<double> Rivals::adjusted(std::size_t rival) const {
  std::vector<double> values;
  for (std::size_t block = 0; block < logs_[rival].size(); ++block)
    if (times_[rival][block]) values.push_back(*times_[rival][block] * std::exp(-*effects_[block]));
  return values;
}

AlignedPair Rivals::pair(std::size_t rival, std::size_t reference, std::size_t blocks) const {
  std::vector<const LogTimes*> others;
  for (std::size_t other = 0; other < logs_.size(); ++other)
    if (other != rival && other != reference && levels_[other]) others.push_back(&logs_[other]);
  return {logs_[rival], logs_[reference], others, {std::min(blocks, effects_.size()), common()}};
}

double Rivals::log_ratio(std::size_t rival, std::size_t reference) const {
  return std::log(*levels_[rival]) - std::log(*levels_[reference]);
}

bool Rivals::judged(std::size_t rival) const {
  const auto known = std::ranges::count_if(logs_[rival], [](const auto& time) { return time.has_value(); });
  return static_cast<std::size_t>(known) >= blocks_needed(timed_, rule_.family, rule_.looks.back().alpha);
}

bool Rivals::slower(std::size_t rival, std::size_t reference) const {
  if (rival == reference || !levels_[rival] || !levels_[reference]) return false;
  if (log_ratio(rival, reference) < std::log1p(rule_.floor)) return false;
  return std::ranges::any_of(rule_.looks, [&](const Look& look) {
    const AlignedPair compared = pair(rival, reference, look.blocks);
    return compared.p() <= level_of_each(look.alpha, rule_.family) && compared.leans_above();
  });
}

bool Rivals::may_be_best(std::size_t rival) const {
  if (!judged(rival)) return false;
  for (std::size_t other = 0; other < logs_.size(); ++other)
    if (slower(rival, other)) return false;
  return true;
}

std::optional<std::size_t> Rivals::best() const {
  std::optional<std::size_t> best;
  const auto rank = [&](std::size_t rival) { return std::pair(!judged(rival), *levels_[rival]); };
  for (std::size_t rival = 0; rival < logs_.size(); ++rival)
    if (levels_[rival] && (!best || rank(rival) < rank(*best))) best = rival;
  return best;
}

Comparison Rivals::compare(std::size_t rival, std::size_t reference) const {
  Comparison result;
  if (levels_[rival] && levels_[reference]) {
    const double estimate = log_ratio(rival, reference);
    Interval sure{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    for (const Look& look : rule_.looks)
      sure = both(sure,
                  pair(rival, reference, look.blocks).interval(1 - level_of_each(look.alpha, rule_.family)));
    const AlignedPair all = pair(rival, reference, all_blocks);
    result = comparison_of(std::exp(estimate), exp(sure), exp(all.interval(alone_confidence)), rule_);
    result.blocks = all.blocks();
  }
  result.needed = blocks_needed(timed_, rule_.family, rule_.looks.back().alpha);
  result.margin = rule_.margin;
  return result;
}

Comparison compare_unpaired(const TwoSamples& samples, const Rule& rule) {
  require_rule(rule);
  const double level = level_of_each(rule.looks.back().alpha, rule.family);
  Comparison result;
  if (!samples.reference.empty() && !samples.times.empty()) {
    const auto interval = [&](double confidence) {
      return exp(shift_interval(samples.reference, samples.times, confidence));
    };
    result = comparison_of(std::exp(median(samples.times) - median(samples.reference)), interval(1 - level),
                           interval(alone_confidence), rule);
    result.blocks = std::min(samples.reference.size(), samples.times.size());
  }
  result.needed = samples_needed(rule.family, rule.looks.back().alpha);
  result.margin = rule.margin;
  return result;
}

}  // namespace concbench
