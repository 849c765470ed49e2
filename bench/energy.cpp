#include "bench/energy.h"

#include <fstream>
#include <string>
#include <system_error>

namespace concbench::bench {
namespace {

namespace fs = std::filesystem;

std::optional<std::int64_t> number_in(const fs::path& path) {
  std::ifstream file(path);
  std::int64_t value = 0;
  return file >> value ? std::optional(value) : std::nullopt;
}

// A zone of a whole package. Its parts (core, dram) and the whole system (psys) would count the same energy
// again.
bool is_package(const fs::path& folder) {
  std::ifstream file(folder / "name");
  std::string name;
  return file >> name && name.starts_with("package");
}

}  // namespace

EnergyMeter::EnergyMeter(fs::path root) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(root, error))
    if (is_package(entry.path()))
      if (const auto before = number_in(entry.path() / "energy_uj"))
        packages_.push_back({entry.path(), *before});
}

std::optional<std::int64_t> EnergyMeter::used() const {
  if (packages_.empty()) return {};
  std::int64_t sum = 0;
  for (const auto& [folder, before] : packages_) {
    const auto now = number_in(folder / "energy_uj");
    if (!now) return {};
    sum += *now - before;
    // The counter starts again from 0 after its range; that takes minutes at full power.
    if (*now < before) sum += number_in(folder / "max_energy_range_uj").value_or(0);
  }
  return sum;
}

}  // namespace concbench::bench
