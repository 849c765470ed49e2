#include "bench/cli/typed.h"

#include <charconv>
#include <chrono>
#include <filesystem>
#include <limits>
#include <random>
#include <set>
#include <system_error>
#include <utility>

namespace concbench::bench {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

[[noreturn]] void usage(const std::string& message) {
  throw Error(Exit::usage, message);
}

std::vector<std::string> split(const std::string& flag, const std::string& list) {
  std::vector<std::string> items;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    items.push_back(list.substr(begin, end - begin));
    if (items.back().empty())
      usage(fmt::format("{} '{}': an empty item; separate values by single commas", flag, list));
    begin = end + 1;
  }
  return items;
}

std::vector<std::string> known_names(const std::string& flag, std::string_view what,
                                     const std::optional<std::string>& list,
                                     const std::vector<std::string>& known) {
  if (!list) return {};
  std::vector<std::string> names = split(flag, *list);
  for (const std::string& name : names) require_known(what, name, known);
  return names;
}

// The value of a flag under the rules of a workload's parameter.
std::string checked(const std::string& flag, const Parameter& rule, const std::string& text) {
  try {
    return canonical(rule, text);
  } catch (const std::invalid_argument& error) {
    usage(fmt::format("{}: {}", flag, error.what()));
  }
}

std::uint64_t count_flag(const std::string& flag, const std::string& text, std::uint64_t min,
                         std::uint64_t max) {
  return parse_count(checked(flag, {flag, Parameter::Type::count, "", "", min, max}, text));
}

std::chrono::nanoseconds duration_flag(const std::string& flag, const std::string& text,
                                       std::chrono::nanoseconds min, std::chrono::nanoseconds max) {
  const Parameter rule{flag,
                       Parameter::Type::duration,
                       "",
                       "",
                       static_cast<std::uint64_t>(min.count()),
                       static_cast<std::uint64_t>(max.count())};
  return parse_duration(checked(flag, rule, text));
}

// The kernel's list format, "0-3,8" (cpuset(7)).
std::vector<std::int64_t> understand_cpus(const std::string& list) {
  constexpr std::uint64_t most = 1'000'000;
  std::set<std::int64_t> cpus;
  for (const std::string& item : split("--cpus", list)) {
    const std::size_t dash = item.find('-');
    const std::uint64_t first = count_flag("--cpus", item.substr(0, dash), 0, most);
    const std::uint64_t last =
        dash == std::string::npos ? first : count_flag("--cpus", item.substr(dash + 1), 0, most);
    if (last < first)
      usage(fmt::format("--cpus '{}': a range goes from the lower number to the higher", item));
    for (std::uint64_t cpu = first; cpu <= last; ++cpu) cpus.insert(static_cast<std::int64_t>(cpu));
  }
  return {cpus.begin(), cpus.end()};
}

// Parameters of the selected workloads that differ from the defaults.
class ParamsBuilder {
 public:
  ParamsBuilder(const Catalogue& catalogue, Selection& selection)
      : catalogue_(catalogue), selection_(selection) {}

  void set(const std::string& text) {  // "sleep.unit=1ms"
    const std::size_t dot = text.find('.'), equals = text.find('=');
    if (dot == std::string::npos || equals == std::string::npos || equals < dot)
      usage(fmt::format("--param '{}': write name.parameter=value, as in sleep.unit=1ms", text));
    const std::string name = text.substr(0, dot), key = text.substr(dot + 1, equals - dot - 1);
    std::vector<std::string> known = names_of(catalogue_.workloads);
    for (const std::string& runner : names_of(catalogue_.runners)) known.push_back(runner);
    require_known("workload or runner", name, known);
    const std::string flag = "--param " + name + "." + key, value = text.substr(equals + 1);
    if (const WorkloadEntry* workload = find(catalogue_.workloads, name))
      assign(*workload, "workload", key, flag, value);
    else
      assign(*find(catalogue_.runners, name), "runner", key, flag, value);
  }

  void set_tasks(const std::string& text) {
    for (const WorkloadEntry& workload : catalogue_.workloads)
      if (find(workload.parameters, "tasks") && selection_.includes(workload))
        assign(workload, "workload", "tasks", "--tasks", text);
  }

