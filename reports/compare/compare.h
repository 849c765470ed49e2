// Results files against the first of them: the same work on another machine, with another build or on another
// day. They share no blocks, so the comparison is unpaired; the unit is the sample.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "reports/words/verdict_text.h"
#include "results/results.h"
#include "statistics/verdict.h"

namespace concbench::reports {

// On one machine nothing is claimed unless its canary moved by less than this between the files, a share.
inline constexpr double most_drift = 0.01;

// By kind of workload, shares: the smallest effect worth claiming is the largest of these, of Rule::floor and
// of the A/A floors that the runs themselves bring along (Run::floors).
struct CompareOptions {
  double alpha = Look().alpha;
  std::map<std::string, double> aa_floors{};
  std::map<std::string, double>
      between_runs_floors{};  // how far whole runs of one program differ on one machine
};

// One field of Machine or Tool that differs: "machine.governor", "tool.libraries.TBB". What a file does not
// say is "unknown".
struct Difference {
  std::string field, reference, other;
};
BOOST_DESCRIBE_STRUCT(Difference, (), (field, reference, other))

// One case in both files, or in one of them. Times in nanoseconds, medians over the samples.
struct CaseComparison {
  std::string name;      // "primes/tbb/concurrency:2"
  std::string workload;  // the part before the runner, with the parameters that are not default
  std::string runner;
  std::int64_t concurrency = 0;
  std::string kind;
  std::optional<double> reference_ns, other_ns;
  std::optional<double> reference_speedup,
      other_speedup;                      // over that file's own sequential run of the workload
  Claim verdict = Claim::not_comparable;  // on `other`; withheld: FileComparison::withheld says why
  std::string words;                      // the verdict for people, or the reason that there is none
  std::optional<double> ratio, low,
      high;  // other over reference; its simultaneous interval where it is bounded
  std::int64_t reference_samples = 0, other_samples = 0;  // with a time
  std::vector<std::string> remarks;                       // failed and tainted samples among those compared
};
BOOST_DESCRIBE_STRUCT(CaseComparison, (),
                      (name, workload, runner, concurrency, kind, reference_ns, other_ns, reference_speedup,
                       other_speedup, verdict, words, ratio, low, high, reference_samples, other_samples,
                       remarks))

struct VerdictCounts {
  std::int64_t slower = 0, faster = 0, equivalent = 0, undecided = 0, not_judged = 0, withheld = 0,
               not_comparable = 0;
};
BOOST_DESCRIBE_STRUCT(VerdictCounts, (),
                      (slower, faster, equivalent, undecided, not_judged, withheld, not_comparable))

struct FileComparison {
  std::string reference, other;  // labels, as labels_of() makes them
  bool same_run = false;         // both files hold the same run
  bool same_machine = false;
  std::optional<double>
      canary_shift;                // by how much the canary of `other` is slower, a share; empty: not known
  std::string withheld;            // why nothing is claimed; empty where claims are allowed
  std::vector<std::string> notes;  // what a reader should know before the rows
  std::int64_t family = 0;         // comparisons that the files planned, whether or not they came to a time
  std::int64_t needed = 0;         // samples of a case in each file with which something could be claimed
  std::vector<CaseComparison> cases;  // in the order of the reference's plan, then what only the other has
  VerdictCounts counts;
  std::vector<Difference> differences;
};
BOOST_DESCRIBE_STRUCT(FileComparison, (),
                      (reference, other, same_run, same_machine, canary_shift, withheld, notes, family,
                       needed, cases, counts, differences))

// The second file against the first. The family is every case that both planned with the same work. Throws
// std::invalid_argument for floors that are no shares.
struct MeasuredFile;
FileComparison compare(const MeasuredFile& reference, const MeasuredFile& other, const CompareOptions&);

// What a file calls its machine: its --label, else the host's name.
std::string label_of(const Run&);

// A name for each file: its label; where several are equal, with the time of their start, and a number where
// that is equal too.
std::vector<std::string> labels_of(std::span<const Run> runs);

// Is any case judged slower than in the reference, on whatever machine? Withheld and failed cases are not.
bool any_slower(std::span<const FileComparison>);

// For the terminal, `columns` wide: what was counted first, then the cases by workload, then what differs in
// machine and build. `colour` allows ANSI colours. Control characters in names are shown escaped.
std::string compare_text(std::span<const FileComparison>, std::size_t columns, bool colour);

}  // namespace concbench::reports
