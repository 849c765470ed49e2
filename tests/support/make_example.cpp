// make_example KIND FOLDER [TEXT]: writes made-up results (results.jsonl) and their page (index.html).
// Kinds: usual, plain (the same without traces), quick (one concurrency), hostile (TEXT in every string),
// failures, one_sample, incomplete, large, many_runners (64 of them), quiet (one block, no warnings, no
// taints, no traces), distorted (quick, with traced runs far from the timed ones), ab (two sides), controlled
// (twins, one of them told apart, and samples taken again), studies (a server, with what all commands have
// found on it). And of machines side by side, one results file each: machines, hostile_machines,
// many_machines, other_work (nothing in common); sides: two builds, a folder of runs each.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <string>
#include <tuple>

#include "reports/compare/compare_files.h"
#include "reports/exports/files.h"
#include "reports/page/html.h"
#include "reports/page/machines.h"
#include "tests/support/made_up.h"
#include "tests/support/made_up_studies.h"
#include "tests/support/made_up_traces.h"

using namespace concbench;
using namespace concbench::reports;

namespace {

Results failures_only() {
  Results results = made_up_results({.blocks = 2});
  for (Sample& sample : results.samples) {
    sample.status = "failed";
    sample.reason = "wrong tally";
    sample.steady_ns.clear();
  }
  return results;
}

Results one_sample() {
  Results results = made_up_results({.blocks = 1});
  results.samples.resize(1);
  results.run.cases.resize(1);
  return results;
}

Results quiet() {
  Results results = made_up_results({.blocks = 1, .failures = false});
  for (Sample& sample : results.samples) sample.taints.clear();
  results.run.warnings.clear();
  return results;
}

Results incomplete() {
  Results results = made_up_results();
  results.samples.resize(137);
  results.end.reset();
  return results;
}

Results large() {
  return made_up_results({.cpus = 64,
                          .blocks = 20,
                          .cpu_concurrency = {1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 32, 48, 64, 128},
                          .io_concurrency = {1, 4, 16, 64, 128}});
}

// The ten runners and variants of them, each a little slower than the one before.
Results many_runners() {
  const Results few = made_up_results({.blocks = 12});
  Results results = few;
  constexpr int runners = 64;
  const auto count = static_cast<int>(few.run.runners.size());
  const auto variant_of = [](const std::string& name, int variant) {
    return fmt::format("{}_{}", name, variant + 1);
  };
  for (int runner = count; runner < runners; ++runner) {
    const Subject& model = few.run.runners[static_cast<std::size_t>(runner % count)];
    const int variant = runner / count;
    results.run.runners.push_back(model);
    results.run.runners.back().name = variant_of(model.name, variant);
    for (Sample sample : few.samples) {
      if (sample.runner != model.name) continue;
      sample.runner = variant_of(sample.runner, variant);
      sample.case_ = fmt::format("{}/{}/concurrency:{}", sample.workload, sample.runner, sample.concurrency);
      for (std::int64_t& ns : sample.steady_ns)
        ns = std::llround(static_cast<double>(ns) * (1 + 0.04 * variant));
      if (sample.block == 0) results.run.cases.push_back(sample.case_);
      results.samples.push_back(std::move(sample));
    }
  }
  return results;
}

Results studies() {
  Results results = large();
  results.run.machine = made_up_server();
  results.studies = made_up_studies();
  return results;
}

Results hostile(const std::string& text) {
  Results results = hostile_results({text});
  results.studies = made_up_studies(text);
  results.run.machine.topology = made_up_server().topology;
  results.run.machine.core_kinds = {text, text};
  return results;
}

// Of `ab`: the new side takes a half longer under one runner.
Results two_sides() {
  Results results = made_up_results({.blocks = 12, .failures = false});
  results.run.command = "ab";
  results.run.sides = {{"/old/concbench", "", {}}, {"/new/concbench", "", {"primes.extra=50"}}};
  for (const char* role : {"again", "new"})
    for (Sample twin : results.samples) {
      twin.record = "twin";
      twin.of = twin.case_;
      twin.role = role;
      for (std::int64_t& ns : twin.steady_ns)
        if (twin.role == "new" && twin.runner == "tbb") ns = ns * 3 / 2;
      results.twins.push_back(std::move(twin));
    }
  return results;
}

// Beside every sample all CPUs, but for a block in which two were away: its samples were taken again.
Results controlled() {
  Results results = made_up_results({.failures = false});
  results.run.machine.topology = {{0}, {1}, {2}, {3}};
  std::vector<Sample> samples;
  for (Sample sample : results.samples) {
    sample.started = fmt::format("2025-06-07T08:{:02}:{:02}.{:03}Z", sample.block, samples.size() / 100 % 60,
                                 samples.size() % 100);
    sample.cpus_had = 4;
    if (sample.block == 5 && sample.workload == "primes") {
      Sample disturbed = sample;
      disturbed.cpus_had = 2.1;
      disturbed.taints = {"cpus: the machine gave 2.1 of 4 CPUs"};
      for (std::int64_t& ns : disturbed.steady_ns) ns *= 2;
      samples.push_back(disturbed);
      sample.attempt = 1;
      sample.again = disturbed.taints[0];
    }
    if (sample.case_ == "primes/threads/concurrency:4" && sample.attempt == 0) {
      Sample twin = sample;
      twin.record = "twin";
      twin.of = sample.case_;
      for (std::int64_t& ns : twin.steady_ns) ns += ns / 10;
      results.twins.push_back(twin);
    }
    samples.push_back(std::move(sample));
  }
  results.samples = std::move(samples);
  return results;
}

Results made(const std::string& kind, const std::string& text) {
  if (kind == "quick" || kind == "distorted")
    return made_up_results({.cpus = 2, .cpu_concurrency = {2}, .io_concurrency = {64}, .failures = false});
  if (kind == "hostile") return hostile(text);
  if (kind == "studies") return studies();
  if (kind == "granularity") return made_up_studies()[0];
  if (kind == "cores") return made_up_studies()[1];
  if (kind == "memory") return made_up_studies()[2];
  if (kind == "map") return made_up_studies()[3];
  if (kind == "ab") return two_sides();
  if (kind == "failures") return failures_only();
  if (kind == "one_sample") return one_sample();
  if (kind == "quiet") return quiet();
  if (kind == "incomplete") return incomplete();
  if (kind == "controlled") return controlled();
  if (kind == "large") return large();
  if (kind == "many_runners") return many_runners();
  return made_up_results();
}

// A machine whose threads take this share of the usual time.
Results machine(const std::string& label, std::int64_t cpus, double share, std::int64_t blocks = 12) {
  std::vector<std::int64_t> concurrencies;
  for (std::int64_t c = 1; c <= 2 * cpus; c += c < 8 ? 1 : c / 2) concurrencies.push_back(c);
  Results results =
      made_up_results({.cpus = cpus, .blocks = blocks, .cpu_concurrency = concurrencies, .failures = false});
  results.run.run_id = results.run.label = label;
  results.run.machine.hostname = label;
  results.run.machine.cpu_model = "Example CPU of " + label;
  for (Sample& sample : results.samples)
    for (std::int64_t& ns : sample.steady_ns)
      if (sample.workload != "sleep") ns = std::llround(static_cast<double>(ns) * share);
  return results;
}

std::vector<Results> machines(const std::string& kind, const std::string& text) {
  if (kind == "machines")
    return {machine("laptop", 4, 1), machine("desktop", 8, 0.7), machine("cloud", 16, 1.4)};
  if (kind == "hostile_machines") {
    std::vector<Results> files{hostile_results({text}), hostile_results({text})};
    files[1].run.run_id += "2";
    return files;
  }
  if (kind == "other_work") {
    std::vector<Results> files{machine("a", 2, 1), machine("b", 2, 1)};
    for (Sample& sample : files[1].samples) sample.params["limit"] = "5";
    return files;
  }
  std::vector<Results> files;
  for (int i = 0; kind == "many_machines" && i < 60; ++i)
    files.push_back(machine(fmt::format("machine {}", i + 1), 2 + i % 3 * 2, 0.5 + 0.02 * (i * 7 % 60), 2));
  return files;
}

// Two builds on one machine, seven runs each; the new one takes longer under tbb, and less time under
// threads.
std::vector<Results> runs_of_build(const std::string& build, double tbb, double threads) {
  std::vector<Results> runs;
  for (int run = 0; run < 7; ++run) {
    Results& one = runs.emplace_back(made("quick", ""));
    one.run.run_id = fmt::format("{} {}", build, run);
    one.run.tool.binary_sha256 = build;
    for (Sample& sample : one.samples)
      for (std::int64_t& ns : sample.steady_ns)
        ns = std::llround(static_cast<double>(ns) * (1 + 0.002 * (run * 3 % 7)) *
                          (sample.runner == "tbb"       ? tbb
                           : sample.runner == "threads" ? threads
                                                        : 1));
  }
  return runs;
}

std::filesystem::path written(const std::filesystem::path& path, const Results& results) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << to_text(results);
  return path;
}

