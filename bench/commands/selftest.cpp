#include "bench/commands/selftest.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "bench/cli/terminal.h"
#include "bench/commands/measure.h"
#include "bench/machine/floors.h"
#include "bench/machine/machine.h"
#include "results/cases.h"
#include "results/sample_time.h"
#include "system/find.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

BlockTimes times_of(const std::vector<const Sample*>& samples, std::size_t blocks) {
  CaseSamples all;
  all.samples = samples;
  BlockTimes times(blocks);
  for (const Sample* sample : samples_that_count(all))
    times[static_cast<std::size_t>(sample->block)] = time_of(*sample);
  return times;
}

}  // namespace

Bench::Bench(const Options& options, const Catalogue& catalogue)
    : plan(make_plan(options, catalogue)), supervisor(options.timeout) {}

Rule rule_of(const Plan& plan) {
  std::map<std::string, std::set<const RunnerEntry*>> runners;
  for (const Case& c : plan.cases) runners[workload_name(c)].insert(c.runner);
  Rule rule;
  rule.family = 0;
  for (const auto& [workload, of_it] : runners) rule.family += pairs_among(of_it.size());
  if (!plan.looks.empty()) rule.looks.clear();
  for (const PlannedLook& look : plan.looks)
    rule.looks.push_back({static_cast<std::size_t>(look.blocks), look.alpha});
  return rule;
}

std::vector<std::vector<BlockTimes>> measure_page(const std::vector<Group>& groups, const Options& options,
                                                  const Catalogue& catalogue, Bench& bench) {
  std::vector<Case> cases;
  std::vector<std::string> group_of;
  for (std::size_t group = 0; group < groups.size(); ++group)
    for (const Case& c : groups[group]) {
      cases.push_back(c);
      place(cases.back(), options.selection, bench.plan.usable);
      group_of.push_back(std::to_string(group));
    }
  Recorder recorder(bench.supervisor, options, catalogue, bench.plan, Run{}, "/dev/null");
  recorder.keep_calm(calm_share * options.profile.budget / 100);
  const std::size_t blocks = most_blocks(bench.plan);
  Progress progress(cases.size(), blocks, {}, options.quiet);
  std::vector<std::size_t> turns;  // of each sample, attempts and all
  for (std::size_t block = 0; block < blocks; ++block) {
    recorder.measure_canary(block);
    std::size_t position = 0;
    for (const std::size_t index : block_order(group_of, options.seed, block)) {
      progress.sample(block, name(cases[index]));
      recorder.measure(cases[index], block, position++);
      turns.resize(recorder.results().samples.size(), index);
    }
    progress.blocks_done(block + 1);
  }
  std::vector<std::vector<const Sample*>> samples(cases.size());
  for (std::size_t i = 0; i < turns.size(); ++i) samples[turns[i]].push_back(&recorder.results().samples[i]);
  std::vector<std::vector<BlockTimes>> times;
  auto of_case = samples.begin();
  for (const Group& group : groups) {
    times.emplace_back();
    for (std::size_t i = 0; i < group.size(); ++i) times.back().push_back(times_of(*of_case++, blocks));
  }
  return times;
}

double difference(double ratio) {
  return std::exp(std::abs(std::log(ratio))) - 1;
}

void keep_floors(const std::map<std::string, double>& shares, const Options& options, const Plan& plan) {
  const Profile& quick = profile_table().front();
  if (options.exact_blocks || options.profile.name != quick.name ||
      options.profile.min_time != quick.min_time)
    answer("not kept for later runs: only a quick run's own blocks and {} are its effort\n",
           format_duration(quick.min_time));
  else if (!shares.empty())
    answer("kept for later runs in {}\n", save_floors(plan.machine, describe_tool(), shares).string());
}

extern const SelftestPart simulation_part, aa_part, runs_part, mde_part, overhead_part;

std::span<const SelftestPart> part_table() {
  static const std::array table{simulation_part, aa_part, runs_part, mde_part, overhead_part};
  return table;
}

namespace {

void add_selftest_options(CLI::App& command) {
  std::vector<std::string> meanings, counts;
  for (const SelftestPart& part : part_table()) {
    meanings.push_back(fmt::format("{}: {}", part.name, part.meaning));
    if (!part.counted.empty())
      counts.push_back(fmt::format("{}: {} (default: {})", part.name, part.counted, part.comparisons));
  }
  add_text(command, "test", fmt::format("{}", fmt::join(meanings, "; ")));
  add_text(command, "--comparisons", fmt::format("{}", fmt::join(counts, "; ")));
  add_selection(command);
  add_text(command, "--blocks", "of each page or run (default: as many as the run may take)");
  add_text(command, "--min-time", "a sample's steady runs take at least this (default: the profile's)");
  add_text(command, "--out", "file for the result (default: none)");
  add_effort(command);
}

Exit selftest(const Options& options, const Catalogue& catalogue) {
  const std::string name = options.typed.text("test").value_or("");
  require_known("selftest", name, names_of(part_table()));
  const SelftestPart& part = *find(part_table(), name);
  const auto typed = options.typed.text("--comparisons");
  const std::size_t comparisons =
      typed ? count_flag("--comparisons", *typed, part.fewest, 100'000) : part.comparisons;
  if (!options.out.empty()) ResultsWriter(options.out);  // or it would be known after all the work
  return part.run(options, catalogue, comparisons);
}

}  // namespace

extern constinit const CommandEntry selftest_command{
    .name = "selftest",
    .summary = "is the suite to be believed: simulation, aa, runs, mde or overhead",
    .add_options = add_selftest_options,
    .run = selftest,
};

}  // namespace concbench::bench
