// Many sides beside the first of them, machines or builds: what each is good for, from a results file or a
// folder of them each. Described, so that it becomes the JSON of the page and its charts. Times as
// CaseComparison's.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "reports/compare/compare.h"
#include "reports/compare/measured_side.h"
#include "reports/summary/summary.h"

namespace concbench::reports {

// A price is told for this many runs of a workload: one costs too little to read.
inline constexpr double priced_runs = 1e6;

// What an hour of a machine costs, in any currency. The label is a file's, as label_of() or labels_of() makes
// it.
struct Price {
  std::string label;
  double per_hour = 0;
};

// The lowest median of a model over the concurrencies, or of a concurrency over the models.
struct BestTime {
  std::string runner;
  std::int64_t concurrency = 0;
  double ns = 0, lower_quartile_ns = 0, upper_quartile_ns = 0;
  std::int64_t tainted = 0;  // samples
};
BOOST_DESCRIBE_STRUCT(BestTime, (), (runner, concurrency, ns, lower_quartile_ns, upper_quartile_ns, tainted))

// One workload on one machine. There is at least one time.
struct MachineWork {
  std::size_t machine = 0;              // index in SideBySide::machines
  std::optional<double> one_thread_ns;  // median of baseline
  std::vector<BestTime> models;         // each at its best concurrency, the lowest first
  std::vector<BestTime> steps;          // by concurrency, ascending: the best model there
  std::string conclusion;               // which model is best, or which cannot be told apart
  double against_first = 1;             // best time over the first machine's
  std::optional<double> core_worth;     // CPU-bound: how many cores of the first one of its cores is worth
  std::optional<double> cost;           // of priced_runs runs, where the machine has a price
};
BOOST_DESCRIBE_STRUCT(MachineWork, (),
                      (machine, one_thread_ns, models, steps, conclusion, against_first, core_worth, cost))

struct MachineEntry {
  std::string name;
  std::int64_t runs = 1;
  std::string cpu_model, os, started;
  std::string incomplete;  // why, in words; empty when complete
  std::optional<std::int64_t> cores, cpus, cpus_allowed, memory_bytes;
  std::optional<double> quota_cpus, price;
  bool shown = true;  // in charts, until the reader chooses: more than a few cannot be told apart
  std::optional<FileComparison> comparison;  // with the first; less its rows where there are many machines
};
BOOST_DESCRIBE_STRUCT(MachineEntry, (),
                      (name, runs, cpu_model, os, started, incomplete, cores, cpus, cpus_allowed,
                       memory_bytes, quota_cpus, price, shown, comparison))

// What is kept of a side once it has been read. Its name is told apart from the others; empty
// comparison: it is the first.
struct FileDigest : MachineEntry {
  std::string own_name;                                     // the machine's, as label_of() says it
  std::string binary;                                       // the program's SHA-256
  std::vector<std::pair<std::string, MachineWork>> works;   // by title, of those that the first file has too
  std::vector<std::pair<std::string, std::string>> others;  // titles, and why they stand beside no other's
};

// `reference` is the first side; it may be `side` itself. Where two did other work under one name
// (other parameters, inputs, answers or another protocol), it is no work in common.
FileDigest digest(const MeasuredSide& reference, const MeasuredSide& side);

// A workload that the first machine and at least one other have done.
struct SharedWorkload {
  std::string title, kind, summary, task;
  std::map<std::string, std::string> params;
  std::int64_t tasks = 0, bytes = 0;
  std::vector<MachineWork> machines;   // the first file's first
  Spread against_first;                // MachineWork::against_first of all others
  std::string conclusion;              // the fastest and the slowest
  std::vector<std::string> sentences;  // what a core is worth, how many do the same, what it costs
};
BOOST_DESCRIBE_STRUCT(SharedWorkload, (),
                      (title, kind, summary, task, params, tasks, bytes, machines, against_first, conclusion,
                       sentences))

struct SideBySide {
  std::vector<MachineEntry> machines;  // in the order of the files
  std::vector<SharedWorkload> workloads;
  std::vector<std::string> notes;        // what a reader should know first
  std::vector<std::string> left_out;     // files that cannot be read, and why
  std::vector<std::string> conclusions;  // what came of the comparisons; of many in one sentence
};
BOOST_DESCRIBE_STRUCT(SideBySide, (), (machines, workloads, notes, left_out, conclusions))

// At least two digests, the first file's first. A price holds for every machine of its label.
SideBySide side_by_side(const Summary& first, const std::vector<FileDigest>&, std::span<const Price>);

// For the terminal: the conclusions, a table of the best times of each side, and what else there is to say;
// of many sides the first, unless `all` are wanted.
std::string side_by_side_text(const SideBySide&, bool all, std::size_t columns, bool colour);

}  // namespace concbench::reports
