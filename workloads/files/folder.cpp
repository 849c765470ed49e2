#include "workloads/files/folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "workloads/workload.h"

namespace concbench {

namespace fs = std::filesystem;

std::vector<fs::path> regular_files(const fs::path& folder) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (!fs::exists(status)) throw InputError("folder " + quoted(folder) + " does not exist");
  if (!fs::is_directory(status)) throw InputError(quoted(folder) + " is not a folder");

  std::vector<fs::path> files;
  fs::directory_iterator entries(folder, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const fs::file_status target = fs::status(entries->path(), error);
    if (error || !fs::exists(target)) throw InputError("cannot read " + quoted(entries->path()));
    if (fs::is_regular_file(target)) files.push_back(entries->path());
  }
  if (error) throw InputError("cannot read folder " + quoted(folder) + ": " + error.message());
  std::ranges::sort(files);
  return files;
}

std::vector<std::byte> read_whole(const fs::path& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  std::ifstream stream(file, std::ios::binary);
  if (error || !stream)
    throw InputError("cannot read " + quoted(file) + ": " + std::generic_category().message(errno));
  std::vector<std::byte> bytes(size);
  stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!stream) throw InputError("cannot read all of " + quoted(file));
  return bytes;
}

std::string quoted(const fs::path& path) {
  return fmt::format("'{}'", path.string());
}

}  // namespace concbench
