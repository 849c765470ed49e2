// What is said of machines side by side, for people.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "reports/compare/side_by_side.h"

namespace concbench::reports {

// "one core of A is worth 1.37 (1.31–1.44) of B": `one` is the case of one thread, compared. Where nothing is
// claimed, the estimate and why.
std::string core_in_words(const CaseComparison& one, const std::string& reference, const std::string& other);

// "B needs 8 cores for what A does with 5": the most cores of the faster machine that the slower one reaches,
// and the fewest with which it does, from the best time at each concurrency that was measured, up to all
// CPUs. Empty where a machine has one such concurrency alone. Times within the claim rule's 2 % count as
// equal.
std::string cores_needed_in_words(const MachineWork& a, const MachineWork& b,
                                  std::span<const MachineEntry> machines);

// "the fastest is B, 13.1 ms with tbb at 8; the slowest is A, 1.57 times as long with threads at 4"
std::string fastest_in_words(const SharedWorkload&, std::span<const MachineEntry>);

// One for each pair with the first machine where they are few, else what holds over all of them.
std::vector<std::string> sentences_on(const SharedWorkload&, std::span<const MachineEntry>,
                                      std::span<const FileDigest>);

// Work that is not in common, other builds, incomplete files, one machine or one run twice.
std::vector<std::string> notes_on(std::span<const FileDigest>, const SideBySide&);

// What is claimed about the files after the first: in how many of them something is slower or faster, and
// which.
std::string verdicts_in_words(std::span<const FileDigest>);

// "A, B, C and 12 more"
std::string some_of(const std::vector<std::string>& names);

}  // namespace concbench::reports
