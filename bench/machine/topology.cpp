// Packages, cores, caches and CPUs, as hwloc sees them.
#include <hwloc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

#include "bench/machine/machine.h"

namespace concbench::bench {
namespace {

struct Destroy {
  void operator()(hwloc_topology* topology) const { hwloc_topology_destroy(topology); }
};
using Topology = std::unique_ptr<hwloc_topology, Destroy>;

using Bitmap = std::unique_ptr<hwloc_bitmap_s, decltype(&hwloc_bitmap_free)>;
Bitmap make_bitmap() {
  return {hwloc_bitmap_alloc(), hwloc_bitmap_free};
}

// The whole machine, also what this process may not use.
Topology load(const MadeUpTopology& made_up) {
  // What hwloc cannot find is "unknown" here; its own lines on stderr would stand between the program's.
  ::setenv("HWLOC_HIDE_ERRORS", "2", 0);
  hwloc_topology_t topology = nullptr;
  if (hwloc_topology_init(&topology) != 0) return nullptr;
  Topology owned(topology);
  if (!made_up.synthetic.empty() && hwloc_topology_set_synthetic(topology, made_up.synthetic.c_str()) != 0)
    return nullptr;
  if (!made_up.xml.empty() && hwloc_topology_set_xmlbuffer(topology, made_up.xml.c_str(),
                                                           static_cast<int>(made_up.xml.size() + 1)) != 0)
    return nullptr;
  hwloc_topology_set_flags(topology, HWLOC_TOPOLOGY_FLAG_INCLUDE_DISALLOWED);
  hwloc_topology_set_icache_types_filter(topology, HWLOC_TYPE_FILTER_KEEP_ALL);
  return hwloc_topology_load(topology) == 0 ? std::move(owned) : nullptr;
}

// Objects of a type; empty where the system does not tell (hwloc reports 0, or -1 for several levels).
std::optional<std::int64_t> count(hwloc_topology_t topology, hwloc_obj_type_t type) {
  const int objects = hwloc_get_nbobjs_by_type(topology, type);
  return objects > 0 ? std::optional<std::int64_t>(objects) : std::nullopt;
}

// The CPUs that this process may use; null where that cannot be asked.
Bitmap allowed_cpus(hwloc_topology_t topology) {
  Bitmap mask = make_bitmap();
  if (!hwloc_topology_is_thissystem(topology))
    hwloc_bitmap_copy(mask.get(), hwloc_topology_get_allowed_cpuset(topology));
  else if (hwloc_get_cpubind(topology, mask.get(), HWLOC_CPUBIND_PROCESS) != 0)
    mask.reset();
  return mask;
}

const char* name(hwloc_obj_cache_type_t type) {
  return type == HWLOC_OBJ_CACHE_DATA          ? "data"
         : type == HWLOC_OBJ_CACHE_INSTRUCTION ? "instruction"
                                               : "unified";
}

std::vector<Cache> caches(hwloc_topology_t topology) {
  std::vector<Cache> rows;
  for (const hwloc_obj_type_t type :
       {HWLOC_OBJ_L1CACHE, HWLOC_OBJ_L1ICACHE, HWLOC_OBJ_L2CACHE, HWLOC_OBJ_L3CACHE, HWLOC_OBJ_L4CACHE}) {
    for (hwloc_obj_t cache = nullptr; (cache = hwloc_get_next_obj_by_type(topology, type, cache));) {
      const Cache row{cache->attr->cache.depth, name(cache->attr->cache.type),
                      static_cast<std::int64_t>(cache->attr->cache.size), 0,
                      hwloc_bitmap_weight(cache->cpuset)};
      // Performance and efficiency cores have caches of different sizes: a row for each size.
      const auto same = std::ranges::find_if(rows, [&](const Cache& r) {
        return r.level == row.level && r.type == row.type && r.bytes == row.bytes && r.cpus == row.cpus;
      });
      ++(same == rows.end() ? rows.emplace_back(row) : *same).count;
    }
  }
  return rows;
}

std::int64_t index_of_ancestor(hwloc_topology_t topology, hwloc_obj_type_t type, hwloc_obj_t cpu) {
  const hwloc_obj_t ancestor = hwloc_get_ancestor_obj_by_type(topology, type, cpu);
  return ancestor ? ancestor->logical_index : 0;
}

// The CPUs that share a last-level cache, counted over the machine; without caches, those of a package.
std::int64_t cache_group(hwloc_topology_t topology, hwloc_obj_t cpu) {
  for (const hwloc_obj_type_t type : {HWLOC_OBJ_L4CACHE, HWLOC_OBJ_L3CACHE, HWLOC_OBJ_L2CACHE})
    if (hwloc_get_ancestor_obj_by_type(topology, type, cpu)) return index_of_ancestor(topology, type, cpu);
  return index_of_ancestor(topology, HWLOC_OBJ_PACKAGE, cpu);
}

std::int64_t node_of(hwloc_topology_t topology, hwloc_obj_t cpu) {
  for (hwloc_obj_t node = nullptr; (node = hwloc_get_next_obj_by_type(topology, HWLOC_OBJ_NUMANODE, node));)
    if (hwloc_bitmap_isset(node->cpuset, static_cast<unsigned>(cpu->os_index))) return node->logical_index;
  return 0;
}

std::vector<Cpu> cpus(hwloc_topology_t topology, hwloc_const_bitmap_t allowed) {
  std::vector<Cpu> cpus;
  for (hwloc_obj_t cpu = nullptr; (cpu = hwloc_get_next_obj_by_type(topology, HWLOC_OBJ_PU, cpu));) {
    // Where the system names no cores each CPU is taken for one: siblings would be a guess.
    const bool core_known = hwloc_get_ancestor_obj_by_type(topology, HWLOC_OBJ_CORE, cpu) != nullptr;
    const int kind = hwloc_cpukinds_get_by_cpuset(topology, cpu->cpuset, 0);
    cpus.push_back(
        {cpu->os_index,
         core_known ? index_of_ancestor(topology, HWLOC_OBJ_CORE, cpu) : std::int64_t{cpu->logical_index},
         index_of_ancestor(topology, HWLOC_OBJ_PACKAGE, cpu), node_of(topology, cpu),
         cache_group(topology, cpu), std::max(kind, 0),
         !allowed || hwloc_bitmap_isset(allowed, cpu->os_index) != 0});
  }
  return cpus;
}

// hwloc's kinds of core in its order, the slowest first; none where all are alike.
std::vector<std::string> core_kinds(hwloc_topology_t topology) {
  std::vector<std::string> names;
  const int kinds = hwloc_cpukinds_get_nr(topology, 0);
  for (int kind = 0; kinds > 1 && kind < kinds; ++kind) {
    unsigned infos = 0;
    hwloc_info_s* info = nullptr;
    std::string name = "kind " + std::to_string(kind);
    if (hwloc_cpukinds_get_info(topology, static_cast<unsigned>(kind), nullptr, nullptr, &infos, &info, 0) ==
        0)
      for (unsigned i = 0; i < infos; ++i)
        if (std::string_view(info[i].name) == "CoreType") name = info[i].value;
    names.push_back(name);
  }
  return names;
}

}  // namespace

Machine describe_topology(const MadeUpTopology& made_up) {
  Machine machine;
  const Topology owned = load(made_up);
  if (!owned) return machine;
  hwloc_topology_t topology = owned.get();
  machine.sockets = count(topology, HWLOC_OBJ_PACKAGE);
  machine.cores = count(topology, HWLOC_OBJ_CORE);
  machine.cpus = count(topology, HWLOC_OBJ_PU);
  machine.numa_nodes = count(topology, HWLOC_OBJ_NUMANODE);
  const Bitmap allowed = allowed_cpus(topology);
  if (const int cpus = allowed ? hwloc_bitmap_weight(allowed.get()) : 0; cpus > 0)
    machine.cpus_allowed = cpus;
  machine.topology = cpus(topology, allowed.get());
  machine.core_kinds = core_kinds(topology);
  machine.caches = caches(topology);
  return machine;
}

}  // namespace concbench::bench
