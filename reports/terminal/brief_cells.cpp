#include "reports/terminal/brief_cells.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/terminal/bar.h"
#include "reports/words/verdict_text.h"
#include "results/text.h"

namespace concbench::reports {

double ratio_of(const Summary& summary, const RunnerResult& runner) {
  return runner.ratio.value_or(summary.cases[*runner.best].slowdown.value_or(1));
}

bool is_marked(const WorkloadSummary& workload, const RunnerResult& runner) {
  if (!runner.best || !runner.contender || runner.verdict == Claim::not_judged) return false;
  // Where nothing could be judged, all are contenders.
  return std::ranges::count_if(workload.runners, &RunnerResult::contender) == 1 ||
         std::ranges::any_of(workload.runners, [](const auto& one) { return one.ratio.has_value(); });
}

std::string state_of(const Summary& summary, const RunnerResult& runner) {
  const State state = summary.cases[runner.cases.front()].state;
  return std::string(state == State::missing ? "not run" : word(state));
}

Ink ink_of(const Summary& summary, const WorkloadSummary& workload, const RunnerResult& runner) {
  if (runner.best) return is_marked(workload, runner) ? Ink::green : Ink::plain;
  const State state = summary.cases[runner.cases.front()].state;
  return state == State::failed || state == State::timeout ? Ink::red : Ink::dim;
}

std::vector<std::string> legend(const Summary& summary, std::size_t bar_width, std::size_t columns,
                                const Pen& pen) {
  std::vector<std::string> lines =
      wrapped(fmt::format("Time over the best one's: shorter is faster, {} is {:.0f}×, {} is more",
                          bar(full_bar, bar_width), full_bar, more_than_full),
              columns);
  const bool any_marked = std::ranges::any_of(summary.workloads, [](const WorkloadSummary& workload) {
    return std::ranges::any_of(workload.runners, [&](const auto& one) { return is_marked(workload, one); });
  });
  if (any_marked) lines.push_back("* the best, or not told apart from it");
  for (std::string& line : lines) line = pen(Ink::dim, line);
  return lines;
}

std::vector<std::string> runner_names(const Summary& summary) {
  std::vector<std::string> names;
  for (const Subject& subject : summary.runners)
    if (std::ranges::any_of(summary.workloads,
                            [&](const auto& workload) { return find_runner(workload, subject.name); }))
      names.push_back(subject.name);
  return names;
}

const RunnerResult* find_runner(const WorkloadSummary& workload, const std::string& name) {
  const auto found = std::ranges::find(workload.runners, name, &RunnerResult::runner);
  return found == workload.runners.end() ? nullptr : &*found;
}

}  // namespace concbench::reports
