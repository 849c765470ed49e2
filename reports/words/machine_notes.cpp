// What a reader must know before machines are laid side by side, and what came of their comparisons.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reports/words/machine_words.h"

namespace concbench::reports {
namespace {

constexpr std::size_t few = 3;  // machines that are named with a reason each

// "B: other parameters: …" of a few; of many, who they are.
std::string apart_in_words(const std::string& title, std::span<const FileDigest> digests) {
  std::vector<std::string> names, reasons;
  for (const FileDigest& digest : digests)
    for (const auto& [other, reason] : digest.others) {
      if (other != title) continue;
      names.push_back(digest.name);
      reasons.push_back(fmt::format("{} ({})", digest.name, reason));
    }
  if (names.empty()) return {};
  return fmt::format("{} is not compared for {}", title, some_of(names.size() <= few ? reasons : names));
}

// All titles that any file has alone, in the order in which they turn up.
std::vector<std::string> titles_apart(std::span<const FileDigest> digests) {
  std::vector<std::string> titles;
  for (const FileDigest& digest : digests)
    for (const auto& [title, reason] : digest.others)
      if (std::ranges::find(titles, title) == titles.end()) titles.push_back(title);
  return titles;
}

// The labels of those of which something holds.
template <class Holds>
std::vector<std::string> labels_where(std::span<const FileDigest> digests, Holds holds) {
  std::vector<std::string> labels;
  for (const FileDigest& digest : digests)
    if (holds(digest)) labels.push_back(digest.name);
  return labels;
}

template <class Holds>
std::vector<std::string> compared_where(std::span<const FileDigest> digests, Holds holds) {
  return labels_where(
      digests, [&](const FileDigest& digest) { return digest.comparison && holds(*digest.comparison); });
}

std::string counted(const char* what, const std::vector<std::string>& labels) {
  return labels.empty() ? std::string() : fmt::format("{} in {} ({})", what, labels.size(), some_of(labels));
}

}  // namespace

std::vector<std::string> notes_on(std::span<const FileDigest> digests, const SideBySide& all) {
  std::vector<std::string> notes;
  const std::string& first = digests[0].name;
  const auto say = [&](const std::string& what, const std::vector<std::string>& labels) {
    if (!labels.empty()) notes.push_back(fmt::format("{}: {}", what, some_of(labels)));
  };
  if (all.workloads.empty()) notes.push_back("The files have no work in common that has times");
  say(fmt::format("The same machine as {}, or taken for it", first),
      compared_where(digests, [](const FileComparison& one) { return one.same_machine && !one.same_run; }));
  say(fmt::format("Another program than {}’s, so that builds are compared as well as machines", first),
      labels_where(digests, [&](const FileDigest& one) {
        return one.binary != digests[0].binary && !(one.comparison && one.comparison->same_machine);
      }));
  say("Incomplete", labels_where(digests, [](const FileDigest& one) { return !one.incomplete.empty(); }));
  for (const std::string& title : titles_apart(digests)) notes.push_back(apart_in_words(title, digests));
  return notes;
}

std::vector<std::string> conclusions_of(std::span<const FileDigest> digests) {
  std::vector<std::string> conclusions;
  for (const FileDigest& digest : digests)
    if (digest.comparison) conclusions.push_back(digest.comparison->conclusion);
  if (conclusions.size() <= few) return conclusions;
  std::vector<std::string> parts{
      counted("something is slower",
              compared_where(digests, [](const FileComparison& one) { return one.counts.slower > 0; })),
      counted("something is faster",
              compared_where(digests, [](const FileComparison& one) { return one.counts.faster > 0; })),
      counted("described, not judged",
              compared_where(digests, [](const FileComparison& one) { return one.counts.judged() == 0; }))};
  std::erase(parts, "");
  if (parts.empty()) parts.emplace_back("no difference is claimed");
  return {fmt::format("of {} against {}: {}", digests.size() - 1, digests[0].name, fmt::join(parts, "; "))};
}

}  // namespace concbench::reports
