#include "workloads/files/file_set.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <span>

#include "workloads/checksum.h"
#include "workloads/files/folder.h"
#include "workloads/splitmix.h"
#include "workloads/workload.h"

namespace concbench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_bytes = 1 << 20;

// Of what a file holds, read by another way than the workload's; nullopt where it cannot be read.
std::optional<std::uint64_t> checksum_of(const fs::path& file, std::vector<std::byte>& piece) {
  std::ifstream stream;
  stream.rdbuf()->pubsetbuf(nullptr, 0);  // a copy less
  stream.open(file, std::ios::binary);
  if (!stream) return std::nullopt;
  Checksum checksum;
  while (stream) {
    stream.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(piece.size()));
    checksum.add(std::span{piece}.first(static_cast<std::size_t>(stream.gcount())));
  }
  if (stream.bad()) return std::nullopt;
  return checksum.value();
}

// What file `number` holds: the outputs of a SplitMix64 of its own, so no two files are alike.
std::vector<std::byte> contents(std::uint64_t number, std::uint64_t size) {
  std::vector<std::byte> bytes(size);
  SplitMix64 next{splitmix64(number)};
  for (std::size_t i = 0; i < size; i += sizeof(std::uint64_t)) {
    const std::uint64_t word = next();
    std::memcpy(bytes.data() + i, &word, std::min<std::size_t>(sizeof word, size - i));
  }
  return bytes;
}

// Under a name that no other maker has, then at one blow under its own.
void write_whole(const fs::path& file, std::span<const std::byte> bytes) {
  const fs::path unfinished = file.string() + fmt::format(".{}.tmp", getpid());
  std::ofstream stream(unfinished, std::ios::binary | std::ios::trunc);
  stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  std::error_code error;
  if (stream) fs::rename(unfinished, file, error);
  if (!stream || error) {
    fs::remove(unfinished, error);
    throw Unsupported("cannot write " + quoted(file) + ": " + std::generic_category().message(errno));
  }
}

void require_space(const fs::path& folder, std::uint64_t bytes) {
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (!error && space.available < bytes) {
    throw Unsupported(fmt::format("{} has {} left, and the files to read take {}", quoted(folder),
                                  format_size(space.available), format_size(bytes)));
  }
}

std::vector<fs::path> files_of(const fs::path& folder) {
  std::vector<fs::path> files = regular_files(folder);
  if (files.empty()) throw InputError("folder " + quoted(folder) + " holds no file");
  return files;
}

bool can_write_in(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  return !error && access(folder.c_str(), W_OK | X_OK) == 0;
}

}  // namespace

fs::path cache_folder() {
  std::vector<fs::path> tried;
  // The XDG Base Directory Specification has relative paths ignored.
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && fs::path(cache).is_absolute()) {
    tried.push_back(fs::path(cache) / "concbench");
  }
  if (const char* home = std::getenv("HOME"); home && *home) {
    tried.push_back(fs::path(home) / ".cache" / "concbench");
  }
  std::string names;
  for (const fs::path& folder : tried) {
    if (can_write_in(folder)) return folder;
    names += (names.empty() ? "" : " nor ") + quoted(folder);
  }
  throw Unsupported(names.empty() ? "no folder for the files to read: set XDG_CACHE_HOME or HOME"
                                  : "cannot write in " + names +
                                        ": set XDG_CACHE_HOME to a folder that can be written");
}

std::vector<InputFile> generated_files(std::uint64_t count, std::uint64_t size) {
  const fs::path folder = cache_folder() / fmt::format("files-{}x{}", count, format_size(size));
  if (!can_write_in(folder)) throw Unsupported("cannot write in " + quoted(folder));

  std::vector<InputFile> files;
  std::vector<std::byte> piece(piece_bytes);
  for (std::uint64_t number = 0; number < count; ++number) {
    const fs::path path = folder / fmt::format("{:06}", number);
    const std::vector<std::byte> right = contents(number, size);
    Checksum checksum;
    checksum.add(right);
    std::error_code missing;
    const bool good = fs::file_size(path, missing) == size && checksum_of(path, piece) == checksum.value();
    if (!good) {
      if (files.empty()) require_space(folder, count * size);
      write_whole(path, right);
    }
    files.push_back({path, size, checksum.value()});
  }
  return files;
}

std::vector<InputFile> users_files(const fs::path& folder) {
  std::vector<InputFile> files;
  std::vector<std::byte> piece(piece_bytes);
  for (const fs::path& path : files_of(folder)) {
    std::error_code error;
    const std::uint64_t size = fs::file_size(path, error);
    const std::optional<std::uint64_t> checksum = checksum_of(path, piece);
    if (error || !checksum) throw InputError("cannot read " + quoted(path));
    files.push_back({path, size, *checksum});
  }
  return files;
}

std::uint64_t count_users_files(const fs::path& folder) {
  const std::vector<fs::path> files = files_of(folder);
  for (const fs::path& file : files)
    if (access(file.c_str(), R_OK) != 0) throw InputError("cannot read " + quoted(file));
  return files.size();
}

}  // namespace concbench
