// What the kernel and the processor count of threads as they run: perf_event_open(2). Linux only. What this
// user may not count, or this machine cannot, is empty, never a guess.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "system/descriptor.h"

namespace concbench {

// How often the scheduler moved a thread to another CPU; and what the program's own code took, without the
// kernel's, since that is all that a user without rights may count.
struct EventCounts {
  std::optional<std::int64_t> migrations, instructions, cycles, cache_misses;
};

class EventCounters {
 public:
  // Counts from now on, in the threads that this process and those of `workers` that are its living children
  // have now and in all that these start. Nothing is counted where that would take more than a quarter of the
  // files that this process may open: each event of each thread is one.
  //
  // Threads that are counted take longer to start and to be switched, so a run that is timed must not be.
  explicit EventCounters(std::span<const pid_t> workers);

  EventCounts so_far() const;

 private:
  using Event = std::vector<Descriptor>;  // by thread; none: it is not counted
  std::array<Event, 4> events_;           // as in EventCounts
};

}  // namespace concbench
