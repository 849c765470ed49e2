#include "bench/child/session.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include "bench/child/trace.h"
#include "results/topology.h"
#include "statistics/steady.h"
#include "system/affinity.h"
#include "system/proc/counters.h"

namespace concbench::bench {
namespace {

using std::chrono::nanoseconds;
using Clock = std::chrono::steady_clock;  // CLOCK_MONOTONIC

// Runs shorter than this are timed several at a time, so that reading the clock twice (some 50 ns) stays
// under 0.1 %.
constexpr nanoseconds shortest_timed = std::chrono::microseconds(100);
constexpr std::int64_t largest_batch = 1'000'000;

// Google Benchmark asks for a reporter to hand its result to; what was measured is in the sample already. An
// error that it saw, or another number of iterations than was asked for, must not pass silently.
class CheckingReporter final : public benchmark::BenchmarkReporter {
 public:
  explicit CheckingReporter(std::int64_t iterations) : iterations_(iterations) {}
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      ++runs_;
      if (run.error_occurred)
        error_ = run.error_message;
      else if (run.iterations != iterations_)
        error_ = fmt::format("Google Benchmark ran {} iterations of {}", run.iterations, iterations_);
    }
  }
  void throw_on_error() const {
    if (runs_ != 1) throw std::logic_error(fmt::format("Google Benchmark reported {} runs", runs_));
    if (!error_.empty()) throw std::runtime_error(error_);
  }

 private:
  std::int64_t iterations_;
  int runs_ = 0;
  std::string error_;
};

// That many runs together.
void add_events(const EventCounts& counted, std::int64_t runs, Events& events) {
  const auto per_run = [&](std::optional<std::int64_t> count) {
    return count ? std::optional(*count / runs) : count;
  };
  events.migrations = per_run(counted.migrations);
  events.instructions = per_run(counted.instructions);
  events.cycles = per_run(counted.cycles);
  events.cache_misses = per_run(counted.cache_misses);
}

}  // namespace

Session::Session(const Catalogue& catalogue, Sample& sample, std::size_t cpus,
                 std::vector<std::int64_t> places, std::vector<std::string> wrappers)
    : sample_(sample), spec_{sample.workload, sample.params, std::move(wrappers)} {
  if (sample.cpus && !restrict_to(*sample.cpus))
    throw Unsupported(fmt::format("this process may not use CPUs {}", cpu_list(*sample.cpus)));
  const RunnerEntry* runner = find(catalogue.runners, sample.runner);
  if (!runner) throw std::invalid_argument("unknown runner '" + sample.runner + "'");
  if (!runner->absent.empty()) throw Unsupported(std::string(runner->absent));
  workload_ = make_workload(catalogue.workloads, spec_);
  expected_ = workload_->expected();
  sample_.tasks = static_cast<std::int64_t>(workload_->size());
  sample_.bytes = static_cast<std::int64_t>(workload_->bytes());
  const auto concurrency = static_cast<std::size_t>(sample.concurrency);
  lower_bound_ = workload_->lower_bound(concurrency);
  if (lower_bound_ > nanoseconds{}) sample_.lower_bound_ns = lower_bound_.count();
  const Footprint footprint = runner->footprint({concurrency, workload_->size(), cpus});
  workers_ = std::make_unique<SharedWorkers>(footprint.workers, std::move(places));
  pss_before_ = proportional_set_size(getpid());
  rss_before_ = resident_set_size();

  const auto begin = Clock::now();
  runner_ = runner->make({*workload_, spec_, sample.runner_params, concurrency,
                          static_cast<std::size_t>(sample.chunk), cpus, *workers_});
  sample_.setup_ns = nanoseconds(Clock::now() - begin).count();
}

Session::~Session() = default;

nanoseconds Session::run(std::int64_t times) {
  const Usage before = own_usage();
  prepared_ = runner_->prepare(*workload_);
  prepare_usage_ += own_usage() - before;

  Tally tally;
  bool right = true;
  began_ = Clock::now();
  for (std::int64_t i = 0; i < times && right; ++i) {
    tally = runner_->run();
    right = tally == expected_;
  }
  const nanoseconds elapsed = Clock::now() - began_;

  sample_.tally = {std::to_string(tally.sum), static_cast<std::int64_t>(tally.tasks)};
  if (!right)
    throw std::runtime_error(fmt::format("wrong answer: {} tasks with sum {}, expected {} with sum {}",
                                         tally.tasks, tally.sum, expected_.tasks, expected_.sum));
  if (elapsed < times * lower_bound_)
    throw std::runtime_error(fmt::format("impossible: a run took {} ns, and cannot take less than {} ns",
                                         (elapsed / times).count(), lower_bound_.count()));
  return elapsed;
}

void Session::verify() {
  sample_.first_ns = run(1).count();
}

Trace Session::trace(nanoseconds min_time) {
  const auto& traced = dynamic_cast<const Traced&>(*workload_);
  verify();
  warm_up(min_time);
  const nanoseconds wall = run(1);
  Trace trace = trace_of(traced, began_, wall);
  trace.case_ = sample_.case_;
  trace.note_ns = note_cost_ns();
  trace.workers = workers_->entered();
  return trace;
}

