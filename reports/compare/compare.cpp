#include "reports/compare/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "reports/compare/measured_file.h"
#include "reports/compare/relation.h"
#include "reports/summary/judgement.h"
#include "reports/summary/summary.h"
#include "reports/words/verdict_text.h"
#include "results/same_work.h"

namespace concbench::reports {
namespace {

// A pair of files while it is compared.
struct Pair {
  const MeasuredFile &reference, &other;
};

// Why the two were not even planned as the same work; empty if they were, whether or not they have times.
std::string why_other_plan(const MeasuredCase* ours, const MeasuredCase* theirs, const Pair& files) {
  if (!ours) return fmt::format("not in {}", files.reference.label);
  if (!theirs) return fmt::format("not in {}", files.other.label);
  const auto a = files.reference.results.run.protocol, b = files.other.results.run.protocol;
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

void describe(const CaseSummary& summary, std::optional<double>& time, std::optional<double>& speedup,
              std::int64_t& samples) {
  if (summary.time_ns) time = summary.time_ns->median;
  speedup = summary.speedup;
  samples = summary.ok;
}

std::vector<double> logarithms(const std::vector<double>& times) {
  std::vector<double> logs;
  for (const double time : times) logs.push_back(std::log(time));
  return logs;
}

// The largest of the floors that apply to this kind of workload.
double floor_for(const std::string& kind, const Pair& files, const CompareOptions& options) {
  double floor =
      std::max(floor_of(files.reference.results.run, kind), floor_of(files.other.results.run, kind));
  for (const auto* floors : {&options.aa_floors, &options.between_runs_floors}) {
    const auto found = floors->find(kind);
    if (found == floors->end()) continue;
    if (!(found->second >= 0) || !std::isfinite(found->second))
      throw std::invalid_argument("a floor that is no share");
    floor = std::max(floor, found->second);
  }
  return floor;
}

// A case that has times in both files.
struct Candidate {
  std::size_t index;  // in FileComparison::cases
  double floor;
  TwoSamples logs;
};

// Adds the case; to the family if both files planned it as the same work; to the candidates if it has times.
void add_case(const std::string& name, const Pair& files, const CompareOptions& options,
              FileComparison& result, std::vector<Candidate>& candidates) {
  const MeasuredCase *ours = files.reference.find(name), *theirs = files.other.find(name);
  const MeasuredCase& either = ours ? *ours : *theirs;
  CaseComparison one;
  one.name = name;
  one.workload = either.summary->workload;
  one.runner = either.summary->runner;
  one.concurrency = either.summary->concurrency;
  if (either.sample) one.kind = either.sample->kind;
  if (ours) describe(*ours->summary, one.reference_ns, one.reference_speedup, one.reference_samples);
  if (theirs) describe(*theirs->summary, one.other_ns, one.other_speedup, one.other_samples);
  one.words = why_other_plan(ours, theirs, files);
  if (one.words.empty()) {
    ++result.family;
    one.words = why_no_time(*ours->summary, files.reference.label);
    if (one.words.empty()) one.words = why_no_time(*theirs->summary, files.other.label);
  }
  if (one.words.empty()) {
    add_remarks(*ours->summary, files.reference.label, one.remarks);
    add_remarks(*theirs->summary, files.other.label, one.remarks);
    candidates.push_back({result.cases.size(),
                          floor_for(one.kind, files, options),
                          {logarithms(ours->summary->samples_ns), logarithms(theirs->summary->samples_ns)}});
  }
  result.cases.push_back(std::move(one));
}

void fill_in(const Comparison& comparison, const std::string& withheld, CaseComparison& one) {
  one.ratio = comparison.ratio;
  if (comparison.verdict != Verdict::too_few_blocks) {
    one.low = comparison.sure.low;
    one.high = comparison.sure.high;
  }
  one.verdict = withheld.empty() ? claim_of(comparison.verdict) : Claim::withheld;
  one.words = withheld.empty() ? in_words(comparison) : withheld;
}

void judge_all(const std::vector<Candidate>& candidates, double alpha, FileComparison& result) {
  const auto family = static_cast<std::size_t>(result.family);
  result.needed = static_cast<std::int64_t>(samples_needed(family, alpha));
  for (const Candidate& candidate : candidates) {
    const Rule rule{.looks = {{all_blocks, alpha}},
                    .family = family,
                    .floor = candidate.floor,
                    .margin = std::max(Rule().margin, candidate.floor)};
    fill_in(compare_unpaired(candidate.logs, rule), result.withheld, result.cases[candidate.index]);
  }
}

void count(FileComparison& result) {
  VerdictCounts& counts = result.counts;
  for (const CaseComparison& one : result.cases)
    ++(one.verdict == Claim::slower           ? counts.slower
       : one.verdict == Claim::faster         ? counts.faster
       : one.verdict == Claim::equivalent     ? counts.equivalent
       : one.verdict == Claim::undecided      ? counts.undecided
       : one.verdict == Claim::withheld       ? counts.withheld
       : one.verdict == Claim::not_comparable ? counts.not_comparable
                                              : counts.not_judged);
}

}  // namespace

FileComparison compare(const MeasuredFile& reference, const MeasuredFile& other,
                       const CompareOptions& options) {
  const Pair files{reference, other};
  FileComparison result;
  result.reference = reference.label;
  result.other = other.label;
  relate(reference.results, other.results, result);
  for (const MeasuredFile* file : {&reference, &other})
    if (!file->summary.complete)
      result.notes.push_back(fmt::format("{} is incomplete: {}", file->label, file->summary.incomplete));
  std::vector<Candidate> candidates;
  for (const CaseSummary& one : reference.summary.cases)
    add_case(one.name, files, options, result, candidates);
  for (const CaseSummary& one : other.summary.cases)
    if (!reference.find(one.name)) add_case(one.name, files, options, result, candidates);
  judge_all(candidates, options.alpha, result);
  count(result);
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
    return runs[at].started.empty() ? std::string() : fmt::format(" ({})", runs[at].started);
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
