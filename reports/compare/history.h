// How the same work went before: the runs in a folder that are of the same machine, build and work as one of
// them.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "results/results.h"

namespace concbench::reports {

// The model with the lowest time of a workload.
struct HistoryBest {
  std::string workload, runner;
  std::int64_t concurrency = 0;
  std::optional<double> speedup;  // over one thread
};
BOOST_DESCRIBE_STRUCT(HistoryBest, (), (workload, runner, concurrency, speedup))

struct HistoryRun {
  std::string started;  // RFC 3339, UTC
  std::string commit;
  std::optional<double> canary_ns;
  // Its time over that of the newest run: of the machine, which the canary shows, and of the program. The
  // program's is the geometric mean over all cases that both have, those of the CPU in times of their run's
  // canary, so that what the machine did is taken off.
  std::optional<double> machine, program;
  std::vector<HistoryBest> best;  // by workload
};
BOOST_DESCRIBE_STRUCT(HistoryRun, (), (started, commit, canary_ns, machine, program, best))

struct History {
  std::vector<HistoryRun> runs;  // oldest first; the last is what the others are held against
  std::int64_t left_out = 0;     // older ones, where there are too many
  std::string words;             // what is seen; nothing is claimed
};
BOOST_DESCRIBE_STRUCT(History, (), (runs, left_out, words))

struct FoundHistory {
  History history;                  // without runs: none is there
  std::vector<std::string> broken;  // why a file could not be read
};

// Of the newest run in the folder: of the results files in it and in the folders in it.
FoundHistory history_in(const std::filesystem::path& folder);

// Of these results, read from a file that lies beside others: in a folder of its own, as `run` leaves it, or
// in one with them. Empty where no earlier run is there.
std::optional<History> history_of(const Results&, const std::filesystem::path& file);

}  // namespace concbench::reports
