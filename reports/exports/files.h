// Files that a report writes.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concbench::reports {

using Files = std::vector<std::filesystem::path>;

// safe_name() of each; those that would be alike are numbered.
std::vector<std::string> safe_names(std::span<const std::string> texts);

// Makes the folder, with those above it, and makes sure that files can be made in it. Throws WriteError.
void make_folder(const std::filesystem::path&);

// Replaces the file whole or not at all, and returns its path. Throws WriteError.
std::filesystem::path write_file(const std::filesystem::path&, std::string_view content);

}  // namespace concbench::reports
