// The topology that hwloc tells, of this machine and of made-up ones, what it means for scaling, and
// placements on it.
#include "bench/machine/machine.h"

#include <gmock/gmock.h>
#include <hwloc.h>

#include <string>

#include "bench/plan/placement.h"
#include "reports/words/topology_text.h"
#include "results/topology.h"
#include "system/affinity.h"

namespace concbench::bench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Machine made_up(const std::string& synthetic) {
  return describe_topology({.synthetic = synthetic, .xml = {}});
}

// Eight cores of two siblings each, then eight of one, as a laptop has them: hwloc's own tree and kinds, in
// XML.
Machine hybrid() {
  hwloc_topology_t topology = nullptr;
  hwloc_topology_init(&topology);
  hwloc_topology_set_synthetic(topology, "pack:1 l3:1 core:16 pu:2");
  hwloc_topology_load(topology);
  hwloc_bitmap_t set = hwloc_bitmap_alloc();
  hwloc_bitmap_set_range(set, 0, 15);
  for (unsigned cpu = 16; cpu < 32; cpu += 2) hwloc_bitmap_set(set, cpu);
  hwloc_topology_restrict(topology, set, 0);
  const auto kind = [&](unsigned first, unsigned last, int efficiency, const char* name) {
    hwloc_bitmap_zero(set);
    hwloc_bitmap_set_range(set, first, static_cast<int>(last));
    hwloc_info_s info{const_cast<char*>("CoreType"), const_cast<char*>(name)};
    hwloc_cpukinds_register(topology, set, efficiency, 1, &info, 0);
  };
  kind(0, 15, 1, "IntelCore");
  kind(16, 31, 0, "IntelAtom");
  char* buffer = nullptr;
  int length = 0;
  hwloc_topology_export_xmlbuffer(topology, &buffer, &length, 0);
  Machine machine = describe_topology({.synthetic = {}, .xml = buffer});
  hwloc_free_xmlbuffer(topology, buffer);
  hwloc_bitmap_free(set);
  hwloc_topology_destroy(topology);
  return machine;
}

std::vector<std::pair<std::int64_t, std::string>> marks(const Machine& machine) {
  std::vector<std::pair<std::int64_t, std::string>> marks;
  for (const Boundary& one : boundaries(machine)) marks.emplace_back(one.concurrency, one.name);
  return marks;
}

std::vector<std::int64_t> order(Placement placement, const Machine& machine) {
  return placement_order(placement, machine.topology);
}

std::vector<std::int64_t> first(std::size_t count, std::vector<std::int64_t> order) {
  order.resize(std::min(count, order.size()));
  return order;
}

using Mark = std::pair<std::int64_t, std::string>;

TEST(topology, of_this_machine_has_its_cpus_and_those_that_may_be_used) {
  const Machine machine = describe_topology();
  EXPECT_EQ(std::ssize(machine.topology), machine.cpus);
  std::vector<std::int64_t> allowed;
  for (const Cpu& cpu : machine.topology)
    if (cpu.allowed) allowed.push_back(cpu.cpu);
  EXPECT_EQ(allowed, allowed_cpus());
}

TEST(topology, of_one_cpu) {
  const Machine machine = made_up("pu:1");
  EXPECT_EQ(machine.cpus, 1);
  EXPECT_THAT(marks(machine), ElementsAre(Mark(1, "all CPUs")));
  EXPECT_THAT(order(Placement::pinned, machine), ElementsAre(0));
  EXPECT_THAT(order(Placement::spread, machine), ElementsAre(0));
  EXPECT_THAT(order(Placement::os, machine), ElementsAre());
}

TEST(topology, of_a_hybrid_machine_has_kinds_of_core) {
  const Machine machine = hybrid();
  EXPECT_EQ(machine.cpus, 24);
  EXPECT_EQ(machine.cores, 16);
  EXPECT_THAT(machine.core_kinds, ElementsAre("IntelAtom", "IntelCore"));
  EXPECT_THAT(marks(machine),
              ElementsAre(Mark(8, "last performance core"), Mark(16, "last core"), Mark(24, "all CPUs")));
  // The fast cores, the slow ones, then the fast cores' siblings.
  EXPECT_THAT(order(Placement::pinned, machine), ElementsAre(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24,
                                                             26, 28, 30, 1, 3, 5, 7, 9, 11, 13, 15));
}

TEST(topology, of_two_packages_with_siblings_is_filled_near_or_far) {
  const Machine machine = made_up("pack:2 [numa] l3:8 core:8 pu:2");
  EXPECT_EQ(machine.cpus, 256);
  EXPECT_THAT(marks(machine),
              ElementsAre(Mark(64, "last core of a node"), Mark(128, "last core"), Mark(256, "all CPUs")));
  EXPECT_THAT(first(4, order(Placement::pinned, machine)), ElementsAre(0, 2, 4, 6));
  // Both packages in turn; within each, one cache group after another.
  EXPECT_THAT(first(4, order(Placement::spread, machine)), ElementsAre(0, 128, 16, 144));
  for (const Placement placement : {Placement::pinned, Placement::spread}) {
    const auto all = order(placement, machine);
    EXPECT_EQ(std::set<std::int64_t>(all.begin(), all.end()).size(), 256U);
    for (std::size_t i = 0; i < 128; ++i) EXPECT_EQ(all[i] % 2, 0) << "a sibling before the last core";
  }
}

TEST(topology, of_576_cpus_is_whole) {
  const Machine machine = made_up("pack:4 [numa] l3:6 core:12 pu:2");
  EXPECT_EQ(machine.cpus, 576);
  EXPECT_EQ(std::ssize(machine.topology), 576);
  EXPECT_EQ(machine.topology.back().cpu, 575);
  EXPECT_EQ(order(Placement::spread, machine).size(), 576U);
  EXPECT_THAT(reports::topology_text(machine), HasSubstr("package 3, node 3"));
}

TEST(topology, a_quota_takes_the_place_of_what_it_forbids) {
  Machine machine = made_up("pack:1 core:8 pu:2");
  machine.quota_cpus = 10.5;
  EXPECT_THAT(marks(machine), ElementsAre(Mark(8, "last core"), Mark(10, "the quota")));
  machine.quota_cpus = 0.4;
  EXPECT_THAT(marks(machine), ElementsAre(Mark(1, "the quota")));
}

TEST(topology, of_a_machine_that_does_not_tell_marks_what_is_known) {
  Machine machine;
  EXPECT_THAT(marks(machine), ElementsAre());
  EXPECT_EQ(reports::topology_text(machine), "");
  machine.cpus_allowed = 6;
  EXPECT_THAT(marks(machine), ElementsAre(Mark(6, "all CPUs")));
}

TEST(topology, cpus_that_are_not_allowed_are_never_places) {
  Machine machine = made_up("pack:1 core:4 pu:1");
  machine.topology[1].allowed = false;
  EXPECT_THAT(order(Placement::pinned, machine), ElementsAre(0, 2, 3));
  EXPECT_THAT(reports::topology_text(machine), HasSubstr("not for this process: 1"));
}

TEST(topology, lists_of_cpus_are_short) {
  EXPECT_EQ(cpu_list({}), "");
  EXPECT_EQ(cpu_list({8, 1, 0, 2}), "0-2,8");
}

}  // namespace
}  // namespace concbench::bench
