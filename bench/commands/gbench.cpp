// `concbench gbench`: the same cases as plain Google Benchmark, in this one process, for people who know its
// flags and tools. Verified all the same.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <exception>

#include "bench/child/session.h"
#include "bench/commands/commands.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

// Google Benchmark calls a case several times; the first call decides whether it can be measured at all.
void run_case(benchmark::State& state, Sample sample, const Catalogue& catalogue, std::size_t cpus,
              bool& any_failed) {
  try {
    Session session(catalogue, sample, cpus, {});
    session.verify();
    session.repeat(state);
    session.finish();
    state.SetItemsProcessed(state.iterations() * sample.tasks);
    if (sample.bytes > 0) state.SetBytesProcessed(state.iterations() * sample.bytes);
  } catch (const Unsupported& unsupported) {
    state.SkipWithError(unsupported.what());
  } catch (const std::exception& error) {
    any_failed = true;
    state.SkipWithError(error.what());
  }
}

// Google Benchmark keeps the pointer to the program's name: the words live as long as the program.
void initialize(const std::vector<std::string>& flags) {
  static std::vector<std::string> words;
  words = {"concbench gbench"};
  words.insert(words.end(), flags.begin(), flags.end());
  static std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  int argc = static_cast<int>(words.size());
  benchmark::Initialize(&argc, argv.data());
  if (argc > 1)
    throw Error(Exit::usage,
                fmt::format("unknown flag '{}'; Google Benchmark's manual lists its flags", argv[1]));
}

Exit gbench(const Options& options, const Catalogue& catalogue) {
  // One process for all cases: the first to be placed would leave its CPU to all after it.
  if (options.selection.placement != Placement::os)
    throw Error(Exit::usage,
                "gbench runs all cases in one process and cannot place them; leave out --placement");
  initialize(options.passed_on);
  const Plan plan = make_plan(options, catalogue);
  bool any_failed = false;
  for (const Case& c : plan.cases) {
    if (!c.skip_reason.empty()) {
      notice("skipped {}: {}\n", name(c), c.skip_reason);
      continue;
    }
    const auto body = [&, sample = unmeasured(c)](benchmark::State& state) {
      run_case(state, sample, catalogue, plan.cpus, any_failed);
    };
    benchmark::RegisterBenchmark(name(c).c_str(), body)->UseManualTime()->MeasureProcessCPUTime();
  }
  const std::size_t matching = benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  if (matching == 0)
    throw Error(Exit::empty, "no case matches --benchmark_filter; 'concbench list cases' names them");
  return any_failed ? Exit::cases_failed : Exit::done;
}

}  // namespace

extern constinit const CommandEntry gbench_command{
    .name = "gbench",
    .summary = "the cases as plain Google Benchmark; takes all its --benchmark_ flags",
    .add_options = add_selection,
    .passed_on = "--benchmark_",
    .run = gbench,
};

}  // namespace concbench::bench
