// Runs blocking work on other threads for a coroutine that awaits it (what asyncio.to_thread does in Python).
#pragma once

#include <cstdint>
#include <functional>

#include "workloads/workload.h"

namespace concbench {

// Returns what `work` returns or throws. The threads belong to the io_context that the coroutine runs on,
// start at its first offload, and end with it; there are as many as asyncio has: the CPUs and 4 more, at
// most 32.
Co<std::uint64_t> offload(std::function<std::uint64_t()> work);

}  // namespace concbench
