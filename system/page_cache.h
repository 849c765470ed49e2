// Files in the kernel's page cache. Linux only: mincore() on a mapping of the file, posix_fadvise().
#pragma once

#include <cstdint>
#include <filesystem>

namespace concbench {

// Bytes of the file that are in memory, in whole pages and no more than its size. Of a file that this user
// neither owns nor may write Linux tells nothing, and it counts as in memory. Throws std::system_error.
std::uint64_t cached_bytes(const std::filesystem::path& file);

// Reads the whole file, which the kernel may keep. Throws std::system_error.
void warm(const std::filesystem::path& file);

// Writes back what is dirty and asks the kernel, which may refuse, to drop it all. Throws std::system_error.
void evict(const std::filesystem::path& file);

}  // namespace concbench
