// `concbench selftest simulation`: does the claim rule keep its promises where the truth is known? Measures
// nothing; the numbers are the same on every machine.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <span>
#include <thread>

#include "bench/commands/selftest.h"
#include "statistics/simulation.h"
#include "statistics/statistics.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

constexpr std::size_t numbers_of_runners[] = {2, 3, 4, 6, 10, 20};

// A table: in each noise, or in one.
struct Question {
  std::string_view title;
  double difference;            // that is there to be found; 0: none, and every claim is false
  std::string_view noise = {};  // empty: all
};
constexpr Question questions[] = {
    {"false claims, % of pages of five workloads (at most 5 are promised)", 0},
    {"a true 10 % is found, % of pages", 0.1},
    {"a true 1.5 x is found, % of pages", 0.5, "two states"},
    {"a true 3 % is found at a spread of 1.5 %, % of pages", 0.03, "drifting blocks"},
};

struct SimulatedCell {
  std::int64_t runners = 0;
  std::string noise;
  double difference = 0;
  std::int64_t claimed = 0;              // pages
  double share_low = 0, share_high = 0;  // of all pages: Clopper-Pearson, two-sided 95 %
};
BOOST_DESCRIBE_STRUCT(SimulatedCell, (), (runners, noise, difference, claimed, share_low, share_high))

struct SimulationRecord {
  std::string record = "simulation";
  std::int64_t pages = 0;  // of each cell
  std::vector<SimulatedCell> cells;
};
BOOST_DESCRIBE_STRUCT(SimulationRecord, (), (record, pages, cells))

// So many pages are drawn from one seed, however many CPUs share the work.
constexpr std::size_t pages_of_seed = 25;

// Pages of a cell on which something is claimed.
std::size_t claimed_on(const SimulatedPage& page, const NoiseKind& kind, double difference,
                       std::size_t pages) {
  std::atomic<std::size_t> next = 0, claimed = 0;
  const auto work = [&] {
    for (std::size_t seed; (seed = next++) * pages_of_seed < pages;) {
      const std::size_t some = std::min(pages_of_seed, pages - seed * pages_of_seed);
      const double share = difference > 0 ? found(page, kind, difference, some, seed + 1)
                                          : false_claims(page, kind, some, seed + 1);
      claimed += static_cast<std::size_t>(std::llround(share * static_cast<double>(some)));
    }
  };
  std::vector<std::jthread> threads(std::max(1U, std::thread::hardware_concurrency()));
  for (std::jthread& thread : threads) thread = std::jthread(work);
  threads.clear();  // joins
  return claimed;
}

void answer_row(std::string_view first, const std::vector<std::string>& cells) {
  answer("| {:>7} |", first);
  for (const std::string& cell : cells) answer(" {:>15} |", cell);
  answer("\n");
  std::fflush(stdout);  // the whole takes minutes
}

Exit simulation(const Options& options, const Catalogue&, std::size_t pages) {
  SimulationRecord record;
  record.pages = static_cast<std::int64_t>(pages);
  for (const Question& question : questions) {
    std::vector<const NoiseKind*> kinds;
    std::vector<std::string> names;
    for (const NoiseKind& kind : noise_kind_table())
      if (question.noise.empty() || kind.name == question.noise) {
        kinds.push_back(&kind);
        names.emplace_back(kind.name);
      }
    answer("{}\n", question.title);
    answer_row("runners", names);
    answer_row("---:", std::vector<std::string>(names.size(), "---:"));
    for (const std::size_t runners : numbers_of_runners) {
      std::vector<std::string> cells;
      for (const NoiseKind* kind : kinds) {
        const std::size_t claimed = claimed_on({.runners = runners}, *kind, question.difference, pages);
        const Interval share = proportion_between(claimed, pages, 0.95);
        cells.push_back(
            fmt::format("{:.1f}", 100 * static_cast<double>(claimed) / static_cast<double>(pages)));
        record.cells.push_back({static_cast<std::int64_t>(runners), std::string(kind->name),
                                question.difference, static_cast<std::int64_t>(claimed), share.low,
                                share.high});
      }
      answer_row(fmt::format("{}", runners), cells);
    }
    answer("\n");
  }
  save_record(options, record);
  return Exit::done;
}

}  // namespace

extern constinit const SelftestPart simulation_part{
    .name = "simulation",
    .meaning = "the claim rule on made-up times, nothing is measured",
    .counted = "pages for each number",
    .comparisons = 1000,
    .run = simulation,
};

}  // namespace concbench::bench
