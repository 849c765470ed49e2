// How much this machine's own numbers differ where nothing differs, a case and itself within a run: kept by
// `concbench selftest aa` for later runs, which claim no smaller difference.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>

#include "results/results.h"

namespace concbench::bench {

// Beyond this age they are not applied: a machine changes.
inline constexpr std::chrono::days oldest_floors{30};

struct Floors {
  std::map<std::string, double> shares{};  // by kind of workload
  std::string not_applied{};               // why those that are kept are not these, in a line
};

// Those kept of this machine and this program, as it runs under this kernel; empty where there are none.
Floors load_floors(const Machine&, const Tool&,
                   std::chrono::system_clock::time_point now = std::chrono::system_clock::now());

// Replaces those of the same kinds; what cannot be applied any more is forgotten. Returns where they are
// kept. Throws WriteError.
std::filesystem::path save_floors(const Machine&, const Tool&, const std::map<std::string, double>& shares);

}  // namespace concbench::bench
