// What two results files are to each other: one run, one machine, one build?
#pragma once

#include "reports/compare/compare.h"
#include "results/results.h"

namespace concbench::reports {

// Is it one machine? If the processor, sockets, cores, CPUs and caches agree, the memory agrees within a
// sixteenth (kernels keep different parts of it for themselves), and so does the host's name; a label stands
// in the place of that name and says nothing about the host. Errs towards one machine, where claims take
// more.
bool same_machine(const Run&, const Run&);

// Why two runs are not of one program on one machine, and different runs: "are of two machines"; empty if
// they are.
std::string why_not_one_side(const Run&, const Run&);

// Fills in what there is to say before any case is compared: same_run, same_machine, canary_shift, notes and
// differences. The labels are there already.
void relate(const MeasuredSide& reference, const MeasuredSide& other, FileComparison&);

}  // namespace concbench::reports
