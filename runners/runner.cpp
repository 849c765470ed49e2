#include "runners/runner.h"

#include <algorithm>

namespace concbench {

const RunnerEntry* find(std::span<const RunnerEntry> table, std::string_view name) {
  const auto row = std::ranges::find(table, name, &RunnerEntry::name);
  return row == table.end() ? nullptr : &*row;
}

}  // namespace concbench
