// What to use, in plain sentences made from the verdicts and from nothing else.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concbench::reports {

struct Summary;

enum class Certainty {
  sure,    // follows from the claims, which hold together on the page
  likely,  // at 95 %, each comparison taken by itself
  open,    // what was seen, no more
};
std::string_view word(Certainty);

// What one workload's verdicts say to a person who has such work.
struct Recommendation {
  std::string workload, kind;
  Certainty certainty = Certainty::open;
  std::string runner;    // the one to use; empty: none has a time
  std::string sentence;  // which, by how much, how sure, at which concurrency, and what would decide the rest
  std::string cost;      // CPU time, memory and start-up of it; empty where nothing is recommended
};

struct Advice {
  std::vector<Recommendation> recommendations;  // by workload
  std::vector<std::string> rules;               // of thumb, that the data support
};
BOOST_DESCRIBE_STRUCT(Recommendation, (), (workload, kind, certainty, runner, sentence, cost))
BOOST_DESCRIBE_STRUCT(Advice, (), (recommendations, rules))

// Of a summary that is complete but for this. Where several models are shown to be as good, the one that
// stands first in the table of runners is named: it is ordered from the simple to the involved.
Advice advise(const Summary&);

}  // namespace concbench::reports
