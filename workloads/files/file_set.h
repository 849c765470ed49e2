// The files that file_read reads: generated ones in the user's cache folder, or the user's own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace concbench {

struct InputFile {
  std::filesystem::path path;
  std::uint64_t size;
  std::uint64_t checksum;  // of what it must hold (checksum.h)
};

// `count` files of `size` bytes each in a folder of their own under cache_folder(). Made where they are
// missing, and made anew where they do not hold what they should; every file appears whole under its name or
// not at all, so any number of processes may do this at once. Reads every file. Throws Unsupported where they
// cannot be made.
std::vector<InputFile> generated_files(std::uint64_t count, std::uint64_t size);

// The regular files in `folder`, sorted by name, each read once. Throws InputError where the folder cannot be
// used or holds no file, or a file cannot be read.
std::vector<InputFile> users_files(const std::filesystem::path& folder);

// How many files users_files() would return. Throws the same, but does not read the files.
std::uint64_t count_users_files(const std::filesystem::path& folder);

// $XDG_CACHE_HOME/concbench, else ~/.cache/concbench: the first that can be made and written. Throws
// Unsupported, naming them, where none can.
std::filesystem::path cache_folder();

}  // namespace concbench
