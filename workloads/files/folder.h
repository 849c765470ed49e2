// The user's own folders of input.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace concbench {

// The regular files directly in `folder`, sorted by name; links are followed, folders and devices passed
// over. Throws InputError, naming what is wrong, where the folder is missing, unreadable or no folder, or a
// link leads nowhere.
std::vector<std::filesystem::path> regular_files(const std::filesystem::path& folder);

// The whole file. Throws InputError, naming it, where it cannot be read.
std::vector<std::byte> read_whole(const std::filesystem::path& file);

// A path as it goes into a message: in quotes.
std::string quoted(const std::filesystem::path& path);

}  // namespace concbench