  // --images and --files: the tasks of `name` are the files of a folder.
  void set_folder(const std::string& flag, const std::string& name, const std::string& folder) {
    const WorkloadEntry* workload = find(catalogue_.workloads, name);
    if (!workload) usage(fmt::format("{}: this program has no workload '{}'", flag, name));
    require_selected(flag, "workload", *workload);
    if (folder.empty()) usage(fmt::format("{} '': name a folder", flag));
    if (const Params& params = selection_.params[name]; params.contains("tasks") || params.contains("size"))
      usage(
          fmt::format("{} '{}': the folder decides how many tasks {} has and how large they are; leave out "
                      "--tasks and --param {}.size",
                      flag, folder, name, name));
    assign(*workload, "workload", "dir", flag, fs::absolute(folder).lexically_normal().string());
  }

 private:
  template <class Entry>
  void require_selected(const std::string& flag, std::string_view what, const Entry& entry) const {
    if (!selection_.includes(entry))
      usage(fmt::format("{}: {} '{}' is not selected; add it to --{}", flag, what, entry.name, what));
  }

  template <class Entry>
  void assign(const Entry& entry, std::string_view what, const std::string& key, const std::string& flag,
              const std::string& text) {
    require_known(fmt::format("parameter of {}", entry.name), key, names_of(entry.parameters));
    require_selected(flag, what, entry);
    selection_.params[std::string(entry.name)][key] = checked(flag, *find(entry.parameters, key), text);
  }

  const Catalogue& catalogue_;
  Selection& selection_;
};

Selection understand_selection(const Typed& typed, const Catalogue& catalogue) {
  Selection selection;
  selection.workloads = known_names("--workload", "workload", typed.workloads, names_of(catalogue.workloads));
  selection.runners = known_names("--runner", "runner", typed.runners, names_of(catalogue.runners));
  if (typed.concurrency)
    for (const std::string& item : split("--concurrency", *typed.concurrency))
      selection.concurrency.push_back(count_flag("--concurrency", item, 1, most_planned));
  std::ranges::sort(selection.concurrency);
  auto& values = selection.concurrency;
  values.erase(std::unique(values.begin(), values.end()), values.end());
  if (typed.cpus) selection.cpus = understand_cpus(*typed.cpus);
  const std::string placement = typed.placement.value_or("os");
  require_known("placement", placement, names_of(placement_table()));
  selection.placement = std::ranges::find(placement_table(), placement, &PlacementName::name)->placement;
  if (typed.chunk) selection.chunk = count_flag("--chunk", *typed.chunk, 1, 1'000'000'000);

  ParamsBuilder params(catalogue, selection);
  if (typed.tasks) params.set_tasks(*typed.tasks);
  for (const std::string& param : typed.params) params.set(param);
  if (typed.images) params.set_folder("--images", "brightness", *typed.images);
  if (typed.files) params.set_folder("--files", "file_read", *typed.files);
  return selection;
}

// How often a command that answers one question repeats itself: what it measures at a time is its own.
std::size_t blocks_of(Command command, const Profile& profile) {
  switch (command) {
    case Command::granularity:
      return 3;
    case Command::cores:
      return 5;
    case Command::memory:
      return 1;
    default:
      return profile.blocks;
  }
}

Profile understand_profile(const Typed& typed, Command command) {
  const std::string name = typed.profile.value_or("quick");
  require_known("profile", name, names_of(profile_table()));
  Profile profile = *std::ranges::find(profile_table(), name, &Profile::name);
  profile.blocks = blocks_of(command, profile);
  if (typed.blocks) profile.blocks = count_flag("--blocks", *typed.blocks, 1, 10'000);
  if (typed.min_time) profile.min_time = duration_flag("--min-time", *typed.min_time, 1us, 1h);
  return profile;
}

std::uint64_t random_seed() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

// "my server=0.34": what an hour costs. A label may hold a '='.
reports::Price understand_price(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0)
    usage(fmt::format("--price '{}': write LABEL=AMOUNT, as in server=0.34", text));
  reports::Price price{text.substr(0, equals), 0};
  const char *begin = text.data() + equals + 1, *end = text.data() + text.size();
  const auto [stopped, failure] = std::from_chars(begin, end, price.per_hour, std::chars_format::fixed);
  constexpr double most = 1e9;
  if (failure != std::errc() || stopped != end || !(price.per_hour > 0) || price.per_hour > most)
    usage(fmt::format("--price '{}': '{}' is no amount for an hour; write a number above 0, as in 0.34", text,
                      text.substr(equals + 1)));
  return price;
}

std::vector<reports::Price> understand_prices(const std::vector<std::string>& texts) {
  std::vector<reports::Price> prices;
  std::set<std::string> labels;
  for (const std::string& text : texts) {
    prices.push_back(understand_price(text));
    if (!labels.insert(prices.back().label).second)
      usage(fmt::format("--price '{}': '{}' has a price already", text, prices.back().label));
  }
  return prices;
}

void understand_output(const Typed& typed, Options& options) {
  for (const auto& [flag, value] :
       {std::pair{"--out", &typed.out}, {"--report", &typed.report}, {"--label", &typed.label}})
    if (*value && (*value)->empty()) usage(fmt::format("{} '': give it a value", flag));
  if (typed.report && typed.no_report) usage("--report and --no-report: choose one");
  if (typed.quiet && typed.details) usage("--quiet and --details: choose one");
  options.quiet = typed.quiet;
  options.details = typed.details;
  options.out = typed.out.value_or("");
  options.report_folder = typed.report.value_or("");
  options.report = !typed.no_report;
  options.trace = !typed.no_trace;
  options.label = typed.label.value_or("");
  options.inputs.assign(typed.inputs.begin(), typed.inputs.end());
  const auto names = known_names("--format", "format", typed.formats.value_or("html,svg,md"),
                                 names_of(reports::format_table()));
  for (const reports::Format& format : reports::format_table())
    if (std::ranges::find(names, format.name) != names.end()) options.formats.push_back(&format);
}

}  // namespace

