#include "reports/exports/files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "results/results.h"
#include "results/text.h"

namespace concbench::reports {

std::vector<std::string> safe_names(std::span<const std::string> texts) {
  std::vector<std::string> names;
  for (const std::string& text : texts) {
    std::string name = safe_name(text);
    for (int number = 2; std::ranges::find(names, name) != names.end(); ++number)
      name = fmt::format("{}-{}", safe_name(text), number);
    names.push_back(std::move(name));
  }
  return names;
}

void make_folder(const std::filesystem::path& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (!failure && ::access(folder.c_str(), W_OK | X_OK) != 0) failure.assign(errno, std::generic_category());
  if (failure)
    throw WriteError(fmt::format("cannot make the folder {}: {}; choose another place",
                                 printable(folder.string()), failure.message()));
}

std::filesystem::path write_file(const std::filesystem::path& path, std::string_view content) {
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
  return path;
}

}  // namespace concbench::reports
