// Sides against the first of them: the same work on another machine, with another build or on another day. A
// side is a results file, which is described, or several runs, which can be judged: the unit is the run, for
// whole runs differ by more than their samples do.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "reports/words/verdict_text.h"
#include "results/results.h"

namespace concbench::reports {

class MeasuredSide;

// One field of Machine or Tool that differs: "machine.governor", "tool.libraries.TBB". What a file does not
// say is "unknown".
struct Difference {
  std::string field, reference, other;
};
BOOST_DESCRIBE_STRUCT(Difference, (), (field, reference, other))

// One case on both sides, or on one of them. Times in nanoseconds, medians over the runs; of a single run
// over its samples.
struct CaseComparison {
  std::string name;      // "primes/tbb/concurrency:2"
  std::string workload;  // the part before the runner, with the parameters that are not default
  std::string runner;
  std::int64_t concurrency = 0;
  std::string kind;
  std::optional<double> reference_ns, other_ns;
  std::optional<double> reference_speedup,
      other_speedup;                      // over that side's own sequential run of the workload
  Claim verdict = Claim::not_comparable;  // on `other`
  std::string words;  // the verdict for people, or the reason that there is none; empty where that is
                      // FileComparison::unjudged
  std::optional<double> ratio;      // other over reference
  std::optional<double> low, high;  // judged: its simultaneous interval; else the range that was seen
  std::int64_t reference_runs = 0, other_runs = 0;  // with a time
  std::vector<std::string> remarks;                 // failed and tainted samples among those compared
};
BOOST_DESCRIBE_STRUCT(CaseComparison, (),
                      (name, workload, runner, concurrency, kind, reference_ns, other_ns, reference_speedup,
                       other_speedup, verdict, words, ratio, low, high, reference_runs, other_runs, remarks))

struct VerdictCounts {
  std::int64_t slower = 0, faster = 0, equivalent = 0, undecided = 0, not_judged = 0, not_comparable = 0;

  std::int64_t judged() const { return slower + faster + equivalent + undecided; }
};
BOOST_DESCRIBE_STRUCT(VerdictCounts, (), (slower, faster, equivalent, undecided, not_judged, not_comparable))

struct FileComparison {
  std::string reference, other;  // labels
  std::int64_t reference_runs = 1, other_runs = 1;
  bool same_run = false;  // a run is on both sides
  bool same_machine = false;
  std::optional<double>
      canary_shift;                // by how much the canary of `other` is slower, a share; empty: not known
  std::string unjudged;            // why all of it is described and nothing judged; empty where it is judged
  std::string conclusion;          // in a sentence
  std::vector<std::string> notes;  // what a reader should know before the rows
  std::int64_t family = 0;         // cases that both sides planned, whether or not they came to a time
  std::int64_t needed = 0;         // runs of each side with which all sides could be judged
  std::vector<CaseComparison> cases;  // in the order of the reference's plan, then what only the other has
  VerdictCounts counts;
  std::int64_t blind = 0;  // of the family: not judged, or undecided and perhaps slower by gate_sees (ab.h)
  std::vector<Difference> differences;
};
BOOST_DESCRIBE_STRUCT(FileComparison, (),
                      (reference, other, reference_runs, other_runs, same_run, same_machine, canary_shift,
                       unjudged, conclusion, notes, family, needed, cases, counts, blind, differences))

// The second side against the first; as many comparisons are made on the page. The family is every case that
// both planned with the same work, in each of them.
FileComparison compare(const MeasuredSide& reference, const MeasuredSide& other, std::size_t comparisons);

// What a file calls its machine: its --label, else the host's name.
std::string label_of(const Run&);

// A name for each file: its label; where several are equal, with the time of their start, and a number where
// that is equal too.
std::vector<std::string> labels_of(std::span<const Run> runs);

// Is any case judged slower than in the reference, on whatever machine?
bool any_slower(std::span<const FileComparison>);

// For the terminal, `columns` wide: what each comparison says of its cases, by how much they differ, and what
// differs in machine and build; of many the first, unless all are wanted. `colour` allows ANSI colours.
// Control characters in names are shown escaped.
std::string compare_text(std::span<const FileComparison>, bool all, std::size_t columns, bool colour);

}  // namespace concbench::reports
