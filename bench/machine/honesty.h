// What makes this machine's numbers noisy or not what they seem, what it does to them, and how to mend it.
#pragma once

#include <string>
#include <vector>

#include "results/results.h"

namespace concbench::bench {

struct Check {
  enum class State { good, bad, unknown };

  std::string name;
  State state;
  std::string found;   // what was seen
  std::string effect;  // what that does to the numbers
  std::string remedy;
};

// Looked up now; costs milliseconds. The filesystem matters where the plan reads generated files.
std::vector<Check> honesty_checks(const Machine&, const Tool&, bool reads_files);

// "governor: powersave. The CPUs clock up late, … Mend it: …", for each check that is bad.
std::vector<std::string> warnings(const std::vector<Check>&);

// All checks for people, a line or two each.
std::string checks_text(const std::vector<Check>&);

}  // namespace concbench::bench
