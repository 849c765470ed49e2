#include "bench/commands/measure.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string_view>

#include "bench/cli/terminal.h"
#include "reports/compare/ab.h"
#include "reports/exports/files.h"
#include "reports/exports/report.h"
#include "reports/summary/summary.h"
#include "results/cases.h"
#include "results/text.h"
#include "statistics/aligned_ranks.h"
#include "system/clock.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

namespace fs = std::filesystem;
using std::chrono::nanoseconds;
using Clock = std::chrono::steady_clock;
constexpr const char* root = "reports/out";

void require_written(const fs::path& path, std::error_code error) {
  if (error)
    throw WriteError(fmt::format("cannot write '{}': {}; choose another place with --out and --report",
                                 path.string(), error.message()));
}

void make_writable_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error && ::access(folder.c_str(), W_OK | X_OK) != 0) error.assign(errno, std::generic_category());
  require_written(folder, error);
}

// A folder of this run's own, also if two begin in one second.
fs::path make_run_folder(const std::string& machine) {
  make_writable_folder(root);
  const std::string name = fmt::format("{}-{}", safe_name(machine), folder_timestamp());
  for (int attempt = 1;; ++attempt) {
    const std::string unique = attempt == 1 ? name : fmt::format("{}-{}", name, attempt);
    const fs::path folder = fs::path(root) / unique;
    std::error_code error;
    if (fs::create_directory(folder, error)) return folder;
    require_written(folder, error);
  }
}

// Points reports/out/latest at a run's folder, and the folder at its page where that lies elsewhere. By
// rename, so that the name is never missing. A filesystem without links does without.
void point_at(const fs::path& folder, const fs::path& page) {
  std::error_code error;
  if (page.parent_path() != folder)
    fs::create_symlink(fs::absolute(page, error), folder / page.filename(), error);
  const fs::path link = fs::path(root) / fmt::format(".latest-{}", ::getpid());
  fs::create_directory_symlink(folder.filename(), link, error);
  if (!error) fs::rename(link, fs::path(root) / "latest", error);
}

struct Destination {
  fs::path results;
  fs::path report;    // empty: none wanted
  fs::path folder{};  // of this run, in reports/out; empty: all lies elsewhere
};

// Makes the folders, and makes sure that results and report can be written.
Destination make_destination(const Options& options, const std::string& machine) {
  Destination destination{options.out, options.report ? options.report_folder : fs::path()};
  const bool no_report_yet = options.report && destination.report.empty();
  if (destination.results.empty() || no_report_yet) {
    destination.folder = make_run_folder(machine);
    if (destination.results.empty()) destination.results = destination.folder / "results.jsonl";
    if (no_report_yet) destination.report = destination.folder;
  }
  if (!destination.report.empty()) make_writable_folder(destination.report);
  return destination;
}

Exit verdict(const Results& results) {
  const auto any = [](const auto& records, std::string_view status) {
    return std::ranges::any_of(records, [&](const auto& record) { return record.status == status; });
  };
  const auto any_sample = [counting = samples_that_count(results)](std::string_view status) {
    return std::ranges::find(counting, status, &Sample::status) != counting.end();
  };
  for (const char* failure : {"failed", "timeout"})
    if (any_sample(failure) || any(results.traces, failure)) return Exit::cases_failed;
  for (const CoreToCore& pair : results.core_to_core)
    if (!pair.reason.empty()) return Exit::cases_failed;
  if (any_sample("ok")) return Exit::done;
  if (results.samples.empty())
    throw Error(Exit::environment, "the time was over before the first sample; give it longer with --budget");
  throw Error(Exit::environment, "every case was skipped: " + results.samples.front().reason);
}

void finish(const Results& results, const Destination& destination, const Options& options) {
  const reports::Report report(results, reports::history_of(results, destination.results));
  show(options, report.summary);
  show_path(options, "results", destination.results);
  if (destination.report.empty()) return;
  const auto files = reports::write_report(report, destination.report, options.formats);
  if (!destination.folder.empty()) point_at(destination.folder, files.front());
  show_path(options, "report", files.front());
}

}  // namespace

