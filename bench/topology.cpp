#include "bench/topology.h"

#include <hwloc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>

namespace concbench::bench {
namespace {

struct Destroy {
  void operator()(hwloc_topology* topology) const { hwloc_topology_destroy(topology); }
};
using Topology = std::unique_ptr<hwloc_topology, Destroy>;

// The whole machine, also what this process may not use.
Topology load() {
  // What hwloc cannot find is "unknown" here; its own lines on stderr would stand between the program's.
  ::setenv("HWLOC_HIDE_ERRORS", "2", 0);
  hwloc_topology_t topology = nullptr;
  if (hwloc_topology_init(&topology) != 0) return nullptr;
  Topology owned(topology);
  hwloc_topology_set_flags(topology, HWLOC_TOPOLOGY_FLAG_INCLUDE_DISALLOWED);
  hwloc_topology_set_icache_types_filter(topology, HWLOC_TYPE_FILTER_KEEP_ALL);
  return hwloc_topology_load(topology) == 0 ? std::move(owned) : nullptr;
}

// Objects of a type; empty where the system does not tell (hwloc reports 0, or -1 for several levels).
std::optional<std::int64_t> count(hwloc_topology_t topology, hwloc_obj_type_t type) {
  const int objects = hwloc_get_nbobjs_by_type(topology, type);
  return objects > 0 ? std::optional<std::int64_t>(objects) : std::nullopt;
}

std::optional<std::int64_t> allowed_cpus(hwloc_topology_t topology) {
  std::unique_ptr<hwloc_bitmap_s, decltype(&hwloc_bitmap_free)> mask(hwloc_bitmap_alloc(), hwloc_bitmap_free);
  if (hwloc_get_cpubind(topology, mask.get(), HWLOC_CPUBIND_PROCESS) != 0) return {};
  const int cpus = hwloc_bitmap_weight(mask.get());
  return cpus > 0 ? std::optional<std::int64_t>(cpus) : std::nullopt;
}

const char* name(hwloc_obj_cache_type_t type) {
  switch (type) {
    case HWLOC_OBJ_CACHE_DATA:
      return "data";
    case HWLOC_OBJ_CACHE_INSTRUCTION:
      return "instruction";
    case HWLOC_OBJ_CACHE_UNIFIED:
      return "unified";
  }
  return "unknown";
}

std::vector<reports::Cache> caches(hwloc_topology_t topology) {
  std::vector<reports::Cache> rows;
  for (const hwloc_obj_type_t type :
       {HWLOC_OBJ_L1CACHE, HWLOC_OBJ_L1ICACHE, HWLOC_OBJ_L2CACHE, HWLOC_OBJ_L3CACHE, HWLOC_OBJ_L4CACHE}) {
    for (hwloc_obj_t cache = nullptr; (cache = hwloc_get_next_obj_by_type(topology, type, cache));) {
      const reports::Cache row{cache->attr->cache.depth, name(cache->attr->cache.type),
                               static_cast<std::int64_t>(cache->attr->cache.size), 0,
                               hwloc_bitmap_weight(cache->cpuset)};
      // Performance and efficiency cores have caches of different sizes: a row for each size.
      const auto same = std::ranges::find_if(rows, [&](const reports::Cache& r) {
        return r.level == row.level && r.type == row.type && r.bytes == row.bytes && r.cpus == row.cpus;
      });
      ++(same == rows.end() ? rows.emplace_back(row) : *same).count;
    }
  }
  return rows;
}

}  // namespace

reports::Machine describe_topology() {
  reports::Machine machine;
  const Topology owned = load();
  if (!owned) return machine;
  hwloc_topology_t topology = owned.get();
  machine.sockets = count(topology, HWLOC_OBJ_PACKAGE);
  machine.cores = count(topology, HWLOC_OBJ_CORE);
  machine.cpus = count(topology, HWLOC_OBJ_PU);
  machine.numa_nodes = count(topology, HWLOC_OBJ_NUMANODE);
  machine.cpus_allowed = allowed_cpus(topology);
  machine.caches = caches(topology);
  return machine;
}

}  // namespace concbench::bench
