// What the meter of energy counts, on made-up packages.
#include "system/proc/usage.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/scratch.h"

namespace concbench::bench {
namespace {

namespace fs = std::filesystem;

// A made-up /sys/class/powercap.
class Energy : public ::testing::Test {
 protected:
  void zone(const std::string& folder, const std::string& name, const std::string& energy) {
    fs::create_directories(root_ / folder);
    std::ofstream(root_ / folder / "name") << name << '\n';
    std::ofstream(root_ / folder / "energy_uj") << energy << '\n';
    std::ofstream(root_ / folder / "max_energy_range_uj") << "1000000\n";
  }

  Scratch scratch_;
  fs::path root_ = scratch_ / "powercap";
};

TEST_F(Energy, is_that_of_all_packages_and_of_none_of_their_parts) {
  zone("intel-rapl:0", "package-0", "100");
  zone("intel-rapl:1", "package-1", "2000");
  zone("intel-rapl:0:0", "core", "50");
  zone("intel-rapl:2", "psys", "5000");
  const EnergyMeter meter(root_);
  EXPECT_EQ(meter.used(), 0);
  zone("intel-rapl:0", "package-0", "130");
  zone("intel-rapl:1", "package-1", "2005");
  zone("intel-rapl:0:0", "core", "80");
  zone("intel-rapl:2", "psys", "6000");
  EXPECT_EQ(meter.used(), 35);
}

TEST_F(Energy, of_a_package_with_two_interfaces_counts_once) {
  zone("intel-rapl:0", "package-0", "100");
  zone("intel-rapl-mmio:0", "package-0", "100");
  const EnergyMeter meter(root_);
  zone("intel-rapl:0", "package-0", "130");
  zone("intel-rapl-mmio:0", "package-0", "130");
  EXPECT_EQ(meter.used(), 30);
}

TEST_F(Energy, goes_on_where_the_counter_starts_again) {
  zone("intel-rapl:0", "package-0", "999990");
  const EnergyMeter meter(root_);
  zone("intel-rapl:0", "package-0", "5");
  EXPECT_EQ(meter.used(), 15);
}

TEST_F(Energy, is_absent_and_not_zero_where_it_cannot_be_read) {
  EXPECT_FALSE(EnergyMeter(root_).used());
  EXPECT_FALSE(EnergyMeter(root_ / "missing").used());
  zone("intel-rapl:0", "package-0", "not a number");
  EXPECT_FALSE(EnergyMeter(root_).used());
  zone("intel-rapl:0", "package-0", "7");
  const EnergyMeter meter(root_);
  fs::remove(root_ / "intel-rapl:0" / "energy_uj");
  EXPECT_FALSE(meter.used());
}

}  // namespace
}  // namespace concbench::bench
