// What to use, in plain sentences made from the verdicts and from nothing else.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

namespace concbench::reports {

struct Summary;

// What one workload's verdicts say to a person who has such work.
struct Recommendation {
  std::string workload, kind;
  std::string runner;    // the one to use; empty: none is recommended
  std::string sentence;  // which, by how much, how sure, at which concurrency; or what to run to find out
  std::string cost;      // CPU time, memory and start-up of it; empty where nothing is recommended
};

struct Advice {
  std::vector<Recommendation> recommendations;  // by workload
  std::vector<std::string> rules;               // of thumb, that the data support
};
BOOST_DESCRIBE_STRUCT(Recommendation, (), (workload, kind, runner, sentence, cost))
BOOST_DESCRIBE_STRUCT(Advice, (), (recommendations, rules))

// Of a summary that is complete but for this. Where several models cannot be told apart, the one that stands
// first in the table of runners is named: it is ordered from the simple to the involved.
Advice advise(const Summary&);

}  // namespace concbench::reports
