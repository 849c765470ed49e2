#include "bench/plan/placement.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "results/topology.h"

namespace concbench::bench {
namespace {

// Numbers the different parts of each whole from 0, in the order in which they are met.
class Ranks {
 public:
  std::int64_t operator()(std::int64_t whole, std::int64_t part) {
    auto& parts = seen_[whole];
    return parts.emplace(part, std::ssize(parts)).first->second;
  }

 private:
  std::map<std::int64_t, std::map<std::int64_t, std::int64_t>> seen_;
};

struct Place {
  std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t> close, apart;
  std::int64_t cpu;
};

std::vector<Place> places_of(std::span<const Cpu> cpus) {
  const std::vector<std::int64_t> siblings = sibling_ranks(cpus);
  Ranks packages, nodes, caches, cores;
  std::vector<Place> places;
  for (std::size_t i = 0; i < cpus.size(); ++i) {
    const Cpu& c = cpus[i];
    const std::int64_t package = packages(0, c.package), node = nodes(c.package, c.node),
                       cache = caches(c.node, c.cache), core = cores(c.cache, c.core);
    places.push_back({{siblings[i], -c.kind, package, node, cache, core},
                      {siblings[i], -c.kind, core, cache, node, package},
                      c.cpu});
  }
  return places;
}

constexpr std::array<PlacementName, 3> table{
    {{"os", Placement::os}, {"pinned", Placement::pinned}, {"spread", Placement::spread}}};

}  // namespace

std::span<const PlacementName> placement_table() {
  return table;
}

std::string_view to_string(Placement placement) {
  return std::ranges::find(table, placement, &PlacementName::placement)->name;
}

std::vector<std::int64_t> placement_order(Placement placement, std::span<const Cpu> topology) {
  if (placement == Placement::os) return {};
  std::vector<Cpu> allowed;
  std::ranges::copy_if(topology, std::back_inserter(allowed), &Cpu::allowed);
  std::vector<Place> places = places_of(allowed);
  std::ranges::stable_sort(places, {}, placement == Placement::pinned ? &Place::close : &Place::apart);
  std::vector<std::int64_t> order;
  for (const Place& place : places) order.push_back(place.cpu);
  return order;
}

}  // namespace concbench::bench