// At least fewest_warm_up runs, the first included; then until the last ones are steady, or there is no time
// left for it. Returns the times of these runs without the first.
std::vector<std::int64_t> Session::warm_up(nanoseconds min_time) {
  std::vector<std::int64_t> times;
  nanoseconds spent(*sample_.first_ns);
  while (times.size() + 1 < fewest_warm_up ||
         (!settled(times) && spent < min_time / warm_up_share && times.size() < most_warm_up)) {
    times.push_back(std::max<std::int64_t>(run(1).count(), 1));
    spent += nanoseconds(times.back());
  }
  return times;
}

// How many runs are timed together. Found by timing batches, since a short run's own time is mostly that of
// reading the clock.
std::int64_t Session::batch_for(nanoseconds run_time) {
  // A run that has to be prepared cannot follow another without a pause that is not timed.
  if (prepared_) return 1;
  std::int64_t batch = 1;
  for (nanoseconds elapsed = run_time; elapsed < shortest_timed; elapsed = run(batch)) {
    const auto enough = batch * shortest_timed / std::max(elapsed, nanoseconds(1)) + 1;
    batch = std::clamp<std::int64_t>(enough, 2 * batch, largest_batch);
    if (batch == largest_batch) break;
  }
  return batch;
}

void Session::measure(nanoseconds min_time) {
  verify();
  const nanoseconds last(warm_up(min_time).back());
  sample_.batch = batch_for(last);
  const nanoseconds warm = sample_.batch == 1 ? last : run(sample_.batch);
  drive(std::clamp<std::int64_t>(min_time / warm, fewest_steady, most_steady));
  if (const auto change = change_between_halves(sample_.steady_ns))
    sample_.taints.push_back(
        fmt::format("no_steady_state: the later half of the runs took {:+.1f} %", 100 * *change));
}

// The number of iterations is fixed, so Google Benchmark calls the case once; errors leave through the
// reporter, since an exception must not cross the library.
void Session::drive(std::int64_t iterations) {
  CheckingReporter reporter(iterations);
  benchmark::RegisterBenchmark(sample_.case_.c_str(),
                               [this](benchmark::State& state) {
                                 try {
                                   steady(state);
                                 } catch (const std::exception& error) {
                                   state.SkipWithError(error.what());
                                 }
                               })
      ->Iterations(iterations)
      ->UseManualTime();
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::ClearRegisteredBenchmarks();
  reporter.throw_on_error();
}

void Session::steady(benchmark::State& state) {
  sample_.steady_ns.reserve(static_cast<std::size_t>(state.max_iterations));
  const Usage before = used_so_far(workers_->processes());
  const Usage prepare_before = prepare_usage_;
  const EnergyMeter energy;
  for (auto _ : state) {
    const nanoseconds elapsed = run(sample_.batch);
    // Rounded, and at least 1: a time of 0 would be no time.
    sample_.steady_ns.push_back(
        std::max<std::int64_t>((elapsed.count() + sample_.batch / 2) / sample_.batch, 1));
    state.SetIterationTime(std::chrono::duration<double>(elapsed).count());
  }
  const Usage used = used_so_far(workers_->processes()) - before - (prepare_usage_ - prepare_before);
  const auto runs = static_cast<std::int64_t>(sample_.steady_ns.size()) * sample_.batch;
  sample_.cpu_ns = used.cpu.count() / runs;
  // What preparing took cannot be told from the runs' own.
  if (const auto microjoules = energy.used(); microjoules && !prepared_)
    sample_.energy_uj = *microjoules / runs;
  sample_.context_switches = ContextSwitches{used.voluntary / runs, used.involuntary / runs};
  sample_.events.minor_faults = used.minor_faults / runs;
  sample_.events.major_faults = used.major_faults / runs;
}

void Session::repeat(benchmark::State& state) {
  for (auto _ : state) state.SetIterationTime(std::chrono::duration<double>(run(1)).count());
}

void Session::observe_memory(const std::function<void(std::int64_t)>& begin,
                             const std::function<bool()>& enough) {
  const EventCounters counters(workers_->processes());
  reset_peak_resident_set_size();
  begin(pss_before_.value_or(-1));
  std::int64_t runs = 0;
  do {
    run(1);
    ++runs;
  } while (!enough());
  add_events(counters.so_far(), runs, sample_.events);
  const auto peak = peak_resident_set_size();
  if (!peak || !rss_before_) return;
  sample_.memory_bytes = std::max<std::int64_t>(*peak - *rss_before_, 0);
  sample_.memory_method = "peak_rss";
}

void Session::finish() {
  workload_->check_outputs();
  for (std::string& note : workload_->notes()) sample_.notes.push_back(std::move(note));
  sample_.worker_cpus = workers_->all_cpus();
  if (const std::string where = workers_->misplaced(); !where.empty())
    sample_.taints.push_back("misplaced: " + where);
  runner_.reset();
}

}  // namespace concbench::bench
