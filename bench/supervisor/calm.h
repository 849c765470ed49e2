// What the machine gives at this moment: how many of the CPUs that this program may use do work, all at once.
// On a shared host a CPU may vanish for seconds with no word of it in the system's counters; work on all of
// them then takes twice as long.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace concbench::bench {

class Calm {
 public:
  // The CPUs, in the system's numbers; at least one. `allowance` is how much time may be spent on waiting for
  // calm and on taking samples again, in all: a machine that is never calm is measured as it is.
  Calm(std::vector<std::int64_t> cpus, std::chrono::nanoseconds allowance);

  // One thread on each CPU, all at once for a millisecond: the sum of what each did over the most that it
  // ever did in such a time. At most the number of CPUs.
  double look();

  // Whether that is so little less than all CPUs that a sample is not disturbed by it.
  bool enough(double cpus) const;

  // Looks until it is enough, for at most a second; what was seen last.
  double wait();

  // Takes this from the allowance; false, and nothing is taken, where there is not so much left.
  bool spend(std::chrono::nanoseconds);

  std::chrono::nanoseconds allowance() const { return allowance_; }
  std::size_t cpus() const { return cpus_.size(); }

 private:
  std::vector<std::int64_t> cpus_;
  std::vector<double> most_;  // steps of a CPU in one look
  std::chrono::nanoseconds allowance_;
};

}  // namespace concbench::bench
