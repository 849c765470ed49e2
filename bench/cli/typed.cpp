// The second step of options.h: what the values mean.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <limits>
#include <random>
#include <set>
#include <span>
#include <utility>

#include "bench/cli/error.h"
#include "bench/cli/options.h"
#include "bench/commands/commands.h"

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

// Those of the flag that is called as they are: --runner.
std::vector<std::string> known_names(const std::string& what, const std::optional<std::string>& list,
                                     const std::vector<std::string>& known) {
  if (!list) return {};
  std::vector<std::string> names = split("--" + what, *list);
  for (const std::string& name : names) require_known(what, name, known);
  return names;
}

// The value of a flag under the rules of a workload's parameter.
std::string accepted(const std::string& flag, const Parameter& rule, const std::string& text) {
  try {
    return canonical(rule, text);
  } catch (const std::invalid_argument& error) {
    usage(fmt::format("{}: {}", flag, error.what()));
  }
}

std::chrono::nanoseconds duration_flag(const std::string& flag, const std::string& text, const char* example,
                                       std::chrono::nanoseconds min, std::chrono::nanoseconds max) {
  const auto ns = [](std::chrono::nanoseconds limit) { return static_cast<std::uint64_t>(limit.count()); };
  return parse_duration(
      accepted(flag, {flag, Parameter::Type::duration, example, "", ns(min), ns(max)}, text));
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

// A workload or runner, whose parameters the user may set.
struct Owner {
  std::string_view what, name;
  std::span<const Parameter> parameters;
  bool is_selected;
};

std::vector<Owner> owners_in(const Catalogue& catalogue, const Selection& selection) {
  std::vector<Owner> owners;
  for (const WorkloadEntry& w : catalogue.workloads)
    owners.push_back({"workload", w.name, w.parameters, selection.includes(w)});
  for (const RunnerEntry& r : catalogue.runners)
    owners.push_back({"runner", r.name, r.parameters, selection.includes(r)});
  return owners;
}

void require_selected(const std::string& flag, const Owner& owner) {
  if (!owner.is_selected)
    usage(
        fmt::format("{}: {} '{}' is not selected; add it to --{}", flag, owner.what, owner.name, owner.what));
}

void set_param(Selection& selection, const Owner& owner, const std::string& key, const std::string& flag,
               const std::string& text) {
  require_known(fmt::format("parameter of {}", owner.name), key, names_of(owner.parameters));
  require_selected(flag, owner);
  selection.params[std::string(owner.name)][key] = accepted(flag, *find(owner.parameters, key), text);
}

void understand_param(Selection& selection, const std::vector<Owner>& owners, const std::string& flag,
                      const std::string& text) {  // "sleep.unit=1ms"
  const std::size_t dot = text.find('.'), equals = text.find('=');
  if (dot == std::string::npos || equals == std::string::npos || equals < dot)
    usage(fmt::format("{} '{}': write name.parameter=value, as in sleep.unit=1ms", flag, text));
  const std::string name = text.substr(0, dot), key = text.substr(dot + 1, equals - dot - 1);
  require_known("workload or runner", name, names_of(owners));
  set_param(selection, *find(owners, name), key, fmt::format("{} {}.{}", flag, name, key),
            text.substr(equals + 1));
}

// --images and --files: the tasks of `name` are the files of a folder.
void understand_folder(Selection& selection, const std::vector<Owner>& owners, const std::string& flag,
                       const std::string& name, const std::string& folder) {
  const Owner* owner = find(owners, name);
  if (!owner) usage(fmt::format("{}: this program has no workload '{}'", flag, name));
  require_selected(flag, *owner);
  if (folder.empty()) usage(fmt::format("{} '': name a folder", flag));
  if (const Params& params = selection.params[name]; params.contains("tasks") || params.contains("size"))
    usage(
        fmt::format("{} '{}': the folder decides how many tasks {} has and how large they are; leave out "
                    "--tasks and --param {}.size",
                    flag, folder, name, name));
  set_param(selection, *owner, "dir", flag, fs::absolute(folder).lexically_normal().string());
}

Selection understand_selection(const Typed& typed, const Catalogue& catalogue) {
  Selection selection;
  selection.workloads = known_names("workload", typed.text("--workload"), names_of(catalogue.workloads));
  selection.runners = known_names("runner", typed.text("--runner"), names_of(catalogue.runners));
  std::set<std::size_t> concurrency;
  if (const auto list = typed.text("--concurrency"))
    for (const std::string& item : split("--concurrency", *list))
      concurrency.insert(count_flag("--concurrency", item, 1, most_planned));
  selection.concurrency.assign(concurrency.begin(), concurrency.end());
  if (const auto list = typed.text("--cpus")) selection.cpus = understand_cpus(*list);
  const std::string placement = typed.text("--placement").value_or("os");
  require_known("placement", placement, names_of(placement_table()));
  selection.placement = std::ranges::find(placement_table(), placement, &PlacementName::name)->placement;
  if (const auto chunk = typed.text("--chunk"))
    selection.chunk = count_flag("--chunk", *chunk, 1, 1'000'000'000);

  const std::vector<Owner> owners = owners_in(catalogue, selection);
  if (const auto tasks = typed.text("--tasks"))
    for (const Owner& owner : owners)
      if (owner.what == "workload" && owner.is_selected && find(owner.parameters, "tasks"))
        set_param(selection, owner, "tasks", "--tasks", *tasks);
  for (const std::string& param : typed.texts("--param"))
    understand_param(selection, owners, "--param", param);
  for (const auto& [flag, workload] : {std::pair{"--images", "brightness"}, {"--files", "file_read"}})
    if (const auto folder = typed.text(flag)) understand_folder(selection, owners, flag, workload, *folder);
  return selection;
}

Profile understand_profile(const Typed& typed, const CommandEntry& command) {
  const std::string name = typed.text("--profile").value_or("quick");
  require_known("profile", name, names_of(profile_table()));
  Profile profile = *std::ranges::find(profile_table(), name, &Profile::name);
  if (command.blocks > 0) profile.blocks = command.blocks;
  if (const auto blocks = typed.text("--blocks")) {
    profile.blocks = count_flag("--blocks", *blocks, 1, 10'000);
    profile.budget = 0ns;  // so many, however long that takes
  }
  if (const auto budget = typed.text("--budget"))
    profile.budget = duration_flag("--budget", *budget, "2m", 1s, 168h);
  if (const auto time = typed.text("--min-time"))
    profile.min_time = duration_flag("--min-time", *time, "50ms", 1us, 1h);
  return profile;
}

void understand_output(const Typed& typed, Options& options) {
  for (const char* flag : {"--out", "--report", "--output", "--label"})
    if (typed.text(flag) == "") usage(fmt::format("{} '': give it a value", flag));
  for (const auto& [one, other] : {std::pair{"--report", "--no-report"}, {"--quiet", "--details"}})
    if (typed.given(one) && typed.given(other)) usage(fmt::format("{} and {}: choose one", one, other));
  options.quiet = typed.given("--quiet");
  options.details = typed.given("--details");
  options.out = typed.text("--out").value_or("");
  options.report_folder = typed.text(typed.given("--output") ? "--output" : "--report").value_or("");
  options.report = !typed.given("--no-report");
  options.label = typed.text("--label").value_or("");
  for (const std::string& path : typed.texts("results")) options.inputs.emplace_back(path);
  const auto names = known_names("format", typed.text("--format").value_or("html,svg,md"),
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

std::uint64_t count_flag(const std::string& flag, const std::string& text, std::uint64_t min,
                         std::uint64_t max) {
  return parse_count(accepted(flag, {flag, Parameter::Type::count, "", "", min, max}, text));
}

void set_params(Selection& selection, const Catalogue& catalogue, const std::string& flag,
                const std::vector<std::string>& texts) {
  const std::vector<Owner> owners = owners_in(catalogue, selection);
  for (const std::string& text : texts) understand_param(selection, owners, flag, text);
}

void understand(const Catalogue& catalogue, Options& options) {
  const Typed& typed = options.typed;
  options.selection = understand_selection(typed, catalogue);
  options.profile = understand_profile(typed, *options.command);
  options.exact_blocks = typed.given("--blocks");
  options.timeout = duration_flag("--timeout", typed.text("--timeout").value_or("30s"), "30s", 1ms, 24h);
  std::random_device device;
  const auto seed = typed.text("--seed");
  options.seed = seed ? count_flag("--seed", *seed, 0, std::numeric_limits<std::uint64_t>::max())
                      : std::uint64_t{device()} << 32 | device();
  understand_output(typed, options);
}

std::vector<std::string> Typed::texts(std::string_view name) const {
  const auto found = values.find(name);
  return found == values.end() ? std::vector<std::string>() : found->second;
}

std::optional<std::string> Typed::text(std::string_view name) const {
  const auto found = values.find(name);
  return found == values.end() ? std::nullopt : std::optional(found->second.front());
}

}  // namespace concbench::bench
