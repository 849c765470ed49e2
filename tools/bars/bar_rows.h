// The rows of bars.sh: what is held to a bar, whether it is met, and what that makes of the whole.
#pragma once

#include <functional>
#include <string_view>

namespace concbench::bench {

class Bars {
 public:
  // How the program ends: by the worst of its rows. bars.py and bars.sh keep to the same.
  enum Exit { met = 0, missed = 1, failed = 2 };

  // A number that is at most its target, or missed.
  void row(std::string_view what, double value, std::string_view unit, double target);
  // In place of a number, why there is none.
  void fail(std::string_view what, std::string_view reason);

  // Compares in a process of its own, since TBB and fork do not go together. Its rows count here; where it
  // throws, dies, or ends without a row, a row says so.
  void apart(std::string_view what, const std::function<void(Bars&)>& compare);

  Exit worst() const { return worst_; }

 private:
  void count(Exit exit);

  Exit worst_ = met;
  bool any_ = false;
};

}  // namespace concbench::bench
