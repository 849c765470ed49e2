// What each core is worth: what a file of `concbench cores` shows.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/results.h"

namespace concbench::reports {

// One CPU alone under one workload.
struct CoreSpeed {
  std::int64_t cpu = 0;
  double time_ns = 0, lower_quartile_ns = 0,
         upper_quartile_ns = 0;  // median and middle half over the samples
  double speed = 0;              // of the fastest CPU, 1 for that itself
  std::int64_t kind = 0;         // by speed, 0 the fastest: CoreMap::kinds
  std::string kind_name;         // what the system calls it; empty where it names none
  std::int64_t samples = 0, tainted = 0;
};
BOOST_DESCRIBE_STRUCT(CoreSpeed, (),
                      (cpu, time_ns, lower_quartile_ns, upper_quartile_ns, speed, kind, kind_name, samples,
                       tainted))

// CPUs that are equally fast.
struct SpeedKind {
  std::string cpus;  // "0-7"
  double speed = 0;  // median, of the fastest CPU
};
BOOST_DESCRIBE_STRUCT(SpeedKind, (), (cpus, speed))

// The siblings of one core together against one of them alone.
struct SiblingGain {
  std::string cpus;  // "0,64"
  double gain = 0;   // throughput of all over that of the best one alone, less 1
};
BOOST_DESCRIBE_STRUCT(SiblingGain, (), (cpus, gain))

struct CoreMap {
  std::string workload;
  std::vector<CoreSpeed> cpus;   // ascending by number
  std::vector<SpeedKind> kinds;  // the fastest first
  std::vector<SiblingGain> siblings;
  std::optional<double>
      together;  // throughput of all CPUs at once over the sum of each alone, for whole tasks
  std::string words;
};
BOOST_DESCRIBE_STRUCT(CoreMap, (), (workload, cpus, kinds, siblings, together, words))

struct Cores {
  std::vector<CoreMap> maps;  // one for each workload
  std::vector<CoreToCore> latencies;
  bool sampled = false;             // not all pairs were planned
  std::vector<std::string> failed;  // the pairs that could not be measured, and why
  std::string latency_words;
};
BOOST_DESCRIBE_STRUCT(Cores, (), (maps, latencies, sampled, failed, latency_words))

// Speeds, of the fastest, in groups with a gap of more than 5 % between them and more than the noise within;
// the index of each one's group, the fastest group first. `spreads` are the relative interquartile ranges.
// Parallel arrays.
std::vector<std::int64_t> kinds_by_speed(const std::vector<double>& speeds,
                                         const std::vector<double>& spreads);

// Empty where the file holds nothing of the kind.
std::optional<Cores> cores_of(const Results&);

}  // namespace concbench::reports