Exit measure(const Options& options, const Catalogue& catalogue, const Plan& plan, Supervisor& supervisor,
             const std::string& announcement, const std::function<void(Recorder&)>& body) {
  Run description = describe_run(options, catalogue, plan);
  const Destination destination = make_destination(options, description.machine.hostname);
  Recorder recorder(supervisor, options, catalogue, plan, std::move(description), destination.results);
  if (!options.quiet) notice("{}\n", announcement);
  try {
    body(recorder);
  } catch (const Interrupted& interrupted) {
    recorder.end(fmt::format("interrupted by signal {}", interrupted.signal));
    notice("interrupted: {} samples are saved in {}; 'concbench report' draws them\n",
           recorder.results().samples.size(), destination.results.string());
    throw;
  } catch (const WriteError&) {
    throw;  // an end could not be written either
  } catch (const std::exception& error) {
    recorder.end(error.what());
    throw;
  }
  recorder.end("");
  finish(recorder.results(), destination, options);
  const Exit exit = verdict(recorder.results());
  if (options.quiet && exit == Exit::cases_failed)
    notice("concbench: {} of {} samples failed; 'concbench report {}' says why\n",
           recorder.results().end->failed, recorder.results().end->samples, destination.results.string());
  return exit;
}

namespace {

// One of those that take turns in a block: a case, or a twin of it.
struct Turn {
  const Case* what;
  std::string of;     // the case's name
  std::string group;  // its workload: rivals are measured next to each other
  const Twin* twin = nullptr;
  nanoseconds took{};  // its samples, one in each block
};

std::vector<Turn> turns_of(const Plan& plan) {
  std::vector<Turn> turns;
  std::map<std::string, std::string> groups;
  for (const Case& c : plan.cases) {
    groups[name(c)] = workload_name(c);
    turns.push_back({&c, name(c), workload_name(c)});
  }
  for (const Twin& twin : plan.twins) turns.push_back({&twin.what, twin.of, groups[twin.of], &twin});
  return turns;
}

// The order of a block: the workloads, within each its cases, and, where two sides are compared, within each
// case its sides.
std::vector<std::size_t> order_of(const std::vector<Turn>& turns, bool sides, std::uint64_t seed,
                                  std::size_t block) {
  std::vector<std::string> neighbours;
  for (const Turn& turn : turns) neighbours.push_back(sides ? turn.of : turn.group);
  std::vector<std::size_t> order = block_order(neighbours, seed, block);
  std::map<std::string_view, std::size_t> places;
  for (const std::size_t index : order) places.try_emplace(turns[index].group, places.size());
  std::ranges::stable_sort(order, {}, [&](std::size_t index) { return places.at(turns[index].group); });
  return order;
}

// The runners of a workload that the samples so far leave to decide: where more than one may be the best, and
// they are not all shown to be as good, these, with those that lost too many samples to be judged; and beside
// them as many others, the cheapest to measure, as it takes to know what a block did to everybody
// (statistics/aligned_ranks.h).
std::set<std::string> undecided(const reports::Summary& summary, const reports::WorkloadSummary& workload) {
  std::set<std::string> names;
  std::vector<const reports::RunnerResult*> left, others;
  for (const reports::RunnerResult& runner : workload.runners)
    if (runner.best)
      (runner.contender || runner.verdict == reports::Claim::not_judged ? left : others).push_back(&runner);
  if (left.size() < 2 || std::ranges::all_of(left, &reports::RunnerResult::as_good)) return names;
  for (const reports::RunnerResult* runner : left) names.insert(runner->runner);
  std::ranges::sort(others, {}, [&](const reports::RunnerResult* runner) {
    return summary.cases[*runner->best].time_ns->median;
  });
  for (const reports::RunnerResult* runner : others)
    if (names.size() < fewest_to_align) names.insert(runner->runner);
  return names;
}

// A twin goes on with its case's workload.
void keep_undecided(const Results& results, std::vector<Turn>& turns) {
  const reports::Summary summary = reports::summarize(results);
  if (summary.ab)
    std::erase_if(turns, [open = reports::undecided(*summary.ab)](const Turn& turn) {
      return !open.contains(turn.of);
    });
  for (const auto* judged : {&summary.workloads, &summary.places})
    for (const reports::WorkloadSummary& workload : *judged) {
      const std::set<std::string> open = undecided(summary, workload);
      std::erase_if(turns, [&](const Turn& turn) {
        return turn.group == workload.title &&
               (turn.twin ? open.empty() : !open.contains(std::string(turn.what->runner->name)));
      });
    }
}

bool time_is_up(Deadline deadline) {
  return deadline && Clock::now() >= *deadline;
}

std::optional<nanoseconds> until(Deadline deadline) {
  if (!deadline) return {};
  return std::max<nanoseconds>(*deadline - Clock::now(), nanoseconds{});
}

bool is_look(const Plan& plan, std::size_t block) {
  return std::ranges::find(plan.looks, static_cast<std::int64_t>(block), &PlannedLook::blocks) !=
         plan.looks.end();
}

}  // namespace

