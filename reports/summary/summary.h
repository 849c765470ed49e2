// What the terminal, the page and the charts show, computed once from a results file. Described, so that it
// becomes the JSON that reports/charts/charts.js and the page read. Times in nanoseconds, sizes in bytes.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/compare/ab.h"
#include "reports/compare/history.h"
#include "reports/summary/controls.h"
#include "reports/summary/cores.h"
#include "reports/summary/given.h"
#include "reports/summary/granularity.h"
#include "reports/summary/map.h"
#include "reports/summary/memory.h"
#include "reports/summary/trace_summary.h"
#include "reports/words/advice.h"
#include "reports/words/verdict_text.h"
#include "results/results.h"
#include "results/topology.h"
#include "statistics/scaling.h"

namespace concbench::reports {

// The runner that every speedup is relative to.
inline constexpr const char* baseline_runner = "sequential";

// The distribution of the samples' values.
struct Spread {
  double median = 0, lower_quartile = 0, upper_quartile = 0, minimum = 0, maximum = 0;
};
BOOST_DESCRIBE_STRUCT(Spread, (), (median, lower_quartile, upper_quartile, minimum, maximum))

// A text (reason, taint, note) and how many samples of a case carry it.
struct Remark {
  std::string text;
  std::int64_t samples = 0;
};
BOOST_DESCRIBE_STRUCT(Remark, (), (text, samples))

// Of what results.h's Events counts, the median over the samples that say it.
struct EventMedians {
  std::optional<double> minor_faults, major_faults, migrations, instructions, cycles, cache_misses;
};
BOOST_DESCRIBE_STRUCT(EventMedians, (),
                      (minor_faults, major_faults, migrations, instructions, cycles, cache_misses))

// What became of a case; partly: some of its samples are not ok.
enum class State { ok, partly, failed, timeout, skipped, missing };
std::string_view word(State);

// One case over all its blocks. What no sample says is empty; a case without a correct run has no time.
struct CaseSummary {
  std::string name;
  std::string workload;  // WorkloadSummary::title
  std::string runner;
  std::int64_t concurrency = 0, chunk = 0;
  std::string cpus;       // "0,2,3"; empty: every CPU allowed
  std::string placement;  // os, pinned, spread
  std::int64_t tasks = 0, bytes = 0;
  State state = State::missing;
  std::int64_t planned = 0, ok = 0, failed = 0, timeout = 0, skipped = 0;  // samples
  std::vector<double> samples_ns;  // median of the steady runs of each
  std::optional<Spread> time_ns;   // of samples_ns; of a workload's runners less what their block did to all
  std::optional<double> speedup;   // median of the baseline over this median
  std::optional<double> slowdown;  // this median over the best of the workload
  std::optional<double> bound_ns;  // no run of this concurrency can be shorter (reports/summary/bounds.h)
  std::string bound;               // why, in words
  std::optional<double> over_bound;    // this median over it
  std::optional<double> reference_ns;  // what to hold it against that is no bound: good samples pass it
  std::string reference;               // what that is, in words
  std::optional<double> tasks_per_second, bytes_per_second;
  std::optional<double> setup_ns, first_ns, cpu_ns, energy_uj, memory_bytes, voluntary_switches,
      involuntary_switches;
  EventMedians events;
  std::string memory_method;
  std::int64_t tainted = 0;  // samples that carry a taint; they count all the same
  std::int64_t retaken = 0;  // samples that were disturbed or failed, taken again and not counted
  // Where there are such: the median of the samples that count, and with them those that do not.
  std::optional<double> counted_ns, all_attempts_ns;
  std::vector<Remark> reasons, taints, notes;
  std::optional<TraceSummary> trace;  // of a run of its own, which is in none of the above
};
BOOST_DESCRIBE_STRUCT(CaseSummary, (),
                      (name, workload, runner, concurrency, chunk, cpus, placement, tasks, bytes, state,
                       planned, ok, failed, timeout, skipped, samples_ns, time_ns, speedup, slowdown,
                       bound_ns, bound, over_bound, reference_ns, reference, tasks_per_second,
                       bytes_per_second, setup_ns, first_ns, cpu_ns, energy_uj, memory_bytes,
                       voluntary_switches, involuntary_switches, events, memory_method, tainted, retaken,
                       counted_ns, all_attempts_ns, reasons, taints, notes, trace))

// A runner's time over another's. The intervals are those of Comparison::sure and Comparison::alone; empty
// where they are unbounded.
struct Against {
  Claim verdict = Claim::none, likely = Claim::none;
  double ratio = 1;
  std::optional<double> low, high, low_alone, high_alone;
  std::int64_t blocks = 0, faster = 0;  // that have both times; those of them in which it was the faster
};
BOOST_DESCRIBE_STRUCT(Against, (), (verdict, likely, ratio, low, high, low_alone, high_alone, blocks, faster))

// A runner's place in a workload.
struct RunnerResult {
  std::string runner;
  std::vector<std::size_t> cases;   // indices in Summary::cases, by concurrency
  std::optional<std::size_t> best;  // the case with the lowest median; empty: none has a time
  Claim verdict = Claim::none;      // against the workload's lowest median
  std::string words;                // the verdict for people
  bool contender = false;           // judged, and not slower than any other: it may be the best
  bool as_good = false;             // shown to be no slower than any other by more than the margin
  bool likely_as_good = false;      // the same, each comparison at 95 % by itself
  std::optional<Against> against_best, against_one_thread;
  std::optional<double> ratio, ratio_low, ratio_high;  // time over the best's, with its simultaneous interval
  std::optional<AmdahlFit> amdahl;                     // to the concurrencies up to all usable CPUs
  std::optional<UslFit> usl;
};
BOOST_DESCRIBE_STRUCT(RunnerResult, (),
                      (runner, cases, best, verdict, words, contender, as_good, likely_as_good, against_best,
                       against_one_thread, ratio, ratio_low, ratio_high, amdahl, usl))

// One workload with one set of parameters.
struct WorkloadSummary {
  std::string title;  // the name; with the parameters where the file has several sets of them
  std::string name, kind, summary, task;
  std::map<std::string, std::string> params;
  std::int64_t tasks = 0, bytes = 0;
  std::optional<double> baseline_ns;  // median of baseline_runner
  std::vector<RunnerResult> runners;  // lowest median first; then those without a time
  std::string conclusion;             // which is the best, or which cannot be told apart
  double floor = 0;                   // the smallest difference that is claimed, a share
  double margin = 0;                  // who is slower by less is as good, a share
  std::size_t needed = 0;             // blocks with which something could be claimed
  // The runners, by time, that no other beats in both: its time and its CPU time, or its memory.
  std::vector<std::string> cpu_frontier, memory_frontier;
  std::string scaling;  // why nothing is fitted; empty where it is, or where nothing could be
};
BOOST_DESCRIBE_STRUCT(WorkloadSummary, (),
                      (title, name, kind, summary, task, params, tasks, bytes, baseline_ns, runners,
                       conclusion, floor, margin, needed, cpu_frontier, memory_frontier, scaling))

struct Summary {
  Run run;
  bool complete = false;
  std::string incomplete;  // why, in words; empty when complete
  std::int64_t planned = 0, ok = 0, failed = 0, timeout = 0, skipped = 0;  // samples
  std::int64_t blocks = 0;                                                 // that were run
  std::int64_t unknown_records = 0;
  std::string baseline = baseline_runner;
  std::optional<std::int64_t> cpus;  // whole CPUs that the run might use: affinity and quota, at least 1
  std::int64_t tainted = 0;          // samples that carry a taint
  std::vector<Remark> taints;        // by kind ("busy", "stolen"), the most frequent first
  std::vector<double> canary_ns;     // the canary of each block that has one
  Controls controls;
  Given given;
  std::vector<CaseSummary> cases;          // in the order of the plan
  std::vector<WorkloadSummary> workloads;  // of `concbench run`, overhead last
  std::vector<WorkloadSummary> places;  // of `concbench map`, which the map is made from; no part of the JSON
  std::vector<Subject> runners;         // in the order of the table
  std::vector<Boundary> boundaries;     // of the machine's topology
  // What the commands that answer one question have found, each from a file of its own.
  std::optional<Granularity> granularity;
  std::optional<AnswerMap> map;
  std::optional<Cores> cores;
  std::optional<MemoryPerTask> memory;
  std::optional<Ab> ab;
  std::optional<History> history;  // of files beside this one, which the caller looks for
  // What went wrong beside the samples, in sentences: traced runs, and the limits of work on memory.
  std::vector<std::string> troubles;
  Advice advice;
};
BOOST_DESCRIBE_STRUCT(Summary, (),
                      (run, complete, incomplete, planned, ok, failed, timeout, skipped, blocks,
                       unknown_records, baseline, cpus, tainted, taints, canary_ns, controls, given, cases,
                       workloads, runners, boundaries, granularity, map, cores, memory, ab, history, troubles,
                       advice))

Summary summarize(const Results&);

}  // namespace concbench::reports