// The sides of a kind, as they are named on the command line.
std::vector<std::filesystem::path> sides_of(const std::string& kind, const std::string& text,
                                            const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const Results& results : machines(kind, text))
    paths.push_back(written(folder / fmt::format("{}.jsonl", paths.size()), results));
  if (kind != "sides") return paths;
  for (const auto& [build, tbb, threads] : {std::tuple{"old", 1.0, 1.0}, std::tuple{"new", 1.1, 0.9}}) {
    int run = 0;
    for (const Results& results : runs_of_build(build, tbb, threads))
      written(folder / build / fmt::format("{}.jsonl", run++), results);
    paths.push_back(folder / build);
  }
  return paths;
}

void lay_side_by_side(const std::vector<std::filesystem::path>& sides, const std::filesystem::path& folder) {
  ComparedFiles compared = compare_files(open_files(sides));
  const std::vector<Price> prices{{"laptop", 0.08}, {"cloud", 0.34}};
  write_machines(side_by_side(compared.first, compared.digests, prices), folder);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return std::fputs("usage: make_example KIND FOLDER [TEXT]\n", stderr), 2;
  const std::filesystem::path folder = argv[2];
  std::filesystem::create_directories(folder);
  if (const auto sides = sides_of(argv[1], argc > 3 ? argv[3] : "", folder); !sides.empty())
    return lay_side_by_side(sides, folder), 0;
  Results results = made(argv[1], argc > 3 ? argv[3] : "");
  const std::vector<std::string> untraced{"quiet", "plain", "many_runners", "controlled"};
  if (results.run.command == "run" && std::ranges::find(untraced, argv[1]) == untraced.end())
    if (results.traces.empty()) results.traces = made_up_traces(results);
  for (Trace& trace : results.traces)
    if (argv[1] == std::string("distorted") &&
        (trace.case_.starts_with("empty/") || trace.case_.starts_with("primes/threads/")))
      trace.wall_ns *= 2;
  std::ofstream file(folder / "results.jsonl", std::ios::binary);
  file << to_text(results);
  write_file(folder / "index.html", page(summarize(results)));
  return file.flush() ? 0 : 1;
}
