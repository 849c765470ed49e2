#include "bench/commands/selftest.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "bench/cli/terminal.h"
#include "bench/machine/machine.h"
#include "bench/plan/plan.h"
#include "bench/supervisor/disturbance.h"
#include "reports/exports/files.h"
#include "results/sample_time.h"
#include "system/find.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

namespace fs = std::filesystem;

// $XDG_STATE_HOME/concbench, else ~/.local/state/concbench (XDG Base Directory Specification 0.8).
fs::path state_folder() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state == '/')
    return fs::path(state) / "concbench";
  const char* home = std::getenv("HOME");
  return fs::path(home ? home : ".") / ".local" / "state" / "concbench";
}

// A home folder may serve several machines.
fs::path floors_file(const Machine& machine) {
  return state_folder() / fmt::format("floors-{}.json", reports::safe_name(machine.hostname));
}

std::map<std::string, double> shares_in(const boost::json::object& object, std::string_view key) {
  std::map<std::string, double> shares;
  const auto* kinds = object.if_contains(key);
  if (!kinds || !kinds->is_object()) return shares;
  for (const auto& [kind, share] : kinds->get_object())
    if (share.is_number()) shares.emplace(kind, share.to_number<double>());
  return shares;
}

}  // namespace

std::vector<BlockTimes> measure_cases(const std::vector<Case>& cases, const Options& options,
                                      const Plan& plan, Supervisor& supervisor) {
  const std::size_t blocks = plan.blocks;
  std::vector<BlockTimes> times(cases.size(), BlockTimes(blocks));
  std::vector<std::string> groups;  // rivals next to each other, as in a run
  for (const Case& c : cases) groups.emplace_back(c.workload->name);
  Progress progress(cases.size() * blocks, blocks, {}, options.quiet);
  for (std::size_t block = 0; block < blocks; ++block) {
    for (const std::size_t index : block_order(groups, options.seed, block)) {
      progress.sample(block, name(cases[index]));
      const Assignment assignment{Assignment::Mode::measure, options.profile.min_time, plan.cpus,
                                  unmeasured(cases[index])};
      times[index][block] = time_of(supervisor.carry_out(assignment).sample);
    }
    progress.block_done(block);
  }
  return times;
}

std::vector<Comparison> judge_pairings(const std::vector<Pairing>& pairings, const Options& options,
                                       const Plan& plan, Supervisor& supervisor) {
  std::vector<Case> sides;
  for (const Pairing& pairing : pairings) {
    sides.push_back(pairing.reference);
    sides.push_back(pairing.other);
  }
  const auto times = measure_cases(sides, options, plan, supervisor);
  std::vector<Comparison> judged;
  for (std::size_t i = 0; i < pairings.size(); ++i) {
    const Rivals sides_of({times[2 * i], times[2 * i + 1]}, {.family = pairs_among(plan.runners.size())});
    judged.push_back(sides_of.compare(1, 0));
  }
  return judged;
}

std::vector<Comparison> judge_in_groups(const std::vector<Pairing>& pairings, const Options& options,
                                        const Plan& plan, Supervisor& supervisor) {
  std::vector<Comparison> judged;
  while (judged.size() < pairings.size()) {
    const auto first = pairings.begin() + static_cast<std::ptrdiff_t>(judged.size());
    const std::size_t count = std::min(pairings_at_atime, pairings.size() - judged.size());
    Options group = options;
    group.seed += judged.size();
    const std::vector<Pairing> some(first, first + static_cast<std::ptrdiff_t>(count));
    for (const Comparison& one : judge_pairings(some, group, plan, supervisor)) judged.push_back(one);
    notice("{} of {} comparisons\n", judged.size(), pairings.size());
  }
  return judged;
}

Floors load_floors(const Machine& machine) {
  std::ifstream file(floors_file(machine));
  std::stringstream text;
  text << file.rdbuf();
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(text.str(), error);
  const auto* object = error ? nullptr : value.if_object();
  const auto* model = object ? object->if_contains("cpu_model") : nullptr;
  // Another processor under the same name: what was kept is not this machine's.
  if (!model || *model != boost::json::value(machine.cpu_model)) return {};
  return {shares_in(*object, "aa"), shares_in(*object, "between_runs")};
}

fs::path save_floors(const Machine& machine, const Floors& floors) {
  const fs::path path = floors_file(machine);
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream file(path);
  file << boost::json::serialize(
              boost::json::object{{"cpu_model", machine.cpu_model},
                                  {"aa", boost::json::value_from(floors.aa)},
                                  {"between_runs", boost::json::value_from(floors.between_runs)}})
       << '\n';
  if (!file.flush())
    throw WriteError(
        fmt::format("cannot write '{}'; set XDG_STATE_HOME to a folder that can be written", path.string()));
  return path;
}

extern const SelftestPart aa_part, runs_part, mde_part, overhead_part;

std::span<const SelftestPart> part_table() {
  static const std::array table{aa_part, runs_part, mde_part, overhead_part};
  return table;
}

namespace {

const SelftestPart& part_of(const Options& options) {
  const std::string name = options.typed.text("test").value_or("");
  require_known("selftest", name, names_of(part_table()));
  return *find(part_table(), name);
}

void add_selftest_options(CLI::App& command) {
  std::vector<std::string> meanings, counts;
  for (const SelftestPart& part : part_table()) {
    meanings.push_back(fmt::format("{}: {}", part.name, part.meaning));
    if (!part.counted.empty())
      counts.push_back(fmt::format("{}: {} (default: {})", part.name, part.counted, part.comparisons));
  }
  add_text(command, "test", fmt::format("{}", fmt::join(meanings, "; ")));
  add_text(command, "--comparisons", fmt::format("{}", fmt::join(counts, "; ")));
  add_text(command, "--blocks", "of each comparison (default: as quick, of all runners; mde: 12 or more)");
  add_text(command, "--min-time", "a sample's steady runs take at least this (default: 50ms)");
  add_text(command, "--out", "file for the result (default: none)");
  add_effort(command);
}

Exit selftest(const Options& options, const Catalogue& catalogue) {
  const SelftestPart& part = part_of(options);
  const auto typed = options.typed.text("--comparisons");
  const std::size_t comparisons =
      typed ? count_flag("--comparisons", *typed, part.fewest, 100'000) : part.comparisons;
  const Plan plan = selftest_plan(options, catalogue);
  const Presence presence;
  Supervisor supervisor(options.timeout);
  return part.run(options, catalogue, plan, supervisor, comparisons);
}

}  // namespace

// A claim must survive as many chances to be false as in a report of all runners.
Plan selftest_plan(const Options& options, const Catalogue& catalogue) {
  Plan plan = plan_machine(options, catalogue);
  for (const RunnerEntry& runner : catalogue.runners) plan.runners.push_back(&runner);
  if (!options.exact_blocks)
    plan.blocks = std::max({plan.blocks, part_of(options).blocks,
                            blocks_needed(2, pairs_among(plan.runners.size()), Look().alpha)});
  return plan;
}

extern constinit const CommandEntry selftest_command{
    .name = "selftest",
    .summary = "is the suite to be believed: aa, runs, mde or overhead",
    .add_options = add_selftest_options,
    .run = selftest,
};

}  // namespace concbench::bench
