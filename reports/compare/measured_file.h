// A results file made ready to be compared with others.
#pragma once

#include <string>
#include <unordered_map>

#include "reports/summary/summary.h"
#include "results/results.h"

namespace concbench::reports {

// One case of a file: what is known of it, one sample that stands for its work, and whether all did the same.
struct MeasuredCase {
  const CaseSummary* summary = nullptr;
  const Sample* sample = nullptr;  // an ok one where there is one; empty: planned, never run
  std::string inconsistent;        // in what its own samples differ
};

// Points into the results and into its own summary: it stays where it is, and the results outlive it.
struct MeasuredFile {
  MeasuredFile(const Results&, std::string label);
  MeasuredFile(const MeasuredFile&) = delete;
  MeasuredFile& operator=(const MeasuredFile&) = delete;

  const MeasuredCase* find(const std::string& name) const;  // null: not in this file

  const Results& results;
  std::string label;
  Summary summary;
  std::unordered_map<std::string, MeasuredCase> cases;  // by name
};

}  // namespace concbench::reports
