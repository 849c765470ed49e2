#include "system/proc/energy.h"

#include <set>
#include <string>
#include <system_error>

#include "system/proc/proc.h"

namespace concbench {

EnergyMeter::EnergyMeter(const std::filesystem::path& root) {
  std::error_code error;
  std::set<std::string> names;  // a package may have two interfaces, intel-rapl:0 and intel-rapl-mmio:0
  for (const auto& entry : std::filesystem::directory_iterator(root, error)) {
    // The zones of its parts (core, dram) and of the whole system (psys) would count the same energy again.
    const std::string name = first_line(entry.path() / "name");
    const auto before = number_in(entry.path() / "energy_uj");
    if (name.starts_with("package") && before && names.insert(name).second)
      packages_.push_back({entry.path(), *before});
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