void require_known(std::string_view what, const std::string& name, const std::vector<std::string>& known) {
  if (std::ranges::find(known, name) != known.end()) return;
  usage(fmt::format("unknown {} '{}'{}; known: {}", what, name, suggestion(name, known),
                    fmt::join(known, ", ")));
}

void understand(const Typed& typed, const Catalogue& catalogue, Options& options) {
  options.selection = understand_selection(typed, catalogue);
  options.profile = understand_profile(typed, options.command);
  options.exact_blocks = typed.blocks.has_value();
  options.timeout = duration_flag("--timeout", typed.timeout.value_or("30s"), 1ms, 24h);
  options.seed = typed.seed ? count_flag("--seed", *typed.seed, 0, std::numeric_limits<std::uint64_t>::max())
                            : random_seed();
  understand_output(typed, options);
  if (options.command == Command::list) {
    options.listed = typed.listed.value_or("");
    options.markdown = typed.markdown;
    require_known("list", options.listed, {"workloads", "runners", "cases"});
  }
  if (options.command == Command::selftest) {
    options.test = typed.test.value_or("");
    require_known("selftest", options.test, {"aa", "runs", "mde", "overhead"});
    const std::string usual = options.test == "aa" ? "300" : options.test == "runs" ? "5" : "10";
    options.comparisons = count_flag("--comparisons", typed.comparisons.value_or(usual),
                                     options.test == "runs" ? 2 : 1, 100'000);
    if (options.test == "mde" && !typed.blocks) options.profile.blocks = 12;
  }
  if (options.command == Command::compare) {
    if (options.inputs.size() < 2)
      usage("compare: name two results files or more; the first is what the others are held against");
    if (typed.fail_on) require_known("--fail-on", *typed.fail_on, {"slower"});
    options.fail_on_slower = typed.fail_on.has_value();
    options.prices = understand_prices(typed.prices);
  }
  // One process for all cases: the first to be placed would leave its CPU to all after it.
  if (options.command == Command::gbench && options.selection.placement != Placement::os)
    usage("gbench runs all cases in one process and cannot place them; leave out --placement");
  if (options.command == Command::report && options.inputs.empty()) usage("report: name a results file");
  if (options.command == Command::report && options.report_folder.empty())
    usage("report: say where with -o DIR");
}

}  // namespace concbench::bench
