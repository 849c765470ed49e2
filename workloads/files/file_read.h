// For tests of file_read: the choice of its suspending form, which otherwise the kernel decides.
#pragma once

#include <memory>

#include "workloads/workload.h"

namespace concbench {

enum class SuspendingForm { io_uring, offload };

// io_uring where the kernel has it and lets this process use it, which a sandbox may forbid.
SuspendingForm best_suspending_form();

std::unique_ptr<Workload> make_file_read(const Params& params, SuspendingForm form);

}  // namespace concbench
