// What the tests of workloads share.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "workloads/workload.h"

namespace concbench::testing {

// A folder of its own, gone with the object.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::filesystem::path& where = std::filesystem::temp_directory_path()) {
    std::string name = (where / "concbench-test-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("mkdtemp " + name);
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

  std::filesystem::path add(const std::string& name, std::string_view contents) const {
    std::ofstream(path_ / name, std::ios::binary) << contents;
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

// The user's cache folder lies in a temporary one while this lives.
class TemporaryCache {
 public:
  explicit TemporaryCache(const std::filesystem::path& where = std::filesystem::temp_directory_path())
      : folder_(where) {
    setenv("XDG_CACHE_HOME", folder_.path().c_str(), 1);
  }
  ~TemporaryCache() { unsetenv("XDG_CACHE_HOME"); }

  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

// The named parameters, the others at their defaults.
Params params_of(std::string_view workload, const Params& given);
std::unique_ptr<Workload> make(std::string_view workload, const Params& given);

// Changes one byte of the file.
void overwrite(const std::filesystem::path& file, std::size_t at, char byte);

// Every task once, in order: blocking, and suspending with up to `lanes` in flight on one event loop.
// One task, by a thread.
std::uint64_t run_one(const Workload& workload, std::size_t task);

Tally run_all(const Workload& workload);
Tally co_run_all(const Workload& workload, std::size_t lanes = 7);

// Whether `check` returned true in a forked process.
bool holds_in_forked_process(const std::function<bool()>& check);

}  // namespace concbench::testing
