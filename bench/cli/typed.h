// The command line in two steps: options.cpp takes the words apart, typed.cpp understands the values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bench/cli/options.h"

namespace concbench::bench {

// Fills in what options.typed says of all that several commands take. Throws Error(Exit::usage).
void understand(const Catalogue&, Options& options);

std::vector<std::string> names_of(const auto& table) {
  std::vector<std::string> names;
  for (const auto& row : table) names.emplace_back(row.name);
  return names;
}

// The value of a flag. Throws Error(Exit::usage), as the next does.
std::uint64_t count_flag(const std::string& flag, const std::string& text, std::uint64_t min,
                         std::uint64_t max);

// With the nearest known name.
void require_known(std::string_view what, const std::string& name, const std::vector<std::string>& known);

}  // namespace concbench::bench
