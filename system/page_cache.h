// Files in the kernel's page cache. Linux only: mincore() on a mapping of the file, posix_fadvise().
#pragma once

#include <cstdint>
#include <filesystem>

namespace concbench {

// Bytes of the file that are in memory, counted in whole pages and no more than its size. For a file that
// this user neither owns nor may write, Linux tells nobody, and it counts as in memory. Throws
// std::system_error.
std::uint64_t cached_bytes(const std::filesystem::path& file);

// Reads the whole file, which the kernel may keep. Throws std::system_error.
void warm(const std::filesystem::path& file);

// Writes back what is dirty and asks the kernel to drop the file's pages, which it may refuse. Throws
// std::system_error.
void evict(const std::filesystem::path& file);

}  // namespace concbench
