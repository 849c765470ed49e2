#include "reports/compare/compare_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <iterator>
#include <mutex>
#include <optional>
#include <thread>

#include "reports/compare/measured_side.h"
#include "reports/compare/relation.h"

namespace concbench::reports {
namespace {

namespace fs = std::filesystem;

// What became of one side: a digest, unless none of its files can be read.
struct Outcome {
  std::optional<FileDigest> digest;
  std::vector<std::string> left_out;
};

// Empty where none of its files can be read.
std::optional<MeasuredSide> read_side(const std::vector<fs::path>& paths, const std::string& label,
                                      std::vector<std::string>& left_out) {
  MeasuredSide side(label);
  for (const fs::path& path : paths) {
    try {
      side.add(read_results(path));
    } catch (const ResultsError& error) {
      left_out.emplace_back(error.what());
    }
  }
  return side.runs.empty() ? std::nullopt : std::optional(std::move(side));
}

std::vector<fs::path> files_of(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  const fs::directory_iterator entries(folder, error);
  if (error) throw ResultsError(folder.string() + ": " + error.message());
  for (const auto& entry : entries)
    if (entry.path().extension() == ".jsonl") paths.push_back(entry.path());
  if (paths.empty()) throw ResultsError(folder.string() + ": a folder without results files (*.jsonl)");
  std::ranges::sort(paths);
  return paths;
}

std::string name_of(const fs::path& folder) {
  std::error_code ignored;
  const fs::path whole = fs::canonical(folder, ignored);
  return (whole.has_filename() ? whole : folder).filename().string();
}

// One side: the paths whose first line can be read, and what is left out.
std::vector<fs::path> open_side(const fs::path& path, std::vector<Run>& runs, FilesToCompare& files) {
  std::vector<fs::path> readable;
  std::vector<Run> side;
  std::error_code ignored;
  const bool is_folder = fs::is_directory(path, ignored);
  for (const fs::path& file : is_folder ? files_of(path) : std::vector{path}) {
    try {
      side.push_back(read_run(file));
      readable.push_back(file);
    } catch (const ResultsError& error) {
      files.left_out.emplace_back(error.what());
      continue;
    }
    for (std::size_t before = 0; before + 1 < side.size(); ++before)
      if (const auto why = why_not_one_side(side[before], side.back()); !why.empty())
        throw ResultsError(
            fmt::format("{} and {} {}; a folder is one side, of runs of one program on one machine",
                        readable[before].string(), file.string(), why));
  }
  if (side.empty()) return readable;
  files.names.push_back(label_of(side[0]));
  if (is_folder) side[0].label = name_of(path);
  runs.push_back(std::move(side[0]));
  return readable;
}

// Calls work(i) for every i below `count`, on all CPUs. The first exception is thrown once all have stopped.
template <class Work>
void for_all(std::size_t count, Work work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failing;
  {
    std::vector<std::jthread> team;
    const std::size_t cpus = std::max(std::thread::hardware_concurrency(), 1U);
    for (std::size_t i = 0; i < std::min(cpus, count); ++i)
      team.emplace_back([&] {
        try {
          for (std::size_t at = next++; at < count; at = next++) work(at);
        } catch (...) {
          next = count;
          const std::scoped_lock lock(failing);
          if (!failure) failure = std::current_exception();
        }
      });
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

FilesToCompare open_files(std::span<const fs::path> paths) {
  FilesToCompare files;
  std::vector<Run> runs;
  for (const fs::path& path : paths)
    if (auto side = open_side(path, runs, files); !side.empty()) files.sides.push_back(std::move(side));
  files.labels = labels_of(runs);
  return files;
}

ComparedFiles compare_files(const FilesToCompare& files) {
  ComparedFiles compared;
  std::optional<MeasuredSide> first;
  std::size_t at = 0;
  for (; at < files.sides.size() && !first; ++at)
    first = read_side(files.sides[at], files.labels[at], compared.left_out);
  if (!first) return compared;
  compared.first = first->summary;
  compared.digests.push_back(digest(*first, *first));
  std::vector<Outcome> outcomes(files.sides.size() - at);
  for_all(outcomes.size(), [&](std::size_t i) {
    const auto side = read_side(files.sides[at + i], files.labels[at + i], outcomes[i].left_out);
    if (!side) return;
    outcomes[i].digest = digest(*first, *side);
    outcomes[i].digest->comparison = compare(*first, *side, outcomes.size());
  });
  for (Outcome& outcome : outcomes) {
    if (outcome.digest) compared.digests.push_back(std::move(*outcome.digest));
    std::ranges::move(outcome.left_out, std::back_inserter(compared.left_out));
  }
  return compared;
}

}  // namespace concbench::reports
