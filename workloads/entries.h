// The rows of the table of workloads, each defined in its workload's own file. They are constants of the
// program (constinit there), so no order of initialisation can show them empty.
#pragma once

#include "workloads/workload.h"

namespace concbench {

extern const WorkloadEntry empty_entry;
extern const WorkloadEntry primes_entry;
extern const WorkloadEntry brightness_entry;
extern const WorkloadEntry sleep_entry;
extern const WorkloadEntry file_read_entry;
extern const WorkloadEntry spin_entry;
extern const WorkloadEntry copy_entry;

}  // namespace concbench
