// One side of a comparison: a results file, or several runs of one program on one machine.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "reports/summary/summary.h"
#include "results/results.h"

namespace concbench::reports {

// One case over the runs of a side.
struct MeasuredCase {
  // Samples and remarks of all runs together. Its time is that over the runs; of a single run that over its
  // samples.
  CaseSummary summary;
  std::vector<double> levels;    // its time in each run that has one, in nanoseconds
  std::vector<double> speedups;  // as CaseSummary's, of each run
  std::optional<Sample> sample;  // stands for its work; an ok one where there is one; empty: never run
  std::string inconsistent;      // in what its samples differ

  // From the least to the largest time of several runs; of one, the middle half of its samples.
  Interval seen() const;
};

class MeasuredSide {
 public:
  explicit MeasuredSide(std::string name) : label(std::move(name)) {}

  // Takes what is needed of a further run.
  void add(const Results&);

  const MeasuredCase* find(const std::string& name) const;  // null: no run planned it

  std::string label;
  std::vector<Run> runs;
  Summary summary;                      // of the first run
  std::vector<std::string> incomplete;  // runs that are, and why
  std::vector<MeasuredCase> cases;      // in the order of the plans
  std::optional<Sample> canary;         // stands for the work of all of them
  std::vector<double> canary_logs;      // logarithms of their times

 private:
  MeasuredCase& at(const CaseSummary&);

  std::unordered_map<std::string, std::size_t> places_;  // by name
};

}  // namespace concbench::reports
