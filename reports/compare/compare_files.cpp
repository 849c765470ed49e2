#include "reports/compare/compare_files.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "reports/compare/measured_file.h"

namespace concbench::reports {
namespace {

// What became of one file: a digest or a reason.
struct Outcome {
  std::optional<FileDigest> digest;
  std::string left_out;
};

Outcome outcome_of(const MeasuredFile& reference, const std::filesystem::path& path, const std::string& label,
                   const CompareOptions& options) {
  Outcome outcome;
  try {
    const Results results = read_results(path);
    const MeasuredFile file(results, label);
    outcome.digest = digest(reference, file);
    outcome.digest->comparison = compare(reference, file, options);
  } catch (const ResultsError& error) {
    outcome.left_out = error.what();
  }
  return outcome;
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

FilesToCompare open_files(std::span<const std::filesystem::path> paths) {
  FilesToCompare files;
  std::vector<Run> runs;
  for (const std::filesystem::path& path : paths) {
    try {
      runs.push_back(read_run(path));
      files.paths.push_back(path);
      files.names.push_back(label_of(runs.back()));
    } catch (const ResultsError& error) {
      files.left_out.emplace_back(error.what());
    }
  }
  files.labels = labels_of(runs);
  return files;
}

ComparedFiles compare_files(const FilesToCompare& files, const CompareOptions& options) {
  ComparedFiles compared;
  std::optional<Results> first;
  std::size_t at = 0;
  for (; at < files.paths.size() && !first; ++at) {
    try {
      first = read_results(files.paths[at]);
    } catch (const ResultsError& error) {
      compared.left_out.emplace_back(error.what());
    }
  }
  if (!first) return compared;
  const MeasuredFile reference(*first, files.labels[at - 1]);
  compared.first = reference.summary;
  compared.digests.push_back(digest(reference, reference));
  std::vector<Outcome> outcomes(files.paths.size() - at);
  for_all(outcomes.size(), [&](std::size_t i) {
    outcomes[i] = outcome_of(reference, files.paths[at + i], files.labels[at + i], options);
  });
  for (Outcome& outcome : outcomes) {
    if (outcome.digest)
      compared.digests.push_back(std::move(*outcome.digest));
    else
      compared.left_out.push_back(std::move(outcome.left_out));
  }
  return compared;
}

}  // namespace concbench::reports
