#include "tests/support/made_up.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "tests/support/made_up_traces.h"

namespace concbench::reports {
namespace {

struct WorkloadModel {
  Subject subject;
  std::map<std::string, std::string> params;
  std::int64_t tasks, bytes;
  double task_ns;
};

struct RunnerModel {
  Subject subject;
  double task_overhead_ns, setup_ns;
  bool one_thread;
};

const std::vector<WorkloadModel>& workload_models() {
  static const std::vector<WorkloadModel> models{
      {{"empty", "overhead", "does nothing: what is left is the model's own cost", "tasks", ""},
       {{"tasks", "1000"}},
       1000,
       0,
       2},
      {{"primes", "cpu", "counts the primes of a range by trial division", "ranges", ""},
       {{"extra", "0"}, {"limit", "1000000"}, {"tasks", "1000"}},
       1000,
       0,
       52'000},
      {{"brightness", "cpu", "brightens one image into a second buffer", "images", ""},
       {{"delta", "10"}, {"images", "64"}},
       64,
       67'108'864,
       160'000},
      {{"sleep", "io", "waits 2, 3 or 1 units, in turn", "tasks", ""},
       {{"tasks", "128"}, {"unit", "500us"}},
       128,
       0,
       1'050'000},
      {{"file_read", "io", "opens, reads whole and closes one file", "files", ""},
       {{"cache", "warm"}, {"files", "256"}},
       256,
       67'108'864,
       58'000}};
  return models;
}

const std::vector<RunnerModel>& runner_models() {
  static const std::vector<RunnerModel> models{
      {{"sequential", "", "one thread, a loop", "", "for loop"}, 0, 200, true},
      {{"thread_per_task", "", "a thread for each task", "", "threading.Thread"}, 11'000, 300, false},
      {{"threads", "", "a team of threads on one cursor", "", "threading.Thread × C"}, 30, 90'000, false},
      {{"thread_pool", "", "threads, a queue and futures", "", "ThreadPoolExecutor"}, 700, 95'000, false},
      {{"process_per_task", "", "a fork for each task", "", "multiprocessing.Process"}, 190'000, 400, false},
      {{"processes", "", "a team of forked workers on one cursor", "", "multiprocessing.Process × C"},
       40,
       400'000,
       false},
      {{"process_pool", "", "forked workers fed through pipes", "", "ProcessPoolExecutor"},
       9'000,
       430'000,
       false},
      {{"tbb", "", "oneTBB tasks", "", ""}, 60, 150'000, false},
      {{"coroutines", "", "coroutines on one event loop", "", "asyncio"}, 350, 15'000, true},
      {{"coroutine_pool", "", "coroutines on a loop per CPU", "", "asyncio, a loop per CPU"},
       480,
       120'000,
       false}};
  return models;
}

// The same on every platform, which std::normal_distribution is not.
class Noise {
 public:
  double factor(double spread) {
    double sum = 0;
    for (int i = 0; i < 12; ++i) sum += static_cast<double>(generator_()) / 4294967296.0;
    return std::exp(spread * (sum - 6));
  }

 private:
  std::mt19937 generator_{20240607};
};

bool waits(const WorkloadModel& workload) {
  return workload.subject.kind == "io";
}

double run_ns(const WorkloadModel& workload, const RunnerModel& runner, std::int64_t concurrency,
              std::int64_t cpus) {
  const bool sleeps = workload.subject.name == "sleep";
  double width = static_cast<double>(concurrency);
  if (runner.one_thread && !(sleeps && runner.subject.name == "coroutines")) width = 1;
  if (!sleeps) width = std::min(width, static_cast<double>(cpus));
  const double tasks = static_cast<double>(workload.tasks);
  const double rounds = std::ceil(tasks / std::min(width, tasks));
  const double overhead = runner.task_overhead_ns * tasks / std::min(width, static_cast<double>(cpus));
  const double contention = 1 + 0.02 * (width - 1);
  return rounds * workload.task_ns * contention + overhead + 1500;
}

void fail(Sample& sample, const std::string& status, const std::string& reason) {
  sample.status = status;
  sample.reason = reason;
  sample.steady_ns.clear();
  sample.setup_ns.reset();
  sample.first_ns.reset();
  sample.cpu_ns.reset();
  sample.memory_bytes.reset();
  sample.context_switches.reset();
  sample.events = {};
  sample.tally = {};
}

void add_failures(Sample& sample) {
  if (sample.workload == "brightness" && sample.runner == "process_pool")
    fail(sample, "failed", "a worker died: signal 11 (segmentation fault)");
  if (sample.workload == "primes" && sample.runner == "thread_pool" && sample.concurrency == 2 &&
      sample.block == 3)
    fail(sample, "failed", "wrong tally: expected 78498 in 1000 tasks, got 78497 in 999");
  if (sample.workload == "sleep" && sample.runner == "process_per_task" && sample.concurrency == 1)
    fail(sample, "timeout", "not done after 30 s");
  if (sample.workload == "file_read" && sample.runner == "coroutines" && sample.concurrency == 64)
    fail(sample, "skipped", "io_uring is not available: Operation not permitted");
}

void taint(Sample& sample) {
  if (sample.workload == "primes" && sample.runner == "tbb" && sample.block % 5 == 2)
    sample.taints.push_back(
        fmt::format("busy: other processes used {} % of the CPUs' time", 11 + sample.block));
  if (sample.workload == "primes" && sample.runner == "tbb" && sample.block == 7)
    sample.taints.push_back("stolen: 3 % of the CPUs' time went to other virtual machines");
  if (sample.workload == "sleep" && sample.runner == "coroutines" && sample.block == 1)
    sample.taints.push_back("no_steady_state: times still changed by +1.8 % a run");
}

Sample sample_of(const WorkloadModel& workload, const RunnerModel& runner, std::int64_t concurrency,
                 std::int64_t block, std::int64_t cpus, Noise& noise) {
  Sample sample;
  sample.workload = workload.subject.name;
  sample.runner = runner.subject.name;
  sample.case_ = fmt::format("{}/{}/concurrency:{}", sample.workload, sample.runner, concurrency);
  sample.params = workload.params;
  sample.kind = workload.subject.kind;
  sample.tasks = workload.tasks;
  sample.bytes = workload.bytes;
  sample.concurrency = concurrency;
  sample.block = block;
  sample.started = fmt::format("2025-06-07T08:{:02}:00.000Z", block % 60);
  const double ns = run_ns(workload, runner, concurrency, cpus) * noise.factor(0.012);
  for (int i = 0; i < 5; ++i) sample.steady_ns.push_back(std::llround(ns * noise.factor(0.004)));
  sample.setup_ns = std::llround(runner.setup_ns * noise.factor(0.1));
  sample.first_ns = std::llround(ns * 1.3 * noise.factor(0.05));
  const auto busy = static_cast<double>(runner.one_thread ? 1 : std::min(concurrency, cpus));
  sample.cpu_ns = std::llround(workload.subject.name == "sleep" ? ns * 0.03 : ns * 0.97 * busy);
  sample.memory_bytes = std::llround(80'000.0 * static_cast<double>(concurrency) * noise.factor(0.05));
  sample.memory_method = "peak proportional set size";
  sample.context_switches = ContextSwitches{concurrency * 12, concurrency};
  sample.events.minor_faults = 3 * concurrency;
  sample.events.major_faults = 0;
  sample.events.migrations = concurrency / 2;
  sample.tally = {"18446744073709551615", workload.tasks};
  taint(sample);
  return sample;
}

// A small kernel whose speed drifts by 3 % and comes back.
Sample canary_of(std::int64_t block, Noise& noise) {
  Sample canary;
  canary.record = "canary";
  canary.case_ = "primes[limit=20000]/sequential/concurrency:1";
  canary.workload = "primes";
  canary.params = {{"limit", "20000"}};
  canary.kind = "cpu";
  canary.tasks = 20;
  canary.runner = "sequential";
  canary.concurrency = 1;
  canary.block = block;
  const double drift = 1 + 0.03 * std::sin(0.5 * static_cast<double>(block));
  for (int i = 0; i < 5; ++i) canary.steady_ns.push_back(std::llround(512'000 * drift * noise.factor(0.002)));
  return canary;
}

const std::vector<std::string>& made_up_warnings() {
  static const std::vector<std::string> warnings{
      "governor: powersave. What it does: short runs are timed at a lower clock than long ones. What mends "
      "it: sudo cpupower frequency-set -g performance.",
      "virtualised: kvm. What it does: neighbours on the host take time and caches that cannot be seen from "
      "inside. What mends it: repeat the run at another time of day, or use a machine of your own.",
      "load: 1.31 on average over the last minute. What it does: other programs take CPU time from the "
      "runners. What mends it: close them, or wait.",
      "power: on battery. What it does: the CPUs save energy, and more so as the run goes on. What mends it: "
      "plug it in.",
      "A warning that an earlier version wrote in words of its own."};
  return warnings;
}

Run run_of(const MadeUp& how) {
  Run run;
  run.run_id = "0f6c2d8e";
  run.started = "2025-06-07T08:00:00.000Z";
  run.argv = {"concbench", "run", "--profile", "standard"};
  run.label = "made-up machine";
  run.seed = 18446744073709551615ULL;
  run.profile = "standard";
  run.blocks = how.blocks;
  run.tool = {
      "0.1.0", "0123abc", "Release", "GCC 12.2.0", "-O3 -DNDEBUG", "9f86d081884c7d65", {{"Boost", "1.81.0"}}};
  run.machine.hostname = "example";
  run.machine.cpu_model = "Example CPU @ 3.00 GHz";
  run.machine.sockets = 1;
  run.machine.cores = how.cpus;
  run.machine.cpus = how.cpus;
  run.machine.cpus_allowed = how.cpus;
  run.machine.memory_bytes = 16'000'000'000;
  run.machine.caches = {{1, "data", 32'768, how.cpus, 1},
                        {2, "unified", 1'048'576, how.cpus, 1},
                        {3, "unified", 33'554'432, 1, how.cpus}};
  run.machine.numa_nodes = 1;
  run.machine.kernel = "Linux 6.1.0";
  run.machine.os = "Debian GNU/Linux 12";
  run.machine.virtualized = "kvm";
  run.machine.governor = "unknown";
  run.machine.boost = "unknown";
  run.machine.smt = "off";
  run.machine.filesystem = "ext4";
  run.warnings = made_up_warnings();
  run.floors = {{"io", 0.03}};
  for (const auto& workload : workload_models()) run.workloads.push_back(workload.subject);
  for (const auto& runner : runner_models()) run.runners.push_back(runner.subject);
  return run;
}

}  // namespace

Results made_up_results(const MadeUp& how) {
  Results results;
  results.run = run_of(how);
  Noise noise;
  for (std::int64_t block = 0; block < how.blocks; ++block) {
    results.canaries.push_back(canary_of(block, noise));
    for (const auto& workload : workload_models()) {
      for (const auto& runner : runner_models()) {
        for (const auto concurrency : waits(workload) ? how.io_concurrency : how.cpu_concurrency) {
          const bool sequential = runner.subject.name == "sequential";
          if (sequential &&
              concurrency != (waits(workload) ? how.io_concurrency : how.cpu_concurrency).front())
            continue;
          Sample sample = sample_of(workload, runner, sequential ? 1 : concurrency, block, how.cpus, noise);
          sample.position = static_cast<std::int64_t>(results.samples.size());
          if (how.failures) add_failures(sample);
          if (block == 0) results.run.cases.push_back(sample.case_);
          results.samples.push_back(std::move(sample));
        }
      }
    }
  }
  if (how.traces) results.traces = made_up_traces(results);
  const auto failed =
      std::ranges::count_if(results.samples, [](const Sample& s) { return s.status != "ok"; });
  results.end = End{
      "end", true, "", static_cast<std::int64_t>(results.samples.size()), failed, "2025-06-07T08:20:00.000Z"};
  return results;
}

Results hostile_results(const std::vector<std::string>& texts) {
  Results results = made_up_results({.blocks = 2, .traces = true});
  std::size_t turn = 0;
  const auto next = [&]() -> const std::string& { return texts[turn++ % texts.size()]; };
  // The same name becomes the same text wherever it stands.
  const auto renamed = [&](const std::string& name) {
    std::size_t sum = 0;
    for (const char c : name) sum += static_cast<unsigned char>(c);
    return texts[sum % texts.size()] + name;
  };
  Run& run = results.run;
  for (std::string* text : {&run.run_id, &run.started, &run.label, &run.profile}) *text = next();
  run.argv = {next(), next()};
  run.tool = {next(), next(), next(), next(), next(), next(), {{next(), next()}}};
  Machine& machine = run.machine;
  for (std::string* text :
       {&machine.hostname, &machine.cpu_model, &machine.kernel, &machine.os, &machine.virtualized,
        &machine.governor, &machine.boost, &machine.smt, &machine.filesystem})
    *text = next();
  for (Cache& cache : machine.caches) cache.type = next();
  run.warnings = {next(), next() + " What it does: " + next() + " What mends it: " + next(), next(), next()};
  run.floors = {{next(), 0.5}};
  for (auto& name : run.cases) name = renamed(name);
  for (auto* subjects : {&run.workloads, &run.runners})
    for (Subject& subject : *subjects) subject = {renamed(subject.name), next(), next(), next(), next()};
  for (Sample& sample : results.samples) {
    sample.case_ = renamed(sample.case_);
    sample.workload = renamed(sample.workload);
    sample.runner = renamed(sample.runner);
    sample.params = {{next(), next()}};
    for (std::string* text : {&sample.kind, &sample.started, &sample.memory_method, &sample.tally.sum})
      *text = next();
    if (sample.status != "ok") sample.reason = next();
    sample.taints = {next(), next() + ": " + next()};
    sample.notes = {next()};
  }
  for (Trace& trace : results.traces) trace.case_ = renamed(trace.case_);
  results.traces.front().status = next();
  results.traces.front().reason = next();
  results.samples.front().status = next();
  results.end->complete = false;
  results.end->reason = next();
  results.end->ended = next();
  return results;
}

std::string to_text(const Results& results) {
  std::string text = to_line(results.run) + "\n";
  for (const auto* samples : {&results.canaries, &results.samples, &results.twins})
    for (const Sample& sample : *samples) text += to_line(sample) + "\n";
  for (const Trace& trace : results.traces) text += to_line(trace) + "\n";
  if (results.end) text += to_line(*results.end) + "\n";
  return text;
}

}  // namespace concbench::reports
