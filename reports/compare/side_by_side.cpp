#include "reports/compare/side_by_side.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "reports/words/machine_words.h"
#include "statistics/statistics.h"

namespace concbench::reports {
namespace {

constexpr std::size_t shown = 8;      // machines drawn at first: more marks cannot be told apart
constexpr std::size_t detailed = 20;  // machines whose every case stands on the page: it must stay a page

MachineEntry entry_of(const FileDigest& digest, std::span<const Price> prices, bool whole) {
  MachineEntry entry = digest;
  const auto price = std::ranges::find_if(
      prices, [&](const Price& one) { return one.label == digest.name || one.label == digest.own_name; });
  if (price != prices.end()) entry.price = price->per_hour;
  if (entry.comparison && !whole) {
    entry.comparison->cases.clear();
    entry.comparison->differences.clear();
  }
  return entry;
}

SharedWorkload described(const WorkloadSummary& workload) {
  SharedWorkload shared;
  shared.title = workload.title;
  shared.kind = workload.kind;
  shared.summary = workload.summary;
  shared.task = workload.task;
  shared.params = workload.params;
  shared.tasks = workload.tasks;
  shared.bytes = workload.bytes;
  return shared;
}

void relate_to_first(const std::vector<MachineEntry>& machines, SharedWorkload& workload) {
  constexpr double hour = 3600e9;  // nanoseconds
  const MachineWork& first = workload.machines.front();
  std::vector<double> others;
  for (MachineWork& work : workload.machines) {
    const double best = work.models.front().ns;
    work.against_first = best / first.models.front().ns;
    if (workload.kind == "cpu" && work.one_thread_ns && first.one_thread_ns)
      work.core_worth = *first.one_thread_ns / *work.one_thread_ns;
    if (const auto price = machines[work.machine].price) work.cost = *price * best / hour * priced_runs;
    if (&work != &first) others.push_back(work.against_first);
  }
  std::ranges::sort(others);
  workload.against_first = {quantile(others, 0.5), quantile(others, 0.25), quantile(others, 0.75),
                            others.front(), others.back()};
}

// Of many machines the first, and those that are the fastest over the workloads that they share with it.
void choose_shown(SideBySide& all) {
  if (all.machines.size() <= shown) return;
  std::vector<double> logs(all.machines.size()), counts(all.machines.size());
  for (const SharedWorkload& workload : all.workloads)
    for (const MachineWork& work : workload.machines) {
      logs[work.machine] += std::log(work.against_first);
      ++counts[work.machine];
    }
  std::vector<std::size_t> order;
  for (std::size_t i = 1; i < all.machines.size(); ++i) order.push_back(i);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) {
    return std::pair(counts[i] == 0, counts[i] == 0 ? 0 : logs[i] / counts[i]);
  });
  for (const std::size_t index : std::span(order).subspan(shown - 1)) all.machines[index].shown = false;
}

void add_works(const Summary& first, const std::vector<FileDigest>& digests, SideBySide& all) {
  for (const WorkloadSummary& workload : first.workloads) {
    SharedWorkload shared = described(workload);
    for (std::size_t at = 0; at < digests.size(); ++at)
      for (const auto& [title, work] : digests[at].works)
        if (title == workload.title) {
          shared.machines.push_back(work);
          shared.machines.back().machine = at;
        }
    if (shared.machines.size() < 2 || shared.machines.front().machine != 0) continue;
    relate_to_first(all.machines, shared);
    all.workloads.push_back(std::move(shared));
  }
}

}  // namespace

SideBySide side_by_side(const Summary& first, const std::vector<FileDigest>& digests,
                        std::span<const Price> prices) {
  SideBySide all;
  for (const FileDigest& digest : digests)
    all.machines.push_back(entry_of(digest, prices, digests.size() <= detailed));
  add_works(first, digests, all);
  choose_shown(all);
  all.notes = notes_on(digests, all);
  all.conclusions = conclusions_of(digests);
  for (SharedWorkload& workload : all.workloads) {
    workload.conclusion = shortest_in_words(workload, all.machines);
    workload.sentences = sentences_on(workload, all.machines, digests);
  }
  return all;
}

}  // namespace concbench::reports
