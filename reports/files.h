// Files that a report writes.
#pragma once

#include <filesystem>
#include <string_view>

namespace concbench::reports {

// Replaces the file whole or not at all. Throws WriteError.
void write_file(const std::filesystem::path&, std::string_view content);

}  // namespace concbench::reports
