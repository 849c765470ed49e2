#include "system/proc/energy.h"

#include <set>
#include <string>
#include <system_error>

#include "system/proc/proc.h"

namespace concbench {
namespace {

namespace fs = std::filesystem;

// The name of a zone that is a whole package; else empty. Its parts (core, dram) and the whole system (psys)
// would count the same energy again.
std::string package_name(const fs::path& folder) {
  const std::string name = first_line(folder / "name");
  return name.starts_with("package") ? name : std::string();
}

}  // namespace

EnergyMeter::EnergyMeter(const fs::path& root) {
  std::error_code error;
  std::set<std::string> names;  // a package may have two interfaces, intel-rapl:0 and intel-rapl-mmio:0
  for (const fs::directory_entry& entry : fs::directory_iterator(root, error)) {
    const std::string name = package_name(entry.path());
    const auto before = number_in(entry.path() / "energy_uj");
    if (!name.empty() && before && names.insert(name).second) packages_.push_back({entry.path(), *before});
  }
}

std::optional<std::int64_t> EnergyMeter::used() const {
  if (packages_.empty()) return {};
  std::int64_t sum = 0;
  for (const auto& [folder, before] : packages_) {
    const auto now = number_in(folder / "energy_uj");
    if (!now) return {};
    sum += static_cast<std::int64_t>(*now - before);
    if (*now >= before) continue;
    // The counter has started again from 0 after its range; that takes minutes at full power.
    const auto range = number_in(folder / "max_energy_range_uj");
    if (!range) return {};
    sum += static_cast<std::int64_t>(*range);
  }
  return sum;
}

}  // namespace concbench
