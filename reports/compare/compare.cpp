#include "reports/compare/compare.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "reports/compare/ab.h"
#include "reports/compare/measured_side.h"
#include "reports/compare/relation.h"
#include "reports/summary/judgement.h"
#include "reports/words/units.h"
#include "results/same_work.h"
#include "statistics/verdict.h"

namespace concbench::reports {
namespace {

// A pair of sides while it is compared.
struct Pair {
  const MeasuredSide &reference, &other;
};

// Why the two were not even planned as the same work; empty if they were, whether or not they have times.
std::string why_other_plan(const MeasuredCase* ours, const MeasuredCase* theirs, const Pair& files) {
  if (!ours) return fmt::format("not in {}", files.reference.label);
  if (!theirs) return fmt::format("not in {}", files.other.label);
  const auto a = files.reference.runs[0].protocol, b = files.other.runs[0].protocol;
  if (a != b) return fmt::format("protocol {} against {}", a, b);
  if (!ours->inconsistent.empty())
    return fmt::format("within {}: {}", files.reference.label, ours->inconsistent);
  if (!theirs->inconsistent.empty())
    return fmt::format("within {}: {}", files.other.label, theirs->inconsistent);
  return ours->sample && theirs->sample ? other_work(*ours->sample, *theirs->sample) : std::string();
}

// "failed in B: a worker died"; empty if the case has a time there.
std::string why_no_time(const CaseSummary& summary, const std::string& label) {
  if (summary.time_ns) return {};
  if (summary.state == State::missing) return fmt::format("not run in {}", label);
  const auto most = std::ranges::max_element(summary.reasons, {}, &Remark::samples);
  return fmt::format("{} in {}: {}", word(summary.state), label,
                     most == summary.reasons.end() ? "no reason was recorded" : most->text);
}

void add_remarks(const CaseSummary& summary, const std::string& label, std::vector<std::string>& remarks) {
  const auto samples = summary.ok + summary.failed + summary.timeout + summary.skipped;
  if (summary.ok < samples)
    remarks.push_back(fmt::format("{}: {} of {} samples have no time", label, samples - summary.ok, samples));
  for (const Remark& taint : summary.taints)
    remarks.push_back(fmt::format("{}: {} of {} samples: {}", label, taint.samples, samples, taint.text));
}

void describe(const MeasuredCase& measured, std::optional<double>& time, std::optional<double>& speedup,
              std::int64_t& runs) {
  if (measured.summary.time_ns) time = measured.summary.time_ns->median;
  speedup = measured.summary.speedup;
  runs = std::ssize(measured.levels);
}

std::vector<double> logarithms(const std::vector<double>& times) {
  std::vector<double> logs;
  for (const double time : times) logs.push_back(std::log(time));
  return logs;
}

// Adds the case; to the family if both sides planned it as the same work. True: both have times.
bool add_case(const MeasuredCase* ours, const MeasuredCase* theirs, const Pair& files,
              FileComparison& result) {
  const MeasuredCase& either = ours ? *ours : *theirs;
  CaseComparison& one = result.cases.emplace_back();
  one.name = either.summary.name;
  one.workload = either.summary.workload;
  one.runner = either.summary.runner;
  one.concurrency = either.summary.concurrency;
  if (either.sample) one.kind = either.sample->kind;
  if (ours) describe(*ours, one.reference_ns, one.reference_speedup, one.reference_runs);
  if (theirs) describe(*theirs, one.other_ns, one.other_speedup, one.other_runs);
  one.words = why_other_plan(ours, theirs, files);
  if (!one.words.empty()) return false;
  ++result.family;
  one.words = why_no_time(ours->summary, files.reference.label);
  if (one.words.empty()) one.words = why_no_time(theirs->summary, files.other.label);
  if (!one.words.empty()) return false;
  add_remarks(ours->summary, files.reference.label, one.remarks);
  add_remarks(theirs->summary, files.other.label, one.remarks);
  one.verdict = Claim::not_judged;
  return true;
}

std::string runs_text(std::int64_t ours, std::int64_t theirs) {
  return ours == theirs ? fmt::format("{} run{} a side", ours, ours == 1 ? "" : "s")
                        : fmt::format("{} against {} runs", theirs, ours);
}

std::string why_unjudged(const FileComparison& files) {
  if (files.same_run) return "a run is on both sides, and a comparison with itself says nothing";
  if (files.family == 0) return "they have no work in common";
  if (std::min(files.reference_runs, files.other_runs) >= files.needed) return {};
  return fmt::format("{}, and judging {} case{} takes {} runs a side",
                     runs_text(files.reference_runs, files.other_runs), files.family,
                     files.family == 1 ? "" : "s", files.needed);
}

// What the machines themselves show between equal things.
double floor_for(const std::string& kind, const Pair& files) {
  double floor = 0;
  for (const MeasuredSide* side : {&files.reference, &files.other})
    for (const Run& run : side->runs) floor = std::max(floor, floor_of(run, kind));
  return floor;
}

void judge(const MeasuredCase& ours, const MeasuredCase& theirs, const Rule& rule,
           const FileComparison& files, CaseComparison& one) {
  const Comparison comparison = compare_unpaired({logarithms(ours.levels), logarithms(theirs.levels)}, rule);
  const Interval before = ours.seen(), after = theirs.seen();
  one.ratio = comparison.ratio;
  one.low = after.low / before.high;
  one.high = after.high / before.low;
  if (!files.unjudged.empty()) return;
  if (std::min(one.reference_runs, one.other_runs) < files.needed) {
    one.words = fmt::format("not judged: {} with a time, {} a side are needed",
                            runs_text(one.reference_runs, one.other_runs), files.needed);
    return;
  }
  one.low = comparison.sure.low;
  one.high = comparison.sure.high;
  one.verdict = claim_of(comparison.verdict);
  one.words = word(one.verdict);
  const Claim likely = claim_of(comparison.likely);
  if (one.verdict == Claim::undecided && likely != Claim::undecided)
    one.words = fmt::format("likely {}", word(likely));
}

void count(FileComparison& result) {
  VerdictCounts& counts = result.counts;
  for (const CaseComparison& one : result.cases)
    ++(one.verdict == Claim::slower           ? counts.slower
       : one.verdict == Claim::faster         ? counts.faster
       : one.verdict == Claim::equivalent     ? counts.equivalent
       : one.verdict == Claim::undecided      ? counts.undecided
       : one.verdict == Claim::not_comparable ? counts.not_comparable
                                              : counts.not_judged);
  result.blind =
      result.family - counts.judged() + std::ranges::count_if(result.cases, [](const CaseComparison& one) {
        return one.verdict == Claim::undecided && *one.high >= 1 + gate_sees;
      });
}

// "slower in 2 of 43 cases (primes/tbb/concurrency:2 takes 1.10 (1.08–1.12) times as long, …)"; empty where
// it is in none.
std::string claimed(const FileComparison& files, Claim claim) {
  constexpr std::size_t most = 3;
  std::vector<std::string> all;
  for (const CaseComparison& one : files.cases)
    if (one.verdict == claim)
      all.push_back(fmt::format("{} takes {} ({}–{}) times as long", one.name, number_text(*one.ratio),
                                number_text(*one.low), number_text(*one.high)));
  if (all.empty()) return {};
  const std::size_t count = all.size();
  all.resize(std::min(count, most));
  if (count > most) all.push_back(fmt::format("and {} more", count - most));
  return fmt::format("{} in {} of {} ({})", word(claim), count, files.counts.judged(), fmt::join(all, ", "));
}

// What was seen, of cases that are not judged.
std::string described(const FileComparison& files) {
  std::vector<double> ratios;
  for (const CaseComparison& one : files.cases)
    if (one.ratio) ratios.push_back(*one.ratio);
  if (ratios.empty()) return {};
  if (ratios.size() == 1) return fmt::format("its time is {} times as long (1 case)", number_text(ratios[0]));
  const auto at = [&](double p) { return number_text(quantile(ratios, p)); };
  return fmt::format("its times are {} to {} times as long ({} to {} in half of the {} cases)", at(0), at(1),
                     at(0.25), at(0.75), ratios.size());
}

std::string conclude(const FileComparison& files) {
  const std::string sides = fmt::format("{} against {}", files.other, files.reference);
  if (!files.unjudged.empty()) {
    const std::string seen = files.same_run ? "" : described(files);
    return fmt::format("{}: {}{}: {}", sides, seen, seen.empty() ? "not judged" : "; described, not judged",
                       files.unjudged);
  }
  std::vector<std::string> parts;
  for (const Claim claim : {Claim::slower, Claim::faster})
    if (std::string words = claimed(files, claim); !words.empty()) parts.push_back(std::move(words));
  const VerdictCounts& counts = files.counts;
  if (parts.empty())
    parts.emplace_back(counts.judged() > 0 ? "no difference is claimed" : "nothing could be judged");
  if (counts.equivalent > 0) parts.push_back(fmt::format("{} equivalent", counts.equivalent));
  if (counts.undecided > 0) parts.push_back(fmt::format("{} undecided", counts.undecided));
  if (counts.not_judged > 0) parts.push_back(fmt::format("{} not judged", counts.not_judged));
  return fmt::format("{}, {}: {}", sides, runs_text(files.reference_runs, files.other_runs),
                     fmt::join(parts, "; "));
}

}  // namespace

FileComparison compare(const MeasuredSide& reference, const MeasuredSide& other, std::size_t comparisons) {
  const Pair files{reference, other};
  FileComparison result;
  result.reference = reference.label;
  result.other = other.label;
  result.reference_runs = std::ssize(reference.runs);
  result.other_runs = std::ssize(other.runs);
  relate(reference, other, result);
  for (const MeasuredSide* side : {&reference, &other})
    for (const std::string& why : side->incomplete)
      result.notes.push_back(fmt::format("{} is incomplete: {}", side->label, why));
  std::vector<std::size_t> timed;  // indices in FileComparison::cases
  const auto add = [&](const std::string& name) {
    if (add_case(reference.find(name), other.find(name), files, result))
      timed.push_back(result.cases.size() - 1);
  };
  for (const MeasuredCase& one : reference.cases) add(one.summary.name);
  for (const MeasuredCase& one : other.cases)
    if (!reference.find(one.summary.name)) add(one.summary.name);

  Rule rule{.family = static_cast<std::size_t>(result.family) * comparisons};
  result.needed = static_cast<std::int64_t>(runs_needed(rule.family, rule.looks.back().alpha));
  result.unjudged = why_unjudged(result);
  for (const std::size_t index : timed) {
    CaseComparison& one = result.cases[index];
    rule.floor = floor_for(one.kind, files);
    rule.margin = std::max(Rule().margin, rule.floor);
    // What the canary moved by the machine may have done to any case.
    rule.floor = std::max(rule.floor, std::abs(result.canary_shift.value_or(0)));
    judge(*reference.find(one.name), *other.find(one.name), rule, result, one);
  }
  count(result);
  result.conclusion = conclude(result);
  return result;
}

std::string label_of(const Run& run) {
  const std::string& name = run.label.empty() ? run.machine.hostname : run.label;
  return name.empty() ? "unnamed" : name;
}

std::vector<std::string> labels_of(std::span<const Run> runs) {
  std::vector<std::string> labels;
  for (const Run& run : runs) labels.push_back(label_of(run));
  // Each step adds to what is still shared: first the start, then a number.
  const auto tell_apart = [&](auto suffix) {
    const std::vector<std::string> before = labels;
    for (std::size_t at = 0; at < labels.size(); ++at)
      if (std::ranges::count(before, before[at]) > 1) labels[at] += suffix(at, before);
  };
  tell_apart([&](std::size_t at, const auto&) {
    const std::string& started = runs[at].started;  // RFC 3339: a second is enough
    return started.empty() ? std::string()
                           : fmt::format(" ({:.10}{}{:.8})", started, started.size() > 11 ? " " : "",
                                         started.size() > 11 ? started.substr(11) : "");
  });
  tell_apart([](std::size_t at, const std::vector<std::string>& before) {
    const auto end = before.begin() + static_cast<std::ptrdiff_t>(at) + 1;
    return fmt::format(" #{}", std::count(before.begin(), end, before[at]));
  });
  return labels;
}

bool any_slower(std::span<const FileComparison> comparisons) {
  return std::ranges::any_of(comparisons, [](const FileComparison& one) { return one.counts.slower > 0; });
}

}  // namespace concbench::reports
