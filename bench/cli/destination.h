// Where results and report go.
#pragma once

#include <filesystem>
#include <string>

#include "bench/cli/options.h"

namespace concbench::bench {

struct Destination {
  std::filesystem::path results;
  std::filesystem::path report;  // empty: none wanted
};

// Makes the folders, points reports/out/latest at a new one, and makes sure that both can be written.
// `machine` names the machine in the folder's name. Throws WriteError.
Destination make_destination(const Options&, const std::string& machine);

}  // namespace concbench::bench
