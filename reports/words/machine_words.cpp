#include "reports/words/machine_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reports/words/units.h"
#include "reports/words/verdict_text.h"
#include "statistics/verdict.h"

namespace concbench::reports {
namespace {

constexpr std::size_t few = 4;         // machines of which each is told against the first
constexpr std::size_t most_names = 5;  // in one sentence

// Falling times, up to all CPUs: more tasks at a time are no more cores.
std::vector<BestTime> steps_of(const MachineWork& work, const MachineEntry& machine) {
  std::vector<BestTime> steps;
  for (const BestTime& time : work.steps)
    if ((!machine.cpus_allowed || time.concurrency <= *machine.cpus_allowed) &&
        (steps.empty() || time.ns < steps.back().ns))
      steps.push_back(time);
  return steps;
}

// The fewest cores of that machine within this time, and whether one less was measured and is not.
struct Need {
  std::int64_t cores = 0;
  bool exact = false;
};

std::optional<Need> need(const MachineWork& work, const std::vector<BestTime>& steps, double ns) {
  const auto fits = [&](double time) { return time <= ns * (1 + Rule().floor); };
  const auto found = std::ranges::find_if(steps, fits, &BestTime::ns);
  if (found == steps.end()) return std::nullopt;
  const bool exact = found->concurrency == 1 || std::ranges::any_of(work.steps, [&](const BestTime& time) {
                       return time.concurrency == found->concurrency - 1;
                     });
  return Need{found->concurrency, exact};
}

// Beyond the cores of a machine lie their siblings.
std::string cores_text(std::int64_t count, const MachineEntry& machine) {
  const char* unit = machine.cores && count > *machine.cores ? "CPU" : "core";
  return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
}

const CaseComparison* one_thread(const FileDigest& digest, const std::string& title) {
  if (!digest.comparison) return nullptr;
  for (const CaseComparison& one : digest.comparison->cases)
    if (one.workload == title && one.runner == baseline_runner && one.ratio) return &one;
  return nullptr;
}

std::string cost_in_words(const SharedWorkload& workload, std::span<const MachineEntry> machines) {
  std::vector<const MachineWork*> priced;
  for (const MachineWork& work : workload.machines)
    if (work.cost) priced.push_back(&work);
  if (priced.empty()) return {};
  std::ranges::stable_sort(priced, {}, [](const MachineWork* work) { return *work->cost; });
  std::vector<std::string> costs;
  for (const MachineWork* work : priced)
    costs.push_back(fmt::format("{} on {}", number_text(*work->cost), machines[work->machine].name));
  return fmt::format("a million runs with the best model cost {}", some_of(costs));
}

// What is said of cores is said of machines: two builds on one have the same cores.
std::vector<std::string> pair_by_pair(const SharedWorkload& workload, std::span<const MachineEntry> machines,
                                      std::span<const FileDigest> digests) {
  std::vector<std::string> sentences;
  const MachineWork& first = workload.machines.front();
  for (const MachineWork& work : std::span(workload.machines).subspan(1)) {
    if (workload.kind != "cpu" || digests[work.machine].comparison->same_machine) continue;
    if (const CaseComparison* one = one_thread(digests[work.machine], workload.title))
      sentences.push_back(core_in_words(*one, machines[0].name, machines[work.machine].name));
    sentences.push_back(cores_needed_in_words(first, work, machines));
  }
  return sentences;
}

std::string fastest_core(const SharedWorkload& workload, std::span<const MachineEntry> machines) {
  const MachineWork* fastest = nullptr;
  for (const MachineWork& work : workload.machines)
    if (work.core_worth && (!fastest || *work.core_worth > *fastest->core_worth)) fastest = &work;
  if (!fastest) return {};
  return fmt::format("one thread took the shortest time on {}{}", machines[fastest->machine].name,
                     fastest->machine == 0
                         ? ""
                         : fmt::format(": one core of it comes out at {} of {}",
                                       number_text(*fastest->core_worth), machines[0].name));
}

std::string models_in_words(const SharedWorkload& workload) {
  std::map<std::string, std::size_t> counts;
  for (const MachineWork& work : workload.machines) ++counts[work.models.front().runner];
  std::vector<std::pair<std::string, std::size_t>> models(counts.begin(), counts.end());
  std::ranges::stable_sort(models, std::ranges::greater(), [](const auto& model) { return model.second; });
  std::vector<std::string> parts;
  for (const auto& [model, count] : models) parts.push_back(fmt::format("{} on {}", model, count));
  return fmt::format("the model with the shortest time is {}", some_of(parts));
}

std::vector<std::string> over_all(const SharedWorkload& workload, std::span<const MachineEntry> machines) {
  const MachineWork& first = workload.machines.front();
  const auto fastest = std::ranges::min_element(workload.machines, {}, &MachineWork::against_first);
  const Spread& spread = workload.against_first;
  std::vector<std::string> sentences{
      fmt::format("the others take {} to {} times as long as {} with their best model, half of them {} to {}",
                  number_text(spread.minimum), number_text(spread.maximum), machines[0].name,
                  number_text(spread.lower_quartile), number_text(spread.upper_quartile))};
  if (workload.kind == "cpu") {
    sentences.push_back(fastest_core(workload, machines));
    if (fastest->machine != 0) sentences.push_back(cores_needed_in_words(first, *fastest, machines));
  }
  sentences.push_back(models_in_words(workload));
  return sentences;
}

std::string at_best(const MachineWork& work) {
  const BestTime& best = work.models.front();
  return fmt::format("with {} at {}", best.runner, best.concurrency);
}

}  // namespace

std::string some_of(const std::vector<std::string>& names) {
  if (names.size() <= most_names + 1) return fmt::format("{}", fmt::join(names, ", "));
  return fmt::format("{} and {} more", fmt::join(std::span(names).first(most_names), ", "),
                     names.size() - most_names);
}

std::string core_in_words(const CaseComparison& one, const std::string& reference, const std::string& other) {
  const std::string worth = fmt::format("{} ({}–{}", number_text(1 / *one.ratio), number_text(1 / *one.high),
                                        number_text(1 / *one.low));
  if (one.verdict == Claim::not_judged)
    return fmt::format("one core of {} comes out at {} seen) of {}, which is no claim", other, worth,
                       reference);
  if (one.verdict == Claim::equivalent)
    return fmt::format("one core of {} is worth as much as one of {}: {})", other, reference, worth);
  return fmt::format("one core of {} is worth {}{}) of {}", other, worth,
                     one.verdict == Claim::undecided ? ", undecided" : "", reference);
}

std::string cores_needed_in_words(const MachineWork& a, const MachineWork& b,
                                  std::span<const MachineEntry> machines) {
  const auto ours = steps_of(a, machines[a.machine]), theirs = steps_of(b, machines[b.machine]);
  if (ours.size() < 2 || theirs.size() < 2) return {};
  const bool is_ours = ours.front().ns <= theirs.front().ns;  // the faster machine, core by core
  const std::vector<BestTime>&fast = is_ours ? ours : theirs, &slow = is_ours ? theirs : ours;
  const MachineWork& slow_work = is_ours ? b : a;
  const MachineEntry& fast_machine = machines[(is_ours ? a : b).machine];
  const MachineEntry& slow_machine = machines[slow_work.machine];
  for (auto step = fast.rbegin(); step != fast.rend(); ++step) {
    const auto needed = need(slow_work, slow, step->ns);
    if (!needed) continue;
    if (needed->exact && needed->cores == step->concurrency)
      return fmt::format("{} and {} need the same {} for the same time", machines[a.machine].name,
                         machines[b.machine].name, cores_text(step->concurrency, slow_machine));
    return fmt::format("{} needs {}{} for what {} does with {}", slow_machine.name,
                       needed->exact ? "" : "at most ", cores_text(needed->cores, slow_machine),
                       fast_machine.name, step->concurrency);
  }
  return fmt::format("{} with up to {} does not reach what {} does with {}", slow_machine.name,
                     cores_text(slow.back().concurrency, slow_machine), fast_machine.name,
                     fast.front().concurrency);
}

std::string shortest_in_words(const SharedWorkload& workload, std::span<const MachineEntry> machines) {
  const auto [shortest, longest] =
      std::ranges::minmax_element(workload.machines, {}, &MachineWork::against_first);
  const double ratio = longest->against_first / shortest->against_first;
  const std::string best = fmt::format("{}, {} {}", machines[shortest->machine].name,
                                       duration_text(shortest->models.front().ns), at_best(*shortest));
  if (ratio <= 1 + Rule().floor)
    return fmt::format("all lie within {} of the shortest time, that of {}", percent_text(Rule().floor),
                       best);
  return fmt::format("the shortest time is that of {}; the longest that of {}, {} times as long {}", best,
                     machines[longest->machine].name, number_text(ratio), at_best(*longest));
}

std::vector<std::string> sentences_on(const SharedWorkload& workload, std::span<const MachineEntry> machines,
                                      std::span<const FileDigest> digests) {
  std::vector<std::string> sentences =
      machines.size() <= few ? pair_by_pair(workload, machines, digests) : over_all(workload, machines);
  sentences.push_back(cost_in_words(workload, machines));
  std::erase(sentences, "");
  return sentences;
}

}  // namespace concbench::reports
