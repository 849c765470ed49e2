#include "system/page_cache.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "system/descriptor.h"
#include "system/error.h"

namespace concbench {

std::uint64_t cached_bytes(const std::filesystem::path& file) {
  const std::uint64_t size = std::filesystem::file_size(file);
  if (size == 0) return 0;
  const Descriptor open_file = open_to_read(file);
  void* mapping = mmap(nullptr, size, PROT_READ, MAP_SHARED, open_file.get(), 0);
  if (mapping == MAP_FAILED) throw_errno("mmap", file);
  const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  std::vector<unsigned char> pages((size + page - 1) / page);
  const bool known = mincore(mapping, size, pages.data()) == 0;
  munmap(mapping, size);
  if (!known) throw_errno("mincore", file);
  const auto in_memory = std::ranges::count_if(pages, [](unsigned char flags) { return (flags & 1) != 0; });
  return std::min(size, static_cast<std::uint64_t>(in_memory) * page);
}

void warm(const std::filesystem::path& file) {
  const Descriptor open_file = open_to_read(file);
  std::vector<std::byte> buffer(1 << 18);
  for (std::uint64_t offset = 0;;) {
    const ssize_t got = pread(open_file.get(), buffer.data(), buffer.size(), static_cast<off_t>(offset));
    if (got < 0) throw_errno("read", file);
    if (got == 0) return;
    offset += static_cast<std::uint64_t>(got);
  }
}

void evict(const std::filesystem::path& file) {
  const Descriptor open_file = open_to_read(file);
  if (fsync(open_file.get()) != 0) throw_errno("fsync", file);
  if ((errno = posix_fadvise(open_file.get(), 0, 0, POSIX_FADV_DONTNEED)) != 0)
    throw_errno("posix_fadvise", file);
}

}  // namespace concbench
