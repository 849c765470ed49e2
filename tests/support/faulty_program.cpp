// concbench with workloads and runners that go wrong, each in one way. Its children are this same program.
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "bench/cli/options.h"
#include "runners/runner.h"
#include "workloads/workload.h"

namespace concbench {
namespace {

constexpr std::size_t task_count = 8;

// Eight tasks, each with its index as result, but for what goes wrong in task 5.
class Faulty : public Workload {
 public:
  explicit Faulty(std::uint64_t (*fifth)()) : fifth_(fifth) {}
  std::size_t size() const override { return task_count; }
  std::uint64_t run(std::size_t task, Worker&) const override { return task == 5 ? fifth_() : task; }
  Tally expected() const override { return {task_count * (task_count - 1) / 2, task_count}; }

 private:
  std::uint64_t (*fifth_)();
};

class ImpossiblyFast final : public Faulty {
 public:
  ImpossiblyFast() : Faulty([]() -> std::uint64_t { return 5; }) {}
  std::chrono::nanoseconds lower_bound(std::size_t) const override { return std::chrono::hours(1); }
};

class OutputsWrong final : public Faulty {
 public:
  OutputsWrong() : Faulty([]() -> std::uint64_t { return 5; }) {}
  void check_outputs() const override { throw std::runtime_error("output of task 3 was never written"); }
};

std::uint64_t wrong() {
  return 6;
}
std::uint64_t throws() {
  throw std::runtime_error("task 5 went wrong");
}
std::uint64_t crashes() {
  std::abort();
}
std::uint64_t hangs() {
  for (;;) pause();
}
// Outlives the run and ignores polite requests to end.
std::uint64_t leaves_a_process() {
  if (fork() == 0) {
    std::signal(SIGTERM, SIG_IGN);
    for (;;) pause();
  }
  return 5;
}

template <std::uint64_t (*fifth)()>
std::unique_ptr<Workload> make(const Params&) {
  return std::make_unique<Faulty>(fifth);
}
template <class Type>
std::unique_ptr<Workload> make(const Params&) {
  return std::make_unique<Type>();
}
// Not a fault: what a worker finds of the timer slack that a child is to have.
std::uint64_t is_timely() {
  if (::prctl(PR_GET_TIMERSLACK) != 1) throw std::runtime_error("timers have slack");
  return 5;
}

std::unique_ptr<Workload> make_unsupported(const Params&) {
  throw Unsupported("this system cannot do that");
}
std::size_t tasks(const Params&) {
  return task_count;
}

constexpr WorkloadEntry row(std::string_view name, std::unique_ptr<Workload> (*make)(const Params&)) {
  return {.name = name,
          .kind = Kind::cpu,
          .summary = "goes wrong",
          .task = "tasks",
          .needs = {},
          .parameters = {},
          .tasks = tasks,
          .make = make};
}

// Does every task on the calling thread, but for one.
class Miscounting final : public Runner {
 public:
  Miscounting(const Job& job, std::size_t first, std::size_t again)
      : job_(job), first_(first), again_(again) {
    job.workers.enter(0);
  }
  Tally run() override {
    Tally tally;
    for (std::size_t task = first_; task < job_.workload.size(); ++task)
      tally.add(job_.workload.run(task, worker_));
    for (std::size_t task = 0; task < again_; ++task) tally.add(job_.workload.run(task, worker_));
    return tally;
  }

 private:
  Job job_;
  Worker worker_;
  std::size_t first_, again_;
};

constexpr RunnerEntry runner(std::string_view name, std::string_view summary,
                             std::unique_ptr<Runner> (*make)(const Job&)) {
  return {.name = name,
          .summary = summary,
          .python = {},
          .gives = {Need::shared_memory, Need::one_host, Need::order, Need::cpp},
          .most_concurrency = 1,
          .own_chunk = {},
          .footprint = [](const JobSize&) { return Footprint{}; },
          .make = make};
}

std::unique_ptr<Runner> make_skipping(const Job& job) {
  return std::make_unique<Miscounting>(job, 1, 0);
}
std::unique_ptr<Runner> make_repeating(const Job& job) {
  return std::make_unique<Miscounting>(job, 0, 1);
}

template <class Entry>
std::vector<Entry> with(std::span<const Entry> table, std::initializer_list<Entry> more) {
  std::vector<Entry> rows(table.begin(), table.end());
  rows.insert(rows.end(), more);
  return rows;
}

}  // namespace
}  // namespace concbench

int main(int argc, char** argv) {
  using namespace concbench;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto workloads =
      with(workload_table(),
           {row("wrong", make<wrong>), row("throws", make<throws>), row("crashes", make<crashes>),
            row("hangs", make<hangs>), row("timely", make<is_timely>),
            row("leaves_a_process", make<leaves_a_process>), row("impossibly_fast", make<ImpossiblyFast>),
            row("outputs_wrong", make<OutputsWrong>), row("unsupported", make_unsupported)});
  const auto runners = with(runner_table(), {runner("skipping", "skips a task", make_skipping),
                                             runner("repeating", "does a task twice", make_repeating)});
  return bench::main(arguments, {workloads, runners});
}
