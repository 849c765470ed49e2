// Which model is the fastest for which length of task and share of waiting: what a file of `concbench map`
// shows.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/words/advice.h"
#include "results/results.h"

namespace concbench::reports {

inline constexpr const char* map_command = "map";

// A place on the map: measured, or between places that were.
struct MapSpot {
  double length_ns = 0, waiting = 0;
  bool measured = false;                  // else interpolated, and nothing is claimed
  Certainty certainty = Certainty::open;  // of what was measured
  std::string runner;                     // the one to use; empty: none has a time
  // Measured: those that may be the best as well; where it is sure, those that are as good. Else those whose
  // times are no more than the margin apart.
  std::vector<std::string> others;
  std::int64_t concurrency = 0;   // measured
  std::optional<double> speedup;  // the time of one thread over its own
  std::string words;              // of what was measured, for a table: "likely threads, 1.97×"
};
BOOST_DESCRIBE_STRUCT(MapSpot, (),
                      (length_ns, waiting, measured, certainty, runner, others, concurrency, speedup, words))

struct AnswerMap {
  std::vector<double> lengths, shares;  // ascending
  std::vector<MapSpot> spots;           // one for each length with each share, length by length
  std::string words;                    // what was found, in a sentence
};
BOOST_DESCRIBE_STRUCT(AnswerMap, (), (lengths, shares, spots, words))

struct Summary;

// From a summary whose workloads are the places measured, judged and with their recommendations. Empty where
// the file names no such place.
std::optional<AnswerMap> map_of(const Results&, const Summary&);

}  // namespace concbench::reports
