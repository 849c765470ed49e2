#include "tests/support/made_up_studies.h"

#include <cmath>

namespace concbench::reports {
namespace {

constexpr double work = 50e6;

Sample ok_sample(const std::string& workload, const std::string& runner, std::int64_t concurrency,
                 std::int64_t tasks, double ns) {
  Sample sample;
  sample.workload = workload;
  sample.runner = runner;
  sample.concurrency = concurrency;
  sample.tasks = tasks;
  sample.params["tasks"] = std::to_string(tasks);
  sample.case_ = workload + "[tasks=" + std::to_string(tasks) + "]/" + runner +
                 "/concurrency:" + std::to_string(concurrency);
  for (const double factor : {1.0, 1.004, 0.998}) sample.steady_ns.push_back(std::llround(ns * factor));
  return sample;
}

Results study(const std::string& command, const Machine& machine) {
  Results results;
  results.run.command = command;
  results.run.machine = machine;
  results.end = End{"end", true, "", 0, 0, ""};
  return results;
}

struct Model {
  const char* name;
  double cost_ns, task_bytes;
  std::int64_t most;
};
constexpr Model models[] = {{"thread_per_task", 20'000, 9'000, 1000},
                            {"threads", 12, 9'000, 1000},
                            {"thread_pool", 340, 9'200, 1000},
                            {"process_per_task", 150'000, 190'000, 1000},
                            {"processes", 9, 190'000, 1000},
                            {"process_pool", 600, 200'000, 1000},
                            {"tbb", 40, 9'500, 1000},
                            {"coroutines", 60, 1'000, 1'000'000},
                            {"coroutine_pool", 90, 1'040, 1'000'000}};

Results granularity_study(const Machine& machine, const std::string& text) {
  Results results = study("granularity", machine);
  constexpr std::int64_t workers = 2;
  results.samples.push_back(ok_sample("spin", "sequential", 1, 1000, work));
  for (const Model& model : models) {
    const bool alone = std::string(model.name) == "coroutines";
    for (std::int64_t tasks = 50; work / static_cast<double>(tasks) > 10; tasks *= 4) {
      const double per_task = work / static_cast<double>(tasks) + model.cost_ns * (alone ? 1 : workers);
      const double time = per_task * static_cast<double>(tasks) / (alone ? 1 : workers);
      results.samples.push_back(ok_sample("spin", model.name, workers, tasks, time));
      if (tasks == 3200) results.samples.back().taints = {"busy: 20 % of the CPUs' time" + text};
      if (work / workers / time < 0.3) break;
    }
    // Efficiency e where work / (work + 2 cost) = e; the task's size is its work / e.
    const auto metg = [&](double e) { return std::llround(2 * model.cost_ns / (1 - e)); };
    if (alone) {
      results.metgs.push_back({"metg", model.name, workers, 0.9, {}, "never reached: 50 % at most" + text});
      results.metgs.push_back({"metg", model.name, workers, 0.5, {}, "never reached: 50 % at most" + text});
      results.break_evens.push_back({"break_even", model.name, workers, {}, "never reached" + text});
    } else {
      results.metgs.push_back({"metg", model.name, workers, 0.9, metg(0.9), ""});
      results.metgs.push_back({"metg", model.name, workers, 0.5, metg(0.5), ""});
      results.break_evens.push_back({"break_even", model.name, workers, std::llround(2 * model.cost_ns), ""});
    }
  }
  return results;
}

// A cache line's way by what the two CPUs share.
double latency(const Cpu& a, const Cpu& b) {
  return a.core == b.core ? 11 : a.cache == b.cache ? 38 : a.package == b.package ? 92 : 205;
}

Results cores_study(const Machine& machine) {
  Results results = study("cores", machine);
  for (const Cpu& cpu : machine.topology) {
    Sample sample = ok_sample("primes", "sequential", 1, 1000,
                              cpu.kind == 1 ? 75e6 : 118e6 + 1e5 * static_cast<double>(cpu.core % 7));
    sample.cpus = {cpu.cpu};
    sample.case_ += "/cpus:" + std::to_string(cpu.cpu);
    if (cpu.cpu == 5) sample.taints = {"stolen: 4.1 % of the CPUs' time"};
    results.samples.push_back(sample);
    for (const Cpu& other : machine.topology)
      if (cpu.cpu < other.cpu)
        results.core_to_core.push_back({"core_to_core", cpu.cpu, other.cpu,
                                        latency(cpu, other) + static_cast<double>(other.cpu % 5),
                                        latency(cpu, other) - 1, latency(cpu, other) + 7, 15, ""});
  }
  return results;
}

Results memory_study(const Machine& machine, const std::string& text) {
  Results results = study("memory", machine);
  for (const Model& model : models)
    for (std::int64_t tasks = 1; tasks <= 1'000'000; tasks *= 10) {
      Sample sample = ok_sample("sleep", model.name, tasks, tasks, 1e9);
      if (tasks > model.most) {
        sample.status = "skipped";
        sample.reason = "more threads than pids.max allows" + text;
        sample.steady_ns.clear();
      } else {
        sample.memory_bytes = std::llround(60'000 + model.task_bytes * static_cast<double>(tasks));
        sample.memory_method = "sampled_pss";
      }
      results.samples.push_back(sample);
    }
  return results;
}

// Tasks that wait overlap as far as a model has them in progress at once; the rest goes to two CPUs. To wait
// costs all but coroutines a switch.
Results map_study(const Machine& machine, const std::string& text) {
  Results results = study("map", machine);
  constexpr std::int64_t tasks = 100, at_once = 64;
  results.run.runners.push_back({"sequential", {}, {}, {}, {}});
  for (const Model& model : models) results.run.runners.push_back({model.name, {}, {}, {}, {}});
  for (const std::int64_t length : {1'000, 10'000, 100'000, 1'000'000})
    for (const double share : {0.0, 0.5, 0.9}) {
      const std::string workload = "spin[steps=" + std::to_string(length) +
                                   ",wait=" + std::to_string(std::llround(share * 100)) + text + "]";
      results.map_points.push_back({"map_point", workload, length, share});
      const auto add = [&](const std::string& runner, double cpus, double waits, double cost) {
        const double busy = static_cast<double>(length) * (1 - share),
                     wait = static_cast<double>(length) * share;
        for (std::int64_t block = 0; block < 14; ++block) {
          const double noise = 1 + 0.001 * static_cast<double>((block * 7 + std::ssize(runner)) % 11);
          Sample sample = ok_sample("spin", runner, static_cast<std::int64_t>(waits), tasks,
                                    static_cast<double>(tasks) * noise * (busy / cpus + wait / waits + cost));
          sample.case_ = workload + "/" + runner + "/concurrency:" + std::to_string(sample.concurrency);
          sample.block = block;
          results.samples.push_back(sample);
        }
      };
      add("sequential", 1, 1, 0);
      for (const Model& model : models)
        add(model.name, std::string(model.name) == "coroutines" ? 1 : 2, share > 0 ? at_once : 2,
            model.cost_ns + (share > 0 && !std::string(model.name).starts_with("coroutine") ? 3000 : 0));
    }
  return results;
}

}  // namespace

Machine made_up_server(const std::string& text) {
  Machine machine;
  machine.hostname = "made-up server" + text;
  machine.cpu_model = "made-up processor";
  machine.sockets = 2;
  machine.cores = 32;
  machine.cpus = machine.cpus_allowed = 64;
  machine.numa_nodes = 2;
  machine.caches = {{1, "data", 48 << 10, 32, 2}, {3, "unified", 32 << 20, 8, 8}};
  machine.core_kinds = {"slow" + text, "fast" + text};
  // Siblings are numbered as Linux does: the first CPUs of all cores, then the second ones.
  for (std::int64_t core = 0; core < 32; ++core)
    for (const std::int64_t sibling : {0, 1})
      machine.topology.push_back(
          {core + 32 * sibling, core, core / 16, core / 16, core / 4, core < 24 ? 1 : 0, core != 31});
  return machine;
}

std::vector<Results> made_up_studies(const std::string& text) {
  const Machine machine = made_up_server(text);
  return {granularity_study(machine, text), cores_study(machine), memory_study(machine, text),
          map_study(machine, text)};
}

}  // namespace concbench::reports
