// Files that a report writes.
#pragma once

#include <filesystem>
#include <string_view>

namespace concbench::reports {

// Makes the folder, with those above it, and makes sure that files can be made in it. Throws WriteError.
void make_folder(const std::filesystem::path&);

// Replaces the file whole or not at all. Throws WriteError.
void write_file(const std::filesystem::path&, std::string_view content);

}  // namespace concbench::reports
