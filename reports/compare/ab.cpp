#include "reports/compare/ab.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "reports/summary/case_summary.h"
#include "reports/summary/judgement.h"
#include "results/cases.h"
#include "results/same_work.h"

namespace concbench::reports {
namespace {

// The samples of a case, by side.
struct Sides {
  CaseSamples old, again, other;
};

std::vector<Sides> sides_of(const Results& results) {
  std::vector<CaseSamples> old = cases_of(results), again = twins_of(results, "again"),
                           other = twins_of(results, "new");
  std::vector<Sides> sides;
  for (std::size_t i = 0; i < old.size(); ++i)
    sides.push_back({std::move(old[i]), std::move(again[i]), std::move(other[i])});
  return sides;
}

bool differs(Claim claim) {
  return claim == Claim::slower || claim == Claim::faster;
}

bool is_judged(Claim claim) {
  return differs(claim) || claim == Claim::equivalent || claim == Claim::undecided;
}

// "new failed: a worker died", "new failed in 2 of 12 blocks: a worker died"; empty where all went well.
std::string failure_of(const CaseSamples& one, const char* side) {
  const CaseSummary summary = summarize_case(one, 0);
  if (summary.state == State::ok) return {};
  const auto most = std::ranges::max_element(summary.reasons, {}, &Remark::samples);
  if (most == summary.reasons.end()) return fmt::format("{} was not run", side);
  if (summary.ok == 0) return fmt::format("{} {}: {}", side, word(summary.state), most->text);
  return fmt::format("{} failed in {} of {} blocks: {}", side, summary.planned - summary.ok, summary.planned,
                     most->text);
}

const Sample* correct(const CaseSamples& one) {
  const auto found = std::ranges::find(one.samples, "ok", &Sample::status);
  return found == one.samples.end() ? nullptr : *found;
}

// Sides whose parameters differ were told to do other work; of the others the answers must agree.
std::string why_other_work(const Sides& sides) {
  const Sample *old = correct(sides.old), *other = correct(sides.other);
  if (!old || !other || old->params != other->params) return {};
  return other_work(*old, *other);
}

AbCase without_verdict(AbCase one, const std::string& reason) {
  one.words = reason;
  return one;
}

AbCase judged(const Sides& sides, const Rivals& rivals, std::size_t first) {
  const std::size_t old = first, again = first + 1, other = first + 2;
  AbCase one;
  one.name = sides.old.name;
  one.workload = sides.old.workload;
  one.old_ns = rivals.levels()[old];
  one.new_ns = rivals.levels()[other];
  const Comparison control = rivals.compare(again, old);
  one.control = claim_of(control.verdict);
  one.control_words = in_words(control);
  const Comparison comparison = rivals.compare(other, old);
  const std::string old_failure = failure_of(sides.old, "old"), failure = failure_of(sides.other, "new");
  if (!one.old_ns) return without_verdict(one, old_failure);
  if (!one.new_ns) return without_verdict(one, failure);
  if (const std::string why = why_other_work(sides); !why.empty()) return without_verdict(one, why);
  one.verdict = claim_of(comparison.verdict);
  one.words = in_words(comparison);
  for (const std::string& also : {old_failure, failure})
    if (!also.empty()) one.words += "; " + also;
  one.ratio = comparison.ratio;
  one.blocks = static_cast<std::int64_t>(comparison.blocks);
  if (!is_judged(one.verdict)) return one;
  one.low = comparison.sure.low;
  one.high = comparison.sure.high;
  one.visible = comparison.visible;
  return one;
}

// "new is slower in 2 of 4 cases: NAME 1.03× slower (1.02–1.04); NAME …"; empty where it is in none.
std::string claimed(const Ab& ab, Claim claim) {
  constexpr std::size_t most = 5;
  std::vector<std::string> all;
  for (const AbCase& one : ab.cases)
    if (one.verdict == claim) all.push_back(fmt::format("{} {}", one.name, one.words));
  if (all.empty()) return {};
  const std::size_t count = all.size();
  all.resize(std::min(count, most));
  if (count > most) all.push_back(fmt::format("and {} more", count - most));
  return fmt::format("new is {} in {} of {} case{}: {}", word(claim), count, ab.cases.size(),
                     ab.cases.size() == 1 ? "" : "s", fmt::join(all, "; "));
}

std::string conclude(const Ab& ab) {
  if (ab.judged == 0)
    return "nothing could be judged" +
           (ab.cases.empty() ? std::string() : fmt::format(": {}: {}", ab.cases[0].name, ab.cases[0].words));
  std::vector<std::string> parts;
  if (ab.control_differs > 0)
    parts.emplace_back("this run is not to be trusted, for it tells the old program apart from itself");
  for (const Claim claim : {Claim::slower, Claim::faster})
    if (std::string words = claimed(ab, claim); !words.empty()) parts.push_back(std::move(words));
  if (std::ranges::none_of(ab.cases, differs, &AbCase::verdict)) {
    double visible = 0;
    for (const AbCase& one : ab.cases) visible = std::max(visible, one.visible.value_or(0));
    parts.push_back(fmt::format("no difference is claimed; {} would have been seen{}", percent_text(visible),
                                ab.judged == 1 ? "" : " in the noisiest case"));
  }
  if (const auto left = std::ssize(ab.cases) - ab.judged; left > 0)
    parts.push_back(fmt::format("{} of {} cases could not be judged", left, ab.cases.size()));
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string control_of(const Ab& ab) {
  const std::string whose = "control: the old program against itself";
  if (ab.control_judged == 0) return whose + " could not be judged";
  std::vector<std::string> different;
  for (const AbCase& one : ab.cases)
    if (differs(one.control)) different.push_back(fmt::format("{} {}", one.name, one.control_words));
  if (different.empty())
    return fmt::format("{}: no difference claimed in {} of {} case{}", whose, ab.control_judged,
                       ab.cases.size(), ab.cases.size() == 1 ? "" : "s");
  return fmt::format(
      "{}: called different in {} of {} case{} ({}): something other than the program made it so", whose,
      different.size(), ab.cases.size(), ab.cases.size() == 1 ? "" : "s", fmt::join(different, "; "));
}

// More blocks may tell.
bool is_open(const AbCase& one) {
  return one.verdict == Claim::undecided || (one.verdict == Claim::not_judged && one.ratio);
}

}  // namespace

std::optional<Ab> ab_of(const Results& results) {
  if (results.run.command != "ab") return {};
  Ab ab;
  const std::vector<Sides> all = sides_of(results);
  std::map<std::string, std::vector<std::size_t>> workloads;
  for (std::size_t i = 0; i < all.size(); ++i) workloads[all[i].old.workload].push_back(i);
  ab.cases.resize(all.size());
  for (const auto& [workload, cases] : workloads) {
    Rule rule{.looks = looks_of(results), .family = claims_of_case * all.size()};
    std::vector<BlockTimes> times;
    for (const std::size_t i : cases) {
      for (const CaseSamples* side : {&all[i].old, &all[i].again, &all[i].other})
        times.push_back(times_by_block(*side));
      if (!all[i].old.samples.empty())
        rule.floor = std::max(rule.floor, floor_of(results.run, all[i].old.samples.front()->kind));
    }
    rule.margin = std::max(rule.margin, rule.floor);
    const Rivals rivals(std::move(times), rule);
    for (std::size_t place = 0; place < cases.size(); ++place)
      ab.cases[cases[place]] = judged(all[cases[place]], rivals, sides_of_case * place);
  }
  for (const AbCase& one : ab.cases) {
    ab.slower += one.verdict == Claim::slower;
    ab.judged += is_judged(one.verdict);
    ab.blind += !is_judged(one.verdict) ||
                (one.verdict == Claim::undecided && one.visible.value_or(gate_sees) >= gate_sees);
    ab.control_judged += is_judged(one.control);
    ab.control_differs += differs(one.control);
  }
  ab.conclusion = conclude(ab);
  ab.control = control_of(ab);
  return ab;
}

std::set<std::string> undecided(const Ab& ab) {
  std::set<std::string> names;
  std::map<std::string, std::vector<const AbCase*>> open, others;
  for (const AbCase& one : ab.cases) {
    if (is_open(one))
      open[one.workload].push_back(&one);
    else if (one.old_ns)
      others[one.workload].push_back(&one);
  }
  for (const auto& [workload, left] : open) {
    for (const AbCase* one : left) names.insert(one->name);
    if (const auto& rest = others[workload]; left.size() * sides_of_case < fewest_to_align && !rest.empty())
      names.insert((*std::ranges::min_element(rest, {}, &AbCase::old_ns))->name);
  }
  return names;
}

}  // namespace concbench::reports
