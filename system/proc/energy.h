// Energy that the processor packages use, where the system lets this user read it. Linux only: RAPL through
// powercap (Documentation/power/powercap/powercap.rst).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace concbench {

class EnergyMeter {
 public:
  // Starts to count. `root` is that of another machine in tests.
  explicit EnergyMeter(const std::filesystem::path& root = "/sys/class/powercap");

  // Microjoules of all packages together since the meter was made; everything that ran on them, not only this
  // program. Empty, not zero, where no package can be read.
  std::optional<std::int64_t> used() const;

 private:
  struct Package {
    std::filesystem::path folder;
    std::uint64_t before;
  };
  std::vector<Package> packages_;
};

}  // namespace concbench
