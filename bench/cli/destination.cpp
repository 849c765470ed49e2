#include "bench/cli/destination.h"

#include <fmt/format.h>
#include <unistd.h>

#include "reports/exports/files.h"
#include "results/results.h"
#include "system/clock.h"

namespace concbench::bench {
namespace {

namespace fs = std::filesystem;
constexpr const char* root = "reports/out";

[[noreturn]] void cannot_write(const fs::path& path, const std::string& reason) {
  throw WriteError(fmt::format("cannot write '{}': {}; choose another place with --out and --report",
                               path.string(), reason));
}

void make_writable_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) cannot_write(folder, error.message());
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    cannot_write(folder, std::generic_category().message(errno));
}

// A folder of this run's own, also if two begin in one second.
fs::path make_run_folder(const std::string& machine) {
  make_writable_folder(root);
  const std::string name = fmt::format("{}-{}", reports::safe_name(machine), folder_timestamp());
  for (int attempt = 1;; ++attempt) {
    const std::string unique = attempt == 1 ? name : fmt::format("{}-{}", name, attempt);
    std::error_code error;
    if (fs::create_directory(fs::path(root) / unique, error)) {
      // By rename, so that the name is never missing. A filesystem without links does without.
      const fs::path link = fs::path(root) / fmt::format(".latest-{}", ::getpid());
      fs::create_directory_symlink(unique, link, error);
      if (!error) fs::rename(link, fs::path(root) / "latest", error);
      return fs::path(root) / unique;
    }
    if (error) cannot_write(fs::path(root) / unique, error.message());
  }
}

}  // namespace

Destination make_destination(const Options& options, const std::string& machine) {
  Destination destination{options.out, options.report ? options.report_folder : fs::path()};
  const bool own_folder = destination.results.empty() || (options.report && destination.report.empty());
  if (own_folder) {
    const fs::path folder = make_run_folder(machine);
    if (destination.results.empty()) destination.results = folder / "results.jsonl";
    if (options.report && destination.report.empty()) destination.report = folder;
  }
  if (!destination.report.empty()) make_writable_folder(destination.report);
  return destination;
}

}  // namespace concbench::bench
