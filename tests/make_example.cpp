// make_example KIND FOLDER [TEXT]: writes made-up results (results.jsonl) and their page (index.html).
// Kinds: usual, quick (one concurrency), hostile (TEXT in every string), failures, one_sample, incomplete,
// large, quiet (one block, no warnings, no taints), studies (a server, with what all commands have found on
// it).
#include <cstdio>
#include <fstream>
#include <string>

#include "reports/html.h"
#include "tests/made_up.h"
#include "tests/made_up_studies.h"

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

Results made(const std::string& kind, const std::string& text) {
  if (kind == "quick")
    return made_up_results({.cpus = 2, .cpu_concurrency = {2}, .io_concurrency = {64}, .failures = false});
  if (kind == "hostile") return hostile(text);
  if (kind == "studies") return studies();
  if (kind == "failures") return failures_only();
  if (kind == "one_sample") return one_sample();
  if (kind == "quiet") return quiet();
  if (kind == "incomplete") return incomplete();
  if (kind == "large") return large();
  return made_up_results();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return std::fputs("usage: make_example KIND FOLDER [TEXT]\n", stderr), 2;
  const std::filesystem::path folder = argv[2];
  std::filesystem::create_directories(folder);
  const Results results = made(argv[1], argc > 3 ? argv[3] : "");
  std::ofstream file(folder / "results.jsonl", std::ios::binary);
  file << to_text(results);
  write_html(results, folder);
  return file.flush() ? 0 : 1;
}
