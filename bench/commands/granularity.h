// How much of the workload that is cut into tasks takes how long.
#pragma once

#include <cstdint>

#include "bench/plan/selected.h"
#include "bench/supervisor/supervisor.h"

namespace concbench::bench {

// Steps of reports::cut_workload that take so long on one thread of this machine, to two digits. Not
// recorded: what follows is of that work, this is not. Throws Error(Exit::cases_failed).
std::uint64_t steps_in(double ns, Supervisor&, const Options&, const Catalogue&, const Plan&);

}  // namespace concbench::bench
