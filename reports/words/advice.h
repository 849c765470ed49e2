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

// What one workload's verdicts say to a person who has such work. Its parts are clauses without a full stop,
// and empty where there is nothing to say.
struct Recommendation {
  std::string workload, kind;
  Certainty certainty = Certainty::open;
  std::string runner;    // the one to use; empty: none has a time
  std::string use;       // it and its concurrency: "threads at 2"
  std::string gain;      // "1.97× as fast as one thread (1.90–2.04)"
  std::string why;       // what holds its time where it is: "both CPUs were 98 % busy"
  std::string others;    // who is as good, or may be, or comes next
  std::string next;      // what would decide the rest, with the command
  std::string sentence;  // all but why and next, for a line of its own
  std::string cost;      // CPU time, memory and start-up of it; empty where nothing is recommended
};

struct Advice {
  std::vector<Recommendation> recommendations;  // by workload
  std::vector<std::string> rules;               // of thumb, that the data support
};
BOOST_DESCRIBE_STRUCT(Recommendation, (),
                      (workload, kind, certainty, runner, use, gain, why, others, next, sentence, cost))
BOOST_DESCRIBE_STRUCT(Advice, (), (recommendations, rules))

// Of a summary that is complete but for this. Where several models are shown to be as good, the one that
// stands first in the table of runners is named: it is ordered from the simple to the involved.
Advice advise(const Summary&);

}  // namespace concbench::reports
