// Tables of named rows.
#pragma once

#include <algorithm>
#include <ranges>
#include <string_view>

namespace concbench {

// The row whose member `name` is that, or nullptr. The rows, not the range, must outlive the pointer.
template <std::ranges::contiguous_range Table>
const std::ranges::range_value_t<Table>* find(const Table& table, std::string_view name) {
  const auto row = std::ranges::find(table, name, [](const auto& one) { return std::string_view(one.name); });
  return row == std::ranges::end(table) ? nullptr : &*row;
}

}  // namespace concbench
