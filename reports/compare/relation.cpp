#include "reports/compare/relation.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cmath>

#include "reports/compare/measured_side.h"
#include "reports/words/verdict_text.h"
#include "results/json.h"
#include "results/same_work.h"
#include "statistics/rank_tests.h"

namespace concbench::reports {
namespace {

constexpr double noted_drift = 0.01;  // of the canary, a share, from which on it is told

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

// On one machine: by how much its canary moved, which is part of the program, and why that matters.
void watch_drift(const MeasuredSide& reference, const MeasuredSide& other, FileComparison& result) {
  if (reference.canary_logs.empty() || other.canary_logs.empty() ||
      !other_work(*reference.canary, *other.canary).empty()) {
    result.notes.push_back("no canary in common: whether the machine changed between them is not known");
    return;
  }
  result.canary_shift = std::expm1(shift(reference.canary_logs, other.canary_logs));
  const double moved = std::abs(*result.canary_shift);
  if (moved < noted_drift) return;
  const bool same_program = reference.runs[0].tool.binary_sha256 == other.runs[0].tool.binary_sha256;
  result.notes.push_back(
      fmt::format("the canary, a fixed small kernel, takes {} {} in {}: the machine changed{}, and smaller "
                  "differences of "
                  "cases may come from that",
                  percent_text(moved), *result.canary_shift < 0 ? "less" : "longer", result.other,
                  same_program ? "" : ", or the compiler's flags did"));
}

bool is_same_run(const Run& a, const Run& b) {
  return !a.run_id.empty() && a.run_id == b.run_id;
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
}

}  // namespace

bool same_machine(const Run& reference, const Run& other) {
  const bool labelled = !reference.label.empty() || !other.label.empty();
  return (labelled || reference.machine.hostname == other.machine.hostname) &&
         same_hardware(reference.machine, other.machine);
}

std::string why_not_one_side(const Run& a, const Run& b) {
  if (!same_machine(a, b)) return "are of two machines";
  if (a.tool.binary_sha256 != b.tool.binary_sha256) return "are of two builds";
  if (a.command != b.command) return fmt::format("are of two commands, {} and {}", a.command, b.command);
  return is_same_run(a, b) ? "hold the same run" : "";
}

void relate(const MeasuredSide& reference, const MeasuredSide& other, FileComparison& result) {
  const Run &ours = reference.runs[0], &theirs = other.runs[0];
  for (const Run& one : reference.runs)
    result.same_run |= std::ranges::any_of(other.runs, [&](const Run& run) { return is_same_run(one, run); });
  result.same_machine = same_machine(ours, theirs);
  result.differences = differences(ours, theirs);
  if (result.same_machine && !result.same_run) watch_drift(reference, other, result);
  add_notes(ours, theirs, result);
}

}  // namespace concbench::reports
