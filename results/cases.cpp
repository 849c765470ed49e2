#include "results/cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_map>

namespace concbench {
namespace {

// The part of the name before "/RUNNER/"; the last such: a parameter (a path, say) may hold a runner's name.
std::string_view before_runner(std::string_view name, std::string_view runner) {
  const auto at = name.rfind(fmt::format("/{}/", runner));
  return name.substr(0, at == std::string_view::npos ? 0 : at);
}

void take_from_name(const std::vector<Subject>& runners, PlannedCase& one) {
  constexpr std::string_view key = "/concurrency:";
  const std::string_view name = one.name;
  if (const auto at = name.rfind(key); at != std::string_view::npos)
    std::from_chars(name.data() + at + key.size(), name.data() + name.size(), one.concurrency);
  for (const Subject& runner : runners) {
    const std::string_view before = before_runner(name, runner.name);
    if (before.size() <= one.workload.size()) continue;
    one.workload = before;
    one.runner = runner.name;
  }
  if (one.workload.empty()) one.workload = name;
}

void take_from_sample(const Sample& sample, PlannedCase& one) {
  const std::string_view before = before_runner(one.name, sample.runner);
  one.workload = before.empty() ? std::string_view(sample.workload) : before;
  one.runner = sample.runner;
  one.concurrency = sample.concurrency;
  one.chunk = sample.chunk;
}

}  // namespace

std::vector<CaseSamples> cases_of(const Results& results) {
  std::vector<CaseSamples> cases;
  std::unordered_map<std::string, std::size_t> index;
  const auto at = [&](const std::string& name) -> CaseSamples& {
    const auto [found, is_new] = index.try_emplace(name, cases.size());
    if (is_new) cases.emplace_back().name = name;
    return cases[found->second];
  };
  for (const PlannedCase& planned : results.run.planned)
    static_cast<PlannedCase&>(at(planned.name)) = planned;
  for (const std::string& name : results.run.cases) at(name);
  for (const Sample& sample : results.samples) at(sample.case_).samples.push_back(&sample);
  const std::vector<Subject> runners = runners_of(results);
  for (CaseSamples& one : cases) {
    if (!one.runner.empty()) continue;  // the plan says it
    if (one.samples.empty())
      take_from_name(runners, one);
    else
      take_from_sample(*one.samples.front(), one);
  }
  return cases;
}

std::vector<CaseSamples> twins_of(const Results& results, std::string_view role) {
  std::vector<CaseSamples> cases = cases_of(results);
  std::unordered_map<std::string_view, CaseSamples*> by_name;
  for (CaseSamples& one : cases) {
    one.samples.clear();
    by_name[one.name] = &one;
  }
  for (const Sample& twin : results.twins)
    if (const auto found = by_name.find(twin.of); found != by_name.end() && twin.role == role)
      found->second->samples.push_back(&twin);
  return cases;
}

std::vector<const Sample*> samples_that_count(const CaseSamples& one) {
  std::map<std::int64_t, const Sample*> counting;
  // Nothing hides a failure.
  const auto rank = [](const Sample& sample) {
    return sample.status == "ok" ? (sample.taints.empty() ? 2 : 0) : 3;
  };
  for (const Sample* sample : one.samples) {
    const Sample*& known = counting[sample->block];
    if (!known || (rank(*sample) >= rank(*known) && rank(*known) < 2)) known = sample;
  }
  std::vector<const Sample*> samples;
  for (const auto& [block, sample] : counting) samples.push_back(sample);
  return samples;
}

std::vector<const Sample*> samples_that_count(const Results& results) {
  std::vector<const Sample*> samples;
  for (const auto& cases : {cases_of(results), twins_of(results, "again"), twins_of(results, "new")})
    for (const CaseSamples& one : cases)
      for (const Sample* sample : samples_that_count(one)) samples.push_back(sample);
  return samples;
}

std::vector<Subject> runners_of(const Results& results) {
  std::vector<Subject> runners = results.run.runners;
  for (const auto& sample : results.samples)
    if (std::ranges::find(runners, sample.runner, &Subject::name) == runners.end())
      runners.push_back({sample.runner, {}, {}, {}, {}});
  return runners;
}

}  // namespace concbench
