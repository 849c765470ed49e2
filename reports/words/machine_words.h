// What is said of machines side by side, for people.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "reports/compare/side_by_side.h"

namespace concbench::reports {

// "one core of B is worth 0.73 (0.69–0.76) of A": always in cores of the reference; `one` is the case of one
// thread, compared. Where it is not judged, what was seen.
std::string core_in_words(const CaseComparison& one, const std::string& reference, const std::string& other);

// "B needs 8 cores for what A does with 5": the most cores of the faster machine that the slower one reaches,
// and the fewest with which it does, from the best time at each concurrency that was measured, up to all
// CPUs. Empty where a machine has one such concurrency alone. Times within the claim rule's 2 % count as
// equal.
std::string cores_needed_in_words(const MachineWork& a, const MachineWork& b,
                                  std::span<const MachineEntry> machines);

// "the shortest time is that of B, 13.1 ms with tbb at 8; the longest that of A, 1.57 times as long with
// threads at 4": what was seen, no claim.
std::string shortest_in_words(const SharedWorkload&, std::span<const MachineEntry>);

// One for each pair with the first machine where they are few, else what holds over all of them.
std::vector<std::string> sentences_on(const SharedWorkload&, std::span<const MachineEntry>,
                                      std::span<const FileDigest>);

// Work that is not in common, other builds, incomplete files, one machine or one run twice.
std::vector<std::string> notes_on(std::span<const FileDigest>, const SideBySide&);

// Of a few comparisons what came of each; of many in how many of them something is slower or faster, and
// which.
std::vector<std::string> conclusions_of(std::span<const FileDigest>);

// "A, B, C and 12 more"
std::string some_of(const std::vector<std::string>& names);

}  // namespace concbench::reports
