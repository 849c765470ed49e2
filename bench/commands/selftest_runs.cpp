// `concbench selftest runs`: how much do whole runs of the same plan differ?
#include <algorithm>
#include <cmath>
#include <map>

#include "bench/commands/measure.h"
#include "bench/commands/selftest.h"
#include "reports/summary/summary.h"
#include "system/clock.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

// Over the runs, as shares. Of several cases, or pairs of them, the root of the mean square, and the largest.
struct Spread {
  std::string workload, kind;
  double times = 0, largest_of_times = 0;    // relative standard deviation of the times of a case
  double ratios = 0, largest_of_ratios = 0;  // of the ratio of two cases of the workload
};
BOOST_DESCRIBE_STRUCT(Spread, (), (workload, kind, times, largest_of_times, ratios, largest_of_ratios))

struct RunsRecord {
  std::string record = "runs";
  std::int64_t runs = 0;
  std::vector<Spread> workloads;
  std::string measured;
};
BOOST_DESCRIBE_STRUCT(RunsRecord, (), (record, runs, workloads, measured))

using Logs = std::vector<double>;  // of a case's time, or of a ratio, in each run

struct Workload {
  std::string kind;
  std::map<std::string, Logs> cases;  // by name
};

// A run as `concbench run` measures it, but for the traces, after all that is timed.
reports::Summary whole_run(const Options& options, const Catalogue& catalogue, Bench& bench) {
  Run description = describe_run(options, catalogue, bench.plan);
  description.command = "run";
  Recorder recorder(bench.supervisor, options, catalogue, bench.plan, std::move(description), "/dev/null");
  const auto timed = options.profile.budget - options.profile.budget / most_traces;
  recorder.keep_calm(calm_share * timed / 100);
  Expected expected;
  if (timed > std::chrono::nanoseconds{}) expected.end = std::chrono::steady_clock::now() + timed;
  measure_blocks(recorder, options, bench.plan, expected);
  return reports::summarize(recorder.results());
}

double deviation(const Logs& logs) {
  double mean = 0, squares = 0;
  for (const double one : logs) mean += one / static_cast<double>(logs.size());
  for (const double one : logs) squares += std::pow(one - mean, 2);
  return std::sqrt(squares / static_cast<double>(logs.size() - 1));
}

std::pair<double, double> pooled(const std::vector<double>& deviations) {
  double squares = 0, largest = 0;
  for (const double one : deviations) {
    squares += one * one / static_cast<double>(deviations.size());
    largest = std::max(largest, one);
  }
  return {std::sqrt(squares), largest};
}

Spread spread_of(const std::string& name, const Workload& workload) {
  std::vector<double> times, ratios;
  for (auto a = workload.cases.begin(); a != workload.cases.end(); ++a) {
    times.push_back(deviation(a->second));
    for (auto b = std::next(a); b != workload.cases.end(); ++b) {
      Logs logs = a->second;
      for (std::size_t run = 0; run < logs.size(); ++run) logs[run] -= b->second[run];
      ratios.push_back(deviation(logs));
    }
  }
  const auto [time, largest_time] = pooled(times);
  const auto [ratio, largest_ratio] = pooled(ratios);
  return {name, workload.kind, time, largest_time, ratio, largest_ratio};
}

// Cases without a time in one of the runs are left out.
std::map<std::string, Workload> workloads_of(const std::vector<reports::Summary>& runs) {
  std::map<std::string, Workload> workloads;
  for (const reports::Summary& run : runs)
    for (const reports::WorkloadSummary& one : run.workloads)
      for (const reports::RunnerResult& runner : one.runners)
        for (const std::size_t index : runner.cases) {
          Workload& workload = workloads[one.title];
          workload.kind = one.kind;
          const reports::CaseSummary& c = run.cases[index];
          if (c.time_ns) workload.cases[c.name].push_back(std::log(c.time_ns->median));
        }
  for (auto& [title, workload] : workloads)
    std::erase_if(workload.cases, [&](const auto& c) { return c.second.size() < runs.size(); });
  std::erase_if(workloads, [](const auto& workload) { return workload.second.cases.empty(); });
  return workloads;
}

RunsRecord record_of(const std::vector<reports::Summary>& runs) {
  RunsRecord record;
  record.runs = std::ssize(runs);
  for (const auto& [title, workload] : workloads_of(runs))
    record.workloads.push_back(spread_of(title, workload));
  record.measured = timestamp();
  return record;
}

Exit runs(const Options& options, const Catalogue& catalogue, std::size_t comparisons) {
  Bench bench(options, catalogue);
  std::vector<reports::Summary> done;
  for (Options one = options; done.size() < comparisons; ++one.seed) {
    done.push_back(whole_run(one, catalogue, bench));
    notice("{} of {} runs\n", done.size(), comparisons);
  }
  const RunsRecord record = record_of(done);
  save_record(options, record);
  answer(
      "relative standard deviation over {} whole runs, of a workload's cases together (and the largest):\n",
      record.runs);
  for (const Spread& one : record.workloads)
    answer("{:<24} times {:.2f} % ({:.2f} %), ratios between runners {:.2f} % ({:.2f} %)\n", one.workload,
           100 * one.times, 100 * one.largest_of_times, 100 * one.ratios, 100 * one.largest_of_ratios);
  return Exit::done;
}

}  // namespace

extern constinit const SelftestPart runs_part{
    .name = "runs",
    .meaning = "whole runs against each other",
    .counted = "how many runs",
    .comparisons = 5,
    .fewest = 2,
    .run = runs,
};

}  // namespace concbench::bench
