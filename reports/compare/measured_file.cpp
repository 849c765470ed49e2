#include "reports/compare/measured_file.h"

#include "results/same_work.h"

namespace concbench::reports {
namespace {

void take(const Sample& sample, MeasuredCase& one) {
  const bool better = one.sample && one.sample->status != "ok" && sample.status == "ok";
  if (!one.sample || better) one.sample = &sample;
  if (one.inconsistent.empty()) one.inconsistent = other_work(*one.sample, sample);
}

}  // namespace

MeasuredFile::MeasuredFile(const Results& read, std::string name)
    : results(read), label(std::move(name)), summary(summarize(read)) {
  for (const CaseSummary& one : summary.cases) cases[one.name].summary = &one;
  for (const Sample& sample : results.samples) take(sample, cases[sample.case_]);
}

const MeasuredCase* MeasuredFile::find(const std::string& name) const {
  const auto found = cases.find(name);
  return found == cases.end() ? nullptr : &found->second;
}

}  // namespace concbench::reports
