#include "reports/summary/case_summary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "results/sample_time.h"
#include "statistics/statistics.h"

namespace concbench::reports {
namespace {

// What a sample counts as. A status of a later version that this one does not know is no result.
struct Outcome {
  State state = State::failed;
  std::string reason;
  double value_ns = 0;
};

Outcome outcome_of(const Sample& sample) {
  if (sample.status == "ok") {
    if (const auto value = time_of(sample)) return {State::ok, {}, *value};
    return {State::failed, "no time was recorded"};
  }
  std::string reason = sample.reason.empty() ? "no reason was recorded" : sample.reason;
  if (sample.status == "timeout") return {State::timeout, std::move(reason)};
  if (sample.status == "skipped") return {State::skipped, std::move(reason)};
  if (sample.status != "failed") reason = fmt::format("status '{}': {}", sample.status, reason);
  return {State::failed, std::move(reason)};
}

void add_remark(const std::string& text, std::vector<Remark>& remarks) {
  const auto same = std::ranges::find(remarks, text, &Remark::text);
  if (same == remarks.end()) {
    remarks.push_back({text, 1});
  } else {
    ++same->samples;
  }
}

// The median over the samples that say a value at all.
template <class Get>
std::optional<double> median_of(const std::vector<const Sample*>& samples, Get get) {
  std::vector<double> values;
  for (const Sample* sample : samples)
    if (const auto value = get(*sample)) values.push_back(static_cast<double>(*value));
  if (values.empty()) return {};
  return median(std::move(values));
}

Spread spread_of(std::vector<double> values) {
  std::ranges::sort(values);
  return {quantile(values, 0.5), quantile(values, 0.25), quantile(values, 0.75), values.front(),
          values.back()};
}

State state_of(const CaseSummary& summary) {
  if (summary.ok > 0)
    return summary.failed + summary.timeout + summary.skipped > 0 ? State::partly : State::ok;
  if (summary.failed > 0) return State::failed;
  return summary.timeout > 0 ? State::timeout : State::skipped;
}

void count(const Outcome& outcome, CaseSummary& summary) {
  if (outcome.state == State::ok) {
    ++summary.ok;
    summary.samples_ns.push_back(outcome.value_ns);
    return;
  }
  ++(outcome.state == State::failed    ? summary.failed
     : outcome.state == State::timeout ? summary.timeout
                                       : summary.skipped);
  add_remark(outcome.reason, summary.reasons);
}

void describe(const Sample& sample, CaseSummary& summary) {
  summary.placement = sample.placement;
  if (sample.cpus) summary.cpus = fmt::format("{}", fmt::join(*sample.cpus, ","));
  summary.tasks = sample.tasks;
  summary.bytes = sample.bytes;
  summary.memory_method = sample.memory_method;
}

void add_costs(const std::vector<const Sample*>& samples, CaseSummary& summary) {
  using Count = std::optional<std::int64_t>;
  summary.setup_ns = median_of(samples, [](const Sample& s) { return s.setup_ns; });
  summary.first_ns = median_of(samples, [](const Sample& s) { return s.first_ns; });
  summary.energy_uj = median_of(samples, [](const Sample& s) { return s.energy_uj; });
  summary.cpu_ns = median_of(samples, [](const Sample& s) { return s.cpu_ns; });
  summary.memory_bytes = median_of(samples, [](const Sample& s) { return s.memory_bytes; });
  summary.voluntary_switches = median_of(samples, [](const Sample& s) {
    return s.context_switches ? Count(s.context_switches->voluntary) : Count();
  });
  summary.involuntary_switches = median_of(samples, [](const Sample& s) {
    return s.context_switches ? Count(s.context_switches->involuntary) : Count();
  });
  const auto event = [&](Count Events::*which) {
    return median_of(samples, [which](const Sample& s) { return s.events.*which; });
  };
  summary.events = {event(&Events::minor_faults), event(&Events::major_faults), event(&Events::migrations),
                    event(&Events::instructions), event(&Events::cycles),       event(&Events::cache_misses)};
}

}  // namespace

std::string_view word(State state) {
  static constexpr std::array<std::string_view, 6> words{"ok",      "partly",  "failed",
                                                         "timeout", "skipped", "missing"};
  return words.at(static_cast<std::size_t>(state));
}

void set_times(std::vector<double> times, CaseSummary& summary) {
  summary.time_ns = spread_of(std::move(times));
  const double seconds = summary.time_ns->median / 1e9;
  if (summary.tasks > 0) summary.tasks_per_second = static_cast<double>(summary.tasks) / seconds;
  if (summary.bytes > 0) summary.bytes_per_second = static_cast<double>(summary.bytes) / seconds;
}

CaseSummary summarize_case(const CaseSamples& one, std::int64_t planned) {
  const std::vector<const Sample*> samples = samples_that_count(one);
  CaseSummary summary;
  summary.name = one.name;
  summary.runner = one.runner;
  summary.workload = one.workload;
  summary.concurrency = one.concurrency;
  summary.chunk = one.chunk;
  summary.planned = planned;
  if (samples.empty()) return summary;
  describe(*samples.front(), summary);
  summary.planned = std::max(planned, std::ssize(samples));
  summary.retaken = std::ssize(one.samples) - std::ssize(samples);
  for (const Sample* sample : samples) {
    if (sample->lower_bound_ns && *sample->lower_bound_ns > 0) {
      summary.bound_ns = static_cast<double>(*sample->lower_bound_ns);
      summary.bound = "the longest wait, or all waiting over the tasks at once";
    }
    count(outcome_of(*sample), summary);
    summary.tainted += !sample->taints.empty();
    for (const auto& taint : sample->taints) add_remark(taint, summary.taints);
    for (const auto& note : sample->notes) add_remark(note, summary.notes);
  }
  summary.state = state_of(summary);
  if (!summary.samples_ns.empty()) set_times(summary.samples_ns, summary);
  add_costs(samples, summary);
  if (summary.retaken > 0) {
    const auto correct = [](const Sample& s) { return s.status == "ok" ? time_of(s) : std::nullopt; };
    summary.counted_ns = median_of(samples, correct);
    summary.all_attempts_ns = median_of(one.samples, correct);
  }
  return summary;
}

}  // namespace concbench::reports
