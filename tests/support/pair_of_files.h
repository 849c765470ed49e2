// Small results files, and sides of several runs, made up so that their comparison has a known outcome.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "reports/compare/compare.h"
#include "reports/compare/measured_side.h"

namespace concbench::reports {

inline constexpr std::int64_t usual_blocks = 12;

// Within ±0.5 % of the time, in an order of its own for each `turn`.
inline std::int64_t noisy(double ns, std::int64_t block, std::int64_t turn) {
  return std::llround(ns * (0.995 + 0.01 * static_cast<double>((block * 5 + turn * 7) % 13) / 12));
}

inline Sample sample_of(const std::string& runner, std::int64_t concurrency, std::int64_t block, double ns) {
  Sample sample;
  sample.workload = "primes";
  sample.kind = "cpu";
  sample.runner = runner;
  sample.concurrency = concurrency;
  sample.case_ = fmt::format("primes/{}/concurrency:{}", runner, concurrency);
  sample.params = {{"limit", "1000000"}};
  sample.tasks = 1000;
  sample.block = block;
  sample.tally = {"78498", 1000};
  const std::int64_t time = noisy(ns, block, concurrency + std::ssize(runner));
  sample.steady_ns = {time, time, time};
  return sample;
}

// Sequential, threads and tbb on one workload, and a canary in each block.
inline Results made_file(const std::string& id, std::int64_t blocks = usual_blocks) {
  Results results;
  results.run.run_id = id;
  results.run.machine.hostname = "host";
  results.run.machine.cpu_model = "Example CPU";
  results.run.machine.memory_bytes = 16'000'000'000;
  results.run.tool.compiler = "GCC 12.2.0";
  results.run.blocks = blocks;
  for (std::int64_t block = 0; block < blocks; ++block) {
    results.samples.push_back(sample_of("sequential", 1, block, 80e6));
    results.samples.push_back(sample_of("threads", 2, block, 40e6));
    results.samples.push_back(sample_of("tbb", 2, block, 42e6));
    Sample canary = sample_of("sequential", 1, block, 10e6);
    canary.record = "canary";
    results.canaries.push_back(canary);
  }
  results.run.cases = {"primes/sequential/concurrency:1", "primes/threads/concurrency:2",
                       "primes/tbb/concurrency:2"};
  results.end = End{"end", true, "", std::ssize(results.samples), 0, ""};
  return results;
}

inline void slow_down(std::vector<Sample>& samples, const std::string& runner, double factor) {
  for (Sample& sample : samples)
    if (sample.runner == runner)
      for (std::int64_t& ns : sample.steady_ns) ns = std::llround(static_cast<double>(ns) * factor);
}

inline void fail(Results& results, const std::string& runner, const std::string& reason,
                 std::int64_t up_to = usual_blocks) {
  for (Sample& sample : results.samples) {
    if (sample.runner != runner || sample.block >= up_to) continue;
    sample.status = "failed";
    sample.reason = reason;
    sample.steady_ns.clear();
    sample.tally = {};
  }
}

inline constexpr int usual_runs = 7;

// A run again and again: runs of the same program, that differ by up to half a percent.
inline std::vector<Results> runs_of(const Results& file, int runs = usual_runs) {
  std::vector<Results> all;
  for (int i = 0; i < runs; ++i) {
    Results& one = all.emplace_back(file);
    if (i > 0) one.run.run_id += fmt::format(" {}", i);
    const double factor = 1 + 0.005 * ((i * 3) % usual_runs) / usual_runs;
    for (Sample& sample : one.samples)
      for (std::int64_t& ns : sample.steady_ns) ns = std::llround(static_cast<double>(ns) * factor);
  }
  return all;
}

inline MeasuredSide side_of(const std::vector<Results>& runs, const std::string& label) {
  MeasuredSide side(label);
  for (const Results& run : runs) side.add(run);
  return side;
}

// Sides of several runs.
inline FileComparison judged(const std::vector<Results>& a, const std::vector<Results>& b,
                             std::size_t comparisons = 1) {
  const std::vector<std::string> labels = labels_of(std::vector{a[0].run, b[0].run});
  return compare(side_of(a, labels[0]), side_of(b, labels[1]), comparisons);
}
inline FileComparison judged(const Results& a, const Results& b) {
  return judged(runs_of(a), runs_of(b));
}

// Single files.
inline FileComparison compared(const Results& a, const Results& b) {
  return judged(std::vector{a}, std::vector{b});
}

inline const CaseComparison& at(const FileComparison& files, const std::string& runner) {
  for (const CaseComparison& one : files.cases)
    if (one.name.find("/" + runner + "/") != std::string::npos) return one;
  throw std::out_of_range(runner);
}

inline std::vector<std::string> verdicts(const FileComparison& files) {
  std::vector<std::string> verdicts;
  for (const CaseComparison& one : files.cases) verdicts.emplace_back(word(one.verdict));
  return verdicts;
}

}  // namespace concbench::reports
