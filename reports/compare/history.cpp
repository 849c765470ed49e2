#include "reports/compare/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "reports/compare/relation.h"
#include "reports/summary/summary.h"
#include "reports/words/verdict_text.h"
#include "results/same_work.h"
#include "statistics/statistics.h"

namespace concbench::reports {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t most_runs = 20;

// In the folder and in those in it; not through links, whose files are there already.
std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.is_symlink(error)) continue;
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
    if (const fs::path inside = entry.path() / "results.jsonl"; fs::exists(inside, error))
      files.push_back(inside);
  }
  std::ranges::sort(files);
  return files;
}

struct Named {
  fs::path file;
  Run run;
};

// The first lines alone: most files are of other work, and not read any further.
std::vector<Named> runs_in(const fs::path& folder, std::vector<std::string>& broken) {
  std::vector<Named> runs;
  for (const fs::path& file : files_in(folder)) try {
      Named one{file, read_run(file)};
      if (one.run.command == "run") runs.push_back(std::move(one));
    } catch (const ResultsError& error) {
      broken.emplace_back(error.what());
    }
  std::ranges::stable_sort(runs, {}, [](const Named& one) { return one.run.started; });
  return runs;
}

bool is_alike(const Run& a, const Run& b) {
  return same_machine(a, b) && a.protocol == b.protocol && a.tool.compiler == b.tool.compiler &&
         a.tool.build_type == b.tool.build_type && a.tool.flags == b.tool.flags && a.cases == b.cases;
}

bool is_same_work(const Results& a, const Results& b) {
  for (const Sample& one : a.samples) {
    const auto other = std::ranges::find(b.samples, one.case_, &Sample::case_);
    if (other != b.samples.end() && !other_tasks(one, *other).empty()) return false;
  }
  return true;
}

struct Measured {
  Summary summary;
  std::optional<double> canary_ns;
};

Measured measured(const Results& results) {
  Measured run{summarize(results), {}};
  if (!run.summary.canary_ns.empty()) run.canary_ns = median(run.summary.canary_ns);
  return run;
}

bool waits(const Measured& run, const std::string& workload) {
  const auto found = std::ranges::find(run.summary.workloads, workload, &WorkloadSummary::title);
  return found != run.summary.workloads.end() && found->kind == "io";
}

HistoryRun against(const Measured& newest, const Measured& run) {
  HistoryRun result{run.summary.run.started, run.summary.run.tool.commit, run.canary_ns, {}, {}, {}};
  if (run.canary_ns && newest.canary_ns) result.machine = *run.canary_ns / *newest.canary_ns;
  double logs = 0, count = 0;
  for (const CaseSummary& one : run.summary.cases) {
    const auto other = std::ranges::find(newest.summary.cases, one.name, &CaseSummary::name);
    if (!one.time_ns || other == newest.summary.cases.end() || !other->time_ns) continue;
    const bool is_wait = waits(newest, one.workload);
    if (!is_wait && !result.machine) continue;
    logs += std::log(one.time_ns->median / other->time_ns->median / (is_wait ? 1 : *result.machine));
    ++count;
  }
  if (count > 0) result.program = std::exp(logs / count);
  for (const WorkloadSummary& workload : run.summary.workloads)
    if (!workload.runners.empty() && workload.runners[0].best) {
      const CaseSummary& best = run.summary.cases[*workload.runners[0].best];
      result.best.push_back({workload.title, best.runner, best.concurrency, best.speedup});
    }
  return result;
}

// "0.3 % to 2 % more time", "1.2 % less to 2 % more time", "as much time"
std::string range_text(const std::vector<HistoryRun>& runs, std::optional<double> HistoryRun::*which) {
  std::vector<double> values;
  for (std::size_t i = 0; i + 1 < runs.size(); ++i)
    if (runs[i].*which) values.push_back(*(runs[i].*which) - 1);
  if (values.empty()) return "an unknown time";
  const auto [least, most] = std::ranges::minmax(values);
  const std::string from = percent_text(std::abs(least)), to = percent_text(std::abs(most));
  if (from == percent_text(0) && to == from) return "as much time";
  if (least < 0 && most > 0) return fmt::format("{} less to {} more time", from, to);
  const auto& [low, high] = least < 0 ? std::tie(to, from) : std::tie(from, to);
  const std::string range = low == high ? low : fmt::format("{} to {}", low, high);
  return fmt::format("{} {} time", range, least < 0 ? "less" : "more");
}

std::string in_words(const std::vector<HistoryRun>& runs) {
  if (runs.size() < 2) return "There is no earlier run of the same work, build and machine.";
  const bool one = runs.size() == 2;
  return fmt::format(
      "Against the newest, {} took {} for the small fixed kernel that shows the machine's own speed, and {} "
      "for the cases, less what the machine did. This is what was seen; nothing is claimed.",
      one ? "the run before it" : fmt::format("the {} runs before it", runs.size() - 1),
      range_text(runs, &HistoryRun::machine), range_text(runs, &HistoryRun::program));
}

// Those like `newest` among `runs`, which are earlier, oldest first.
History history_from(std::vector<Named> runs, const Results& newest, std::vector<std::string>& broken) {
  History history;
  std::erase_if(runs, [&](const Named& one) {
    return one.run.run_id == newest.run.run_id || one.run.started > newest.run.started ||
           !is_alike(newest.run, one.run);
  });
  if (runs.size() >= most_runs) {
    history.left_out = std::ssize(runs) + 1 - std::int64_t{most_runs};
    runs.erase(runs.begin(), runs.begin() + history.left_out);
  }
  const Measured last = measured(newest);
  for (const Named& one : runs) try {
      const Results results = read_results(one.file);
      if (is_same_work(newest, results)) history.runs.push_back(against(last, measured(results)));
    } catch (const ResultsError& error) {
      broken.emplace_back(error.what());
    }
  history.runs.push_back(against(last, last));
  history.words = in_words(history.runs);
  return history;
}

}  // namespace

FoundHistory history_in(const fs::path& folder) {
  FoundHistory found;
  std::vector<Named> runs = runs_in(folder, found.broken);
  while (!runs.empty()) try {
      const Named newest = std::move(runs.back());
      runs.pop_back();
      found.history = history_from(runs, read_results(newest.file), found.broken);
      return found;
    } catch (const ResultsError& error) {
      found.broken.emplace_back(error.what());
    }
  return found;
}

std::optional<History> history_of(const Results& results, const fs::path& file) {
  if (results.run.command != "run") return {};
  const fs::path folder = fs::absolute(file).parent_path();
  std::vector<std::string> broken;  // said by `concbench history`
  History history = history_from(
      runs_in(file.filename() == "results.jsonl" ? folder.parent_path() : folder, broken), results, broken);
  return history.runs.size() < 2 ? std::nullopt : std::optional(std::move(history));
}

}  // namespace concbench::reports
