#include "runners/runner.h"

#include <algorithm>

namespace concbench {

const RunnerEntry* baseline_of(std::span<const RunnerEntry> table) {
  const auto row = std::ranges::find_if(table, &RunnerEntry::baseline);
  return row == table.end() ? nullptr : &*row;
}

}  // namespace concbench
