// `concbench ab`: two programs, or one with other parameters for one side, measured next to each other in
// every block of one run, with the old one twice as the run's own control.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>

#include "bench/commands/measure.h"
#include "bench/machine/machine.h"
#include "bench/plan/forecast.h"
#include "bench/supervisor/disturbance.h"
#include "reports/compare/ab.h"
#include "statistics/verdict.h"
#include "system/clock.h"

namespace concbench::bench {
namespace {

namespace fs = std::filesystem;

// One of the two, and how it changes a case.
struct Arm {
  Side side;
  Selection selection;
  std::string program{};  // empty: this one
};

[[noreturn]] void refuse(const std::string& program, const std::string& reason) {
  throw Error(Exit::usage,
              fmt::format("ab: '{}' {}; name two concbench programs, the old one first", program, reason));
}

// Before anything is measured.
void require_program(const std::string& program, Supervisor& supervisor) {
  std::error_code error;
  if (fs::is_directory(program, error)) refuse(program, "is a folder");
  if (::access(program.c_str(), X_OK) != 0)
    refuse(program, "cannot be run: " + std::generic_category().message(errno));
  const std::string protocol = supervisor.protocol_of(program);
  if (protocol.empty()) refuse(program, "is no concbench, or one that is too old to be compared");
  if (protocol != std::to_string(protocol_version))
    refuse(program, fmt::format("measures by protocol {}, this program by {}: they cannot be compared",
                                protocol, protocol_version));
}

Arm arm_of(const Options& options, const Catalogue& catalogue, const std::string& flag,
           const std::string& program, Supervisor& supervisor) {
  Arm arm{{}, options.selection, program};
  arm.side.params = options.typed.texts(flag);
  set_params(arm.selection, catalogue, flag, arm.side.params);
  if (!program.empty()) require_program(program, supervisor);
  const fs::path path = program.empty() ? fs::path("/proc/self/exe") : fs::path(program);
  std::error_code error;
  const fs::path known = program.empty() ? fs::read_symlink(path, error) : fs::absolute(path, error);
  arm.side.program = known.string();
  arm.side.binary_sha256 = sha256_of(path.string());
  return arm;
}

std::vector<Arm> arms_of(const Options& options, const Catalogue& catalogue, Supervisor& supervisor) {
  std::vector<std::string> programs = options.typed.texts("programs");
  if (programs.empty()) programs = {"", ""};
  if (programs.size() != 2 || programs[0].empty() != programs[1].empty())
    throw Error(Exit::usage, fmt::format("ab: name two programs, the old one first, or none; here {} {}",
                                         programs.size() == 1 ? "is" : "are", programs.size()));
  return {arm_of(options, catalogue, "--old-param", programs[0], supervisor),
          arm_of(options, catalogue, "--new-param", programs[1], supervisor)};
}

// The case as this side has it.
Case on(const Arm& arm, Case c) {
  const auto change = [&](std::string_view name, Params& params) {
    if (const auto own = arm.selection.params.find(std::string(name)); own != arm.selection.params.end())
      for (const auto& [key, value] : own->second) params[key] = value;
  };
  change(c.workload->name, c.params);
  change(c.runner->name, c.runner_params);
  c.tasks = c.workload->tasks(c.params);
  c.program = arm.program;
  return c;
}

// The family is two claims of each case, and the rivals of a workload are all sides of its cases.
std::vector<PlannedLook> looks_for(const Plan& plan, std::size_t least) {
  std::map<std::string, std::size_t> sides;
  for (const Case& c : plan.cases) sides[workload_name(c)] += reports::sides_of_case;
  std::vector<std::size_t> rivals;
  for (const auto& [workload, count] : sides) rivals.push_back(count);
  std::vector<PlannedLook> looks;
  for (const Look& look : plan_looks(rivals, reports::claims_of_case * plan.cases.size(), least))
    looks.push_back({static_cast<std::int64_t>(look.blocks), look.alpha});
  return looks;
}

Plan plan_of(const Options& options, const Catalogue& catalogue, const std::vector<Arm>& arms) {
  Plan plan = make_plan(options, catalogue);
  plan.twins.clear();
  plan.limits.clear();
  for (Case& c : plan.cases) {
    const Case old = on(arms[0], c);
    plan.twins.push_back({name(old), "again", old});
    plan.twins.push_back({name(old), "new", on(arms[1], c)});
    c = old;
  }
  for (const Arm& arm : arms) plan.sides.push_back(arm.side);
  if (!options.exact_blocks) {
    plan.looks = looks_for(plan, options.profile.blocks);
    plan.blocks = static_cast<std::size_t>(plan.looks.front().blocks);
  }
  return plan;
}

// What a gate makes of it: it never opens by silence, nor closes for what this run's own control belies.
Exit gate(const reports::Ab& ab, Exit measured) {
  if (ab.slower > 0 && ab.control_differs == 0) return Exit::regression;
  if (ab.judged == 0 || ab.control_differs > 0)
    throw Error(Exit::unjudged, "--fail-on slower: " + ab.conclusion);
  if (ab.blind > 0)
    throw Error(
        Exit::unjudged,
        fmt::format("--fail-on slower: {} of {} cases left undecided whether new is slower by 10 % ({}); "
                    "take more --blocks or a longer --budget",
                    ab.blind, ab.cases.size(), ab.conclusion));
  return measured;
}

Exit ab(const Options& options, const Catalogue& catalogue) {
  const auto fail_on = options.typed.text("--fail-on");
  if (fail_on) require_known("--fail-on", *fail_on, {"slower"});
  Supervisor supervisor(options.timeout);
  const Plan plan = plan_of(options, catalogue, arms_of(options, catalogue, supervisor));
  const auto start = std::chrono::steady_clock::now();
  const Presence presence;
  const std::vector<Case> all = measured_in(plan);
  const auto probes = probe_workloads(supervisor, all, plan.cpus);
  Expected expected;
  expected.pace.block = forecast(all, probes, options.profile.min_time, plan.cpus);
  // A profile's budget is meant for one program: without a budget of its own `ab` takes what its blocks take.
  if (options.typed.given("--budget")) expected.end = start + options.profile.budget;
  std::optional<reports::Ab> judged;
  const Exit measured =
      measure(options, catalogue, plan, supervisor,
              announcement(fmt::format("{} cases, the old side twice and the new one,", plan.cases.size()),
                           options, plan, expected),
              [&](Recorder& recorder) {
                recorder.keep_calm(for_calm(plan, expected));
                measure_blocks(recorder, options, plan, expected);
                judged = reports::ab_of(recorder.results());
              });
  return fail_on ? gate(*judged, measured) : measured;
}

}  // namespace

extern constinit const CommandEntry ab_command{
    .name = "ab",
    .summary =
        "two programs, or one with other parameters, next to each other in one run: is the new one slower?",
    .add_options =
        [](CLI::App& command) {
          add_words(command, "programs", "OLD NEW: paths of concbench programs (default: this one, twice)");
          add_selection(command);
          add_texts(command, "--old-param", "as --param, for the old side alone; may be repeated");
          add_texts(command, "--new-param", "as --param, for the new side alone; may be repeated");
          add_effort(command);
          add_text(
              command, "--blocks",
              "passes over all cases, neither more nor fewer (default: as many as it takes to judge them, "
              "and up to as many again of what is then undecided)");
          add_text(command, "--budget",
                   "how long the run may take: 2m (default: as long as its blocks take)");
          add_text(command, "--min-time",
                   "a sample's steady runs take at least this: 50ms (default: the profile's)");
          add_text(
              command, "--fail-on",
              "slower: exit with 1 if the new side is judged slower in any case, with 8 if nothing can be "
              "judged");
          add_destination(command);
        },
    .run = ab,
};

}  // namespace concbench::bench