std::vector<Case> measured_in(const Plan& plan) {
  std::vector<Case> all = plan.cases;
  for (const auto& [of, limit] : plan.limits) all.push_back(limit);
  for (const Twin& twin : plan.twins) all.push_back(twin.what);
  return all;
}

nanoseconds for_calm(const Plan& plan, const Expected& expected) {
  const Left left = left_after(0, plan, expected.pace, until(expected.end));
  return calm_share * (left.least - std::min(left.least, expected.pace.after)) / 100;
}

std::string announcement(const std::string& what, const Options& options, const Plan& plan,
                         const Expected& expected) {
  const std::size_t most = most_blocks(plan);
  std::string text = fmt::format("{} in {}{} block(s) on {} usable CPU(s), about {}", what, plan.blocks,
                                 most > plan.blocks ? fmt::format(" to {}", most) : "", plan.cpus,
                                 in_words(left_after(0, plan, expected.pace, until(expected.end))));
  if (expected.end)
    text += fmt::format("; the budget{} is {}{}",
                        options.typed.given("--budget") ? "" : fmt::format(" of '{}'", options.profile.name),
                        rough(options.profile.budget),
                        options.typed.given("--budget") ? "" : " (--budget changes it)");
  return text;
}

void measure_blocks(Recorder& recorder, const Options& options, const Plan& plan, const Expected& expected) {
  std::vector<Turn> turns = turns_of(plan);
  Pace pace = expected.pace;
  const Deadline last_sample = expected.end ? Deadline(*expected.end - pace.after) : Deadline();
  Progress progress(turns.size(), plan.blocks, left_after(0, plan, pace, until(expected.end)), options.quiet);
  const auto start = Clock::now();
  nanoseconds measured{};
  const std::size_t most = most_blocks(plan);
  for (std::size_t block = 0; !turns.empty() && block < most;) {
    const auto begin = Clock::now();
    recorder.measure_canary(block);
    for (const auto& [of, limit] : plan.limits)
      if (std::ranges::find(turns, of, &Turn::group) != turns.end()) recorder.measure_limit(of, limit, block);
    pace.block = Clock::now() - begin;
    measured += pace.block;
    std::size_t position = 0;
    for (const std::size_t index : order_of(turns, !plan.sides.empty(), options.seed, block)) {
      if (time_is_up(last_sample)) return;
      Turn& turn = turns[index];
      progress.sample(block, name(*turn.what));
      const Sample& sample = turn.twin ? recorder.measure_twin(*turn.twin, block, position++)
                                       : recorder.measure(*turn.what, block, position++);
      if (sample.status != "timeout") turn.took += nanoseconds(sample.elapsed_ns);  // those are given up
      measured += nanoseconds(sample.elapsed_ns);
    }
    const auto blocks = static_cast<std::int64_t>(++block);
    pace.lost = (Clock::now() - start - measured) / blocks;
    pace.allowance = recorder.allowance();
    if (block < most && is_look(plan, block)) keep_undecided(recorder.results(), turns);
    for (const Turn& turn : turns) pace.block += turn.took / blocks;
    progress.blocks_done(
        block, block < plan.blocks ? plan.blocks : most,
        turns.empty() ? Left{pace.after, pace.after} : left_after(block, plan, pace, until(expected.end)));
  }
}

void trace_cases(Recorder& recorder, const Options& options, const Plan& plan, Deadline deadline) {
  std::set<std::string> good;
  for (const Sample& sample : recorder.results().samples)
    if (sample.status == "ok") good.insert(sample.case_);
  Progress progress(good.size(), 1, {}, options.quiet);
  progress.say(fmt::format("tracing {} cases", good.size()));
  for (const Case& c : plan.cases) {
    if (!good.contains(name(c))) continue;
    if (time_is_up(deadline)) {
      recorder.add(Trace{.case_ = name(c),
                         .status = "skipped",
                         .reason = "the time for the run was used up; give it more with --budget"});
      continue;
    }
    progress.trace(name(c));
    recorder.trace(c);
  }
}

}  // namespace concbench::bench
