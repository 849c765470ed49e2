#include "workloads/workload.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "workloads/traced.h"

namespace concbench {
std::string Needs::missing(const Needs& needed) const {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < std::size(need_names); ++i)
    if (const auto need = static_cast<Need>(i); needed.has(need) && !has(need))
      names.push_back(need_names[i]);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string_view to_string(Kind kind) {
  static constexpr std::string_view words[] = {"cpu", "io", "overhead"};
  return words[static_cast<std::size_t>(kind)];
}

std::unique_ptr<Workload> make_workload(std::span<const WorkloadEntry> table, const WorkloadSpec& spec) {
  const WorkloadEntry* entry = find(table, spec.name);
  if (!entry) throw std::invalid_argument("unknown workload '" + spec.name + "'");
  std::unique_ptr<Workload> workload = entry->make(spec.params);
  for (const std::string& name : spec.wrappers) {
    if (name != traced_wrapper) throw std::invalid_argument("unknown wrapper '" + name + "' of a workload");
    workload = std::make_unique<Traced>(std::move(workload));
  }
  return workload;
}

}  // namespace concbench
