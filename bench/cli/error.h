// How the program ends: every failure that a user can meet is an Error, one line on stderr and one exit code.
#pragma once

#include <stdexcept>
#include <string>

namespace concbench::bench {

enum class Exit : int {
  done = 0,
  regression = 1,  // --fail-on slower: a case is
  usage = 2,
  results = 3,
  cases_failed = 4,
  environment = 5,
  write = 6,
  empty = 7,
  unjudged = 8,  // --fail-on slower: nothing could be judged, so nothing says that no case is
  internal = 70,
  interrupted = 130,
  terminated = 143,
};

// The message names the thing, the value and the remedy.
class Error : public std::runtime_error {
 public:
  Error(Exit code, const std::string& message) : std::runtime_error(message), code_(code) {}
  Exit code() const { return code_; }

 private:
  Exit code_;
};

}  // namespace concbench::bench
