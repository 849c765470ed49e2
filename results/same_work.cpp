#include "results/same_work.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace concbench {
namespace {

std::string cpus_text(const std::optional<std::vector<std::int64_t>>& cpus) {
  return cpus ? fmt::format("{}", fmt::join(*cpus, ",")) : "all";
}

std::string value_or_default(const std::map<std::string, std::string>& params, const std::string& key) {
  const auto found = params.find(key);
  return found == params.end() ? "not set" : found->second;
}

// "limit=1000000 against 2000000", of the parameters that differ.
std::string other_params(const Sample& reference, const Sample& other) {
  auto keys = reference.params;
  keys.insert(other.params.begin(), other.params.end());
  std::vector<std::string> differing;
  for (const auto& [key, ignored] : keys) {
    const std::string ours = value_or_default(reference.params, key);
    const std::string theirs = value_or_default(other.params, key);
    if (ours != theirs) differing.push_back(fmt::format("{}={} against {}", key, ours, theirs));
  }
  return fmt::format("other parameters: {}", fmt::join(differing, ", "));
}

template <class T>
std::string differ(const char* what, const T& ours, const T& theirs) {
  return fmt::format("other {}: {} against {}", what, ours, theirs);
}

// What was asked for; the tally says what was done.
std::string other_plan(const Sample& reference, const Sample& other) {
  if (reference.workload != other.workload) return differ("workload", reference.workload, other.workload);
  if (reference.params != other.params) return other_params(reference, other);
  if (reference.tasks != other.tasks) return differ("number of tasks", reference.tasks, other.tasks);
  if (reference.bytes != other.bytes) return differ("input, in bytes", reference.bytes, other.bytes);
  return {};
}

std::string other_tally(const Sample& reference, const Sample& other) {
  if (reference.status != "ok" || other.status != "ok") return {};
  if (reference.tally.sum == other.tally.sum && reference.tally.tasks == other.tally.tasks) return {};
  return "other tally: the tasks did other work";
}

}  // namespace

std::string other_tasks(const Sample& reference, const Sample& other) {
  const std::string plan = other_plan(reference, other);
  return plan.empty() ? other_tally(reference, other) : plan;
}

std::string other_work(const Sample& reference, const Sample& other) {
  if (std::string plan = other_plan(reference, other); !plan.empty()) return plan;
  if (reference.runner != other.runner) return differ("runner", reference.runner, other.runner);
  if (reference.concurrency != other.concurrency)
    return differ("concurrency", reference.concurrency, other.concurrency);
  if (reference.chunk != other.chunk) return differ("chunk", reference.chunk, other.chunk);
  if (reference.cpus != other.cpus) return differ("CPUs", cpus_text(reference.cpus), cpus_text(other.cpus));
  return other_tally(reference, other);
}

}  // namespace concbench
