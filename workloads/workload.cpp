#include "workloads/workload.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "workloads/traced.h"

namespace concbench {
namespace {

struct Wrapper {
  std::string_view name;
  std::unique_ptr<Workload> (*wrap)(std::unique_ptr<Workload>);
};

template <class Outer>
std::unique_ptr<Workload> wrapped(std::unique_ptr<Workload> inner) {
  return std::make_unique<Outer>(std::move(inner));
}

constexpr Wrapper wrappers[] = {{traced_wrapper, wrapped<Traced>}};

}  // namespace

std::string Needs::missing(const Needs& needed) const {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < std::size(need_names); ++i)
    if (const auto need = static_cast<Need>(i); needed.has(need) && !has(need))
      names.push_back(need_names[i]);
  return fmt::format("{}", fmt::join(names, ", "));
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

std::unique_ptr<Workload> make_workload(std::span<const WorkloadEntry> table, const WorkloadSpec& spec) {
  const WorkloadEntry* entry = find(table, spec.name);
  if (!entry) throw std::invalid_argument("unknown workload '" + spec.name + "'");
  std::unique_ptr<Workload> workload = entry->make(spec.params);
  for (const std::string& name : spec.wrappers) {
    const Wrapper* wrapper = find(wrappers, name);
    if (!wrapper) throw std::invalid_argument("unknown wrapper '" + name + "' of a workload");
    workload = wrapper->wrap(std::move(workload));
  }
  return workload;
}

}  // namespace concbench
