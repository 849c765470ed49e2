#include "workloads/workload.h"

#include <algorithm>

#include "workloads/traced.h"

namespace concbench {

Co<std::uint64_t> Workload::co_run(std::size_t task) const {
  co_return run(task);
}

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::cpu:
      return "cpu";
    case Kind::io:
      return "io";
    case Kind::overhead:
      return "overhead";
  }
  return "unknown";
}

const WorkloadEntry* find(std::span<const WorkloadEntry> table, std::string_view name) {
  const auto row = std::ranges::find(table, name, &WorkloadEntry::name);
  return row == table.end() ? nullptr : &*row;
}

std::unique_ptr<Workload> make_workload(std::span<const WorkloadEntry> table, const WorkloadSpec& spec) {
  const WorkloadEntry* entry = find(table, spec.name);
  if (!entry) throw std::invalid_argument("unknown workload '" + spec.name + "'");
  std::unique_ptr<Workload> workload = entry->make(spec.params);
  for (const std::string& wrapper : spec.wrappers) {
    if (wrapper != traced_wrapper)
      throw std::invalid_argument("unknown wrapper '" + wrapper + "' of a workload");
    workload = std::make_unique<Traced>(std::move(workload));
  }
  return workload;
}

}  // namespace concbench
