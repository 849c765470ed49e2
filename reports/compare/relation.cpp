#include "reports/compare/relation.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cmath>

#include "reports/words/verdict_text.h"
#include "results/json.h"
#include "results/same_work.h"
#include "results/sample_time.h"
#include "statistics/rank_tests.h"

namespace concbench::reports {
namespace {

// A field of the machine or the tool for people.
std::string value_text(const boost::json::value& value) {
  if (value.is_null()) return "unknown";
  if (const auto* text = value.if_string()) return text->empty() ? "unknown" : std::string(*text);
  return boost::json::serialize(value);
}

void add_differences(const std::string& place, const boost::json::value& reference,
                     const boost::json::value& other, std::vector<Difference>& found) {
  if (reference == other) return;
  if (!reference.is_object() || !other.is_object()) {
    found.push_back({place, value_text(reference), value_text(other)});
    return;
  }
  boost::json::object keys = reference.as_object();
  for (const auto& [key, value] : other.as_object()) keys.emplace(key, value);
  const auto at = [](const boost::json::value& object, std::string_view key) {
    const auto* value = object.as_object().if_contains(key);
    return value ? *value : boost::json::value(nullptr);
  };
  for (const auto& [key, ignored] : keys)
    add_differences(place + "." + std::string(key), at(reference, key), at(other, key), found);
}

bool same_memory(const Machine& a, const Machine& b) {
  if (!a.memory_bytes || !b.memory_bytes) return true;
  const auto ours = static_cast<double>(*a.memory_bytes), theirs = static_cast<double>(*b.memory_bytes);
  return std::abs(ours - theirs) <= std::max(ours, theirs) / 16;
}

std::vector<double> canary_logs(const Results& results) {
  std::vector<double> logs;
  for (const Sample& canary : results.canaries)
    if (const auto time = time_of(canary)) logs.push_back(std::log(*time));
  return logs;
}

std::vector<Difference> differences(const Run& reference, const Run& other) {
  std::vector<Difference> found;
  // The numbers of sockets, cores and CPUs say in short what a list of CPUs would.
  Machine ours = reference.machine, theirs = other.machine;
  ours.topology.clear();
  theirs.topology.clear();
  add_differences("machine", to_json(ours), to_json(theirs), found);
  add_differences("tool", to_json(reference.tool), to_json(other.tool), found);
  return found;
}

// Sets the canary's shift, or why there is none and thus no claim.
void watch_drift(const Results& reference, const Results& other, FileComparison& result) {
  const std::vector<double> before = canary_logs(reference), after = canary_logs(other);
  std::string unknown;
  if (before.empty() || after.empty())
    unknown = fmt::format("no canary in {}", before.empty() ? result.reference : result.other);
  else if (const auto why = other_work(reference.canaries.front(), other.canaries.front()); !why.empty())
    unknown = fmt::format("the canaries cannot be compared ({})", why);
  if (!unknown.empty()) {
    result.withheld = unknown + ": whether the machine changed is not known";
    return;
  }
  const double moved = shift(before, after);
  result.canary_shift = std::expm1(moved);
  if (std::abs(moved) >= std::log1p(most_drift))
    result.withheld = fmt::format("the machine changed by {}", percent_text(std::abs(*result.canary_shift)));
}

bool same_hardware(const Machine& a, const Machine& b) {
  return a.cpu_model == b.cpu_model && a.sockets == b.sockets && a.cores == b.cores && a.cpus == b.cpus &&
         to_json(a.caches) == to_json(b.caches) && same_memory(a, b);
}

void add_notes(const Run& reference, const Run& other, FileComparison& result) {
  const bool same_host = reference.machine.hostname == other.machine.hostname;
  if (result.same_machine && !same_host)
    result.notes.push_back("taken for one machine: the same hardware, and a label in place of a host's name");
  if (!result.same_machine && same_hardware(reference.machine, other.machine))
    result.notes.push_back(
        "only the host's name differs: if this is one machine (a container, say), its drift goes unseen");
  if (result.canary_shift && !result.withheld.empty() &&
      reference.tool.binary_sha256 != other.tool.binary_sha256)
    result.notes.push_back(
        "the programs differ, and the canary is part of the program: other compilers and flags move it too");
}

}  // namespace

bool same_machine(const Run& reference, const Run& other) {
  const bool labelled = !reference.label.empty() || !other.label.empty();
  return (labelled || reference.machine.hostname == other.machine.hostname) &&
         same_hardware(reference.machine, other.machine);
}

void relate(const Results& reference, const Results& other, FileComparison& result) {
  result.same_run = !reference.run.run_id.empty() && reference.run.run_id == other.run.run_id;
  result.same_machine = same_machine(reference.run, other.run);
  result.differences = differences(reference.run, other.run);
  if (result.same_run)
    result.withheld = fmt::format("{} and {} are the same run", result.reference, result.other);
  else if (result.same_machine)
    watch_drift(reference, other, result);
  add_notes(reference.run, other.run, result);
}

}  // namespace concbench::reports
