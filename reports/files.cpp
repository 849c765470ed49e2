#include "reports/files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <system_error>

#include "reports/results.h"
#include "reports/text.h"

namespace concbench::reports {

void make_folder(const std::filesystem::path& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (!failure && ::access(folder.c_str(), W_OK | X_OK) != 0) failure.assign(errno, std::generic_category());
  if (failure)
    throw WriteError(fmt::format("cannot make the folder {}: {}; choose another place",
                                 printable(folder.string()), failure.message()));
}

void write_file(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::path unfinished = path;
  unfinished += ".part";
  const auto refuse = [&](const std::string& reason) {
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    throw WriteError(fmt::format("cannot write {}: {}", printable(path.string()), reason));
  };
  errno = 0;
  std::ofstream file(unfinished, std::ios::binary | std::ios::trunc);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file) refuse(std::generic_category().message(errno ? errno : EIO));
  std::error_code failure;
  std::filesystem::rename(unfinished, path, failure);
  if (failure) refuse(failure.message());
}

}  // namespace concbench::reports
