#include "reports/words/problems.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <span>

#include "reports/words/verdict_text.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

// Cases of one runner that went wrong in the same way.
struct Failure {
  std::string runner;
  State state = State::failed;
  std::string reason;
  std::vector<std::int64_t> concurrencies;
  std::int64_t bad = 0, samples = 0;
};

// Most samples' reason stands for the case.
std::string main_reason(const CaseSummary& one) {
  const auto most = std::ranges::max_element(one.reasons, {}, &Remark::samples);
  return most == one.reasons.end() ? "not run" : most->text;
}

std::vector<Failure> failures_of(const Summary& summary, const WorkloadSummary& workload) {
  std::vector<Failure> failures;
  for (const RunnerResult& runner : workload.runners) {
    for (const std::size_t index : runner.cases) {
      const CaseSummary& one = summary.cases[index];
      if (one.state == State::ok) continue;
      const State partly = one.failed + one.timeout > 0 ? State::failed : State::skipped;
      const Failure here{one.runner, one.state == State::partly ? partly : one.state, main_reason(one), {}, 0,
                         0};
      auto same = std::ranges::find_if(failures, [&](const Failure& f) {
        return f.runner == here.runner && f.state == here.state && f.reason == here.reason;
      });
      if (same == failures.end()) same = failures.insert(failures.end(), here);
      same->concurrencies.push_back(one.concurrency);
      same->bad += one.failed + one.timeout + one.skipped;
      same->samples += one.failed + one.timeout + one.skipped + one.ok;
    }
  }
  return failures;
}

bool never_ran(const Failure& failure) {
  return failure.state == State::missing || failure.state == State::skipped;
}

std::string in_words(const Failure& failure, std::size_t named) {
  const auto& all = failure.concurrencies;
  const std::span some(all.begin(), all.size() > named ? named : all.size());
  const std::string where =
      fmt::format("{} at {}{}: ", printable(failure.runner), fmt::join(some, ", "),
                  some.size() < all.size() ? fmt::format(" and {} more", all.size() - some.size()) : "");
  if (failure.state == State::missing) return where + "not run";
  return where + fmt::format("{} {} of {}: {}", word(failure.state), failure.bad, failure.samples,
                             printable(failure.reason));
}

std::string disturbed_text(const Summary& summary) {
  std::string kinds;
  for (const Remark& taint : summary.taints)
    kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", printable(taint.text), taint.samples);
  return fmt::format("Disturbed: {} of {} samples ({}); they count all the same", summary.tainted,
                     summary.ok + summary.failed + summary.timeout + summary.skipped, kinds);
}

}  // namespace

std::vector<Problem> failures(const Summary& summary, const WorkloadSummary& workload, std::size_t named) {
  std::vector<Failure> all = failures_of(summary, workload);
  std::stable_partition(all.begin(), all.end(), [](const Failure& failure) { return !never_ran(failure); });
  std::vector<Problem> problems;
  for (const Failure& failure : all)
    problems.push_back({in_words(failure, named), never_ran(failure) ? Ink::dim : Ink::red});
  return problems;
}

std::vector<Problem> remarks(const Summary& summary) {
  std::vector<Problem> problems;
  const auto bad = summary.failed + summary.timeout;
  if (!summary.complete) problems.push_back({"Incomplete: " + printable(summary.incomplete), Ink::red});
  if (bad > 0)
    problems.push_back(
        {fmt::format("Failed: {} of {} samples; they have no times", bad, bad + summary.ok + summary.skipped),
         Ink::red});
  for (const std::string& trouble : summary.troubles) problems.push_back({printable(trouble), Ink::red});
  if (summary.tainted > 0) problems.push_back({disturbed_text(summary)});
  if (summary.canary_ns.size() > 1) {
    const auto [least, most] = std::ranges::minmax(summary.canary_ns);
    problems.push_back(
        {fmt::format("The machine's own speed varied by {} over the run (the same short piece of work, timed "
                     "in every round)",
                     percent_text(most / least - 1))});
  }
  if (!summary.given.words.empty()) problems.push_back({summary.given.words});
  if (!summary.controls.words.empty()) problems.push_back({summary.controls.words});
  if (!summary.controls.warning.empty()) problems.push_back({printable(summary.controls.warning), Ink::red});
  if (summary.cases.empty()) problems.push_back({"No cases: nothing was planned or measured."});
  return problems;
}

std::vector<Problem> warnings(const Summary& summary) {
  std::vector<Problem> problems;
  for (const std::string& warning : summary.run.warnings)
    problems.push_back({"! " + printable(warning), Ink::dim});
  return problems;
}

}  // namespace concbench::reports
