// OpenMP: a parallel loop over the tasks with a dynamic schedule (OpenMP API 5.0, sections 2.6 and 2.9.2).
// Which runtime it is, GCC's libgomp or LLVM's libomp, depends on the compiler.
#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <deque>

#include "runners/rows.h"

namespace concbench {
namespace {

// A thread of the team, which may run a part of what another one splits.
class TeamWorker : public Worker {
 public:
  explicit TeamWorker(std::deque<TeamWorker>& team) : team_(team) {}

  void parallel_invoke(Part a, Part b) override {
    FirstError error;
#pragma omp task default(none) shared(a, error)
    run(a, error);
    run(b, error);
#pragma omp taskwait
    error.rethrow_if_any();
  }

 private:
  // On whatever thread of the team takes it. No exception may leave a task.
  void run(const Part& part, FirstError& error) noexcept {
    try {
      part(team_[static_cast<std::size_t>(omp_get_thread_num())]);
    } catch (...) {
      error.capture();
    }
  }

  std::deque<TeamWorker>& team_;
};

class OpenMp : public Runner {
 public:
  explicit OpenMp(const Job& job)
      : workload_(job.workload),
        threads_(static_cast<int>(job.concurrency)),
        chunk_(static_cast<int>(std::clamp<std::size_t>(job.chunk, 1, job.workload.size()))) {
    omp_set_dynamic(0);  // as many threads as are asked for, however busy the machine is
    for (std::size_t i = 0; i < job.concurrency; ++i) team_.emplace_back(team_);
    // The runtime keeps these threads for the next parallel region of the same size.
    int got = 0;
#pragma omp parallel num_threads(threads_)
    {
      job.workers.enter(static_cast<std::size_t>(omp_get_thread_num()));
#pragma omp single
      got = omp_get_num_threads();
    }
    if (got != threads_)
      throw Unsupported(fmt::format("OpenMP gives {} of {} threads; see OMP_THREAD_LIMIT", got, threads_));
  }

  // The threads would stay as long as the process, and a process that forks must not have them.
  ~OpenMp() override {
    omp_pause_resource_all(omp_pause_hard);
  }

  Tally run() override {
    const auto size = static_cast<std::int64_t>(workload_.size());
    std::uint64_t sum = 0, tasks = 0;
#pragma omp parallel for num_threads(threads_) schedule(dynamic, chunk_) reduction(+ : sum, tasks)
    for (std::int64_t task = 0; task < size; ++task) {
      const auto index = static_cast<std::size_t>(task);
      Worker& worker = team_[static_cast<std::size_t>(omp_get_thread_num())];
      const Tally tally = run_range(workload_, {index, index + 1}, error_, worker);
      sum += tally.sum;
      tasks += tally.tasks;
    }
    error_.rethrow_if_any();
    return {sum, tasks};
  }

 private:
  const Workload& workload_;
  int threads_;
  int chunk_;
  std::deque<TeamWorker> team_;
  FirstError error_;
};

}  // namespace

extern constinit const RunnerEntry openmp_entry{
    .name = "openmp",
    .summary = "OpenMP: a parallel loop",
    .python = "numba.prange",
    .gives = {Need::shared_memory, Need::one_host, Need::nesting, Need::cpp},
    .most_concurrency = most_threads,
    .own_chunk = "1",
    .own_runtime = true,
    .footprint = a_thread_each,
    .make = make_runner<OpenMp>,
    .usual = false,
};

}  // namespace concbench
