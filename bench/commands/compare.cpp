// `concbench compare`: results files, or folders of them, against the first, and all of them side by side.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "bench/cli/terminal.h"
#include "bench/commands/commands.h"
#include "reports/compare/compare.h"
#include "reports/compare/compare_files.h"
#include "reports/exports/files.h"
#include "reports/page/machines.h"
#include "results/text.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

constexpr std::size_t few_sides = 4;  // whose cases are shown on the terminal

// Names each broken file; where fewer than two are left, the last of them is the error.
void leave_out(std::vector<std::string> broken, std::size_t left) {
  const std::string last = broken.empty() ? std::string() : broken.back();
  if (left < 2 && !broken.empty()) broken.pop_back();
  for (const std::string& message : broken) notice("concbench: {}; left out\n", printable(message));
  if (left < 2) throw ResultsError(last + "; a comparison takes two sides that can be read");
}

// "my server=0.34": what an hour costs. A label may hold a '='.
reports::Price understand_price(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0)
    throw Error(Exit::usage, fmt::format("--price '{}': write LABEL=AMOUNT, as in server=0.34", text));
  reports::Price price{text.substr(0, equals), 0};
  const char *begin = text.data() + equals + 1, *end = text.data() + text.size();
  const auto [stopped, failure] = std::from_chars(begin, end, price.per_hour, std::chars_format::fixed);
  constexpr double most = 1e9;
  if (failure != std::errc() || stopped != end || !(price.per_hour > 0) || price.per_hour > most)
    throw Error(Exit::usage,
                fmt::format("--price '{}': '{}' is no amount for an hour; write a number above 0, as in 0.34",
                            text, text.substr(equals + 1)));
  return price;
}

std::vector<reports::Price> understand_prices(const std::vector<std::string>& texts) {
  std::vector<reports::Price> prices;
  std::set<std::string> labels;
  for (const std::string& text : texts) {
    prices.push_back(understand_price(text));
    if (!labels.insert(prices.back().label).second)
      throw Error(Exit::usage,
                  fmt::format("--price '{}': '{}' has a price already", text, prices.back().label));
  }
  return prices;
}

void check_prices(const std::vector<reports::Price>& prices, const reports::FilesToCompare& files) {
  std::vector<std::string> known = files.labels;
  known.insert(known.end(), files.names.begin(), files.names.end());
  for (const reports::Price& price : prices)
    if (std::ranges::find(known, price.label) == known.end())
      throw Error(Exit::usage, fmt::format("--price: no results file is labelled '{}'{}", price.label,
                                           suggestion(price.label, known)));
}

std::vector<reports::FileComparison> comparisons_of(const reports::ComparedFiles& compared) {
  std::vector<reports::FileComparison> comparisons;
  for (const reports::FileDigest& digest : compared.digests)
    if (digest.comparison) comparisons.push_back(*digest.comparison);
  return comparisons;
}

// What a gate makes of it: it never opens by silence.
Exit gate(const std::vector<reports::FileComparison>& comparisons) {
  if (reports::any_slower(comparisons)) return Exit::regression;
  for (const reports::FileComparison& one : comparisons) {
    if (one.counts.judged() == 0)
      throw Error(
          Exit::unjudged,
          fmt::format("--fail-on slower: nothing could be judged in {} against {}{}{}; give two folders "
                      "with the results files of {} runs each, or use 'concbench ab OLD NEW'",
                      one.other, one.reference, one.unjudged.empty() ? "" : ": ", one.unjudged, one.needed));
    if (one.blind > 0)
      throw Error(
          Exit::unjudged,
          fmt::format("--fail-on slower: {} of {} cases left undecided whether {} is slower by 10 % ({}); "
                      "take more runs of both sides",
                      one.blind, one.family, one.other, one.conclusion));
  }
  return Exit::done;
}

Exit compare(const Options& options, const Catalogue&) {
  if (options.inputs.size() < 2)
    throw Error(
        Exit::usage,
        "compare: name two results files or folders of them; the first is what the others are held against");
  const auto fail_on = options.typed.text("--fail-on");
  if (fail_on) require_known("--fail-on", *fail_on, {"slower"});
  const auto prices = understand_prices(options.typed.texts("--price"));
  const reports::FilesToCompare files = reports::open_files(options.inputs);
  if (files.sides.size() < 2) leave_out(files.left_out, files.sides.size());
  check_prices(prices, files);
  if (!options.report_folder.empty()) reports::make_folder(options.report_folder);
  reports::ComparedFiles compared = reports::compare_files(files);
  std::vector<std::string> broken = files.left_out;
  broken.insert(broken.end(), compared.left_out.begin(), compared.left_out.end());
  leave_out(broken, compared.digests.size());

  const auto comparisons = comparisons_of(compared);
  auto all = reports::side_by_side(compared.first, compared.digests, prices);
  all.left_out = std::move(broken);
  if (!options.quiet) {
    answer("{}", reports::side_by_side_text(all, options.details, terminal_columns(), colour_wanted()));
    if (options.details || all.machines.size() <= few_sides)
      answer("\n{}",
             reports::compare_text(comparisons, options.details, terminal_columns(), colour_wanted()));
  }
  if (!options.report_folder.empty()) {
    const auto page = reports::write_machines(all, options.report_folder).front();
    show_path(options, "report", page);
  }
  return fail_on ? gate(comparisons) : Exit::done;
}

}  // namespace

extern constinit const CommandEntry compare_command{
    .name = "compare",
    .summary = "results files, or folders with those of several runs, against the first",
    .add_options =
        [](CLI::App& command) {
          add_words(
              command, "results",
              "two results files or more, which are described; or folders of them, whose runs are judged");
          add_text(command, "-o,--output", "folder of a page that lays the machines side by side");
          add_texts(
              command, "--price",
              "LABEL=AMOUNT: what an hour of that file's machine costs, in any currency; may be repeated");
          add_text(command, "--fail-on",
                   "slower: exit with 1 if any case is judged slower, with 8 if nothing can be judged");
          add_showing(command);
        },
    .run = compare,
};

}  // namespace concbench::bench
