// The command line in two steps: options.cpp takes the words apart, typed.cpp understands the values.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/cli/error.h"
#include "bench/cli/options.h"

namespace concbench::bench {

// What the user typed, not yet understood; an empty optional was not given.
struct Typed {
  std::optional<std::string> workloads, runners, concurrency, tasks, chunk, profile, blocks, min_time,
      timeout, seed, cpus, placement, images, files, label, out, report, formats, listed, test, comparisons,
      fail_on;
  std::vector<std::string> params, inputs, prices;
  bool no_report = false, no_trace = false, quiet = false, details = false, markdown = false;
};

// Fills in what `typed` says for options.command. Throws Error(Exit::usage).
void understand(const Typed& typed, const Catalogue&, Options& options);

std::vector<std::string> names_of(const auto& table) {
  std::vector<std::string> names;
  for (const auto& row : table) names.emplace_back(row.name);
  return names;
}

// Throws Error(Exit::usage) with the nearest known name.
void require_known(std::string_view what, const std::string& name, const std::vector<std::string>& known);

}  // namespace concbench::bench
