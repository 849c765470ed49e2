#include "system/shared_memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include "system/error.h"

namespace concbench {

SharedMemory::SharedMemory(std::size_t bytes) : data_(nullptr), size_(bytes) {
  // The kernel promises more memory than there is, and kills whoever touches it.
  const auto there =
      static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  if (bytes > there)
    throw Unsupported("needs " + std::to_string(bytes) + " bytes of memory, and this machine has " +
                      std::to_string(there));
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw_errno("shared memory");
  data_ = static_cast<std::uint8_t*>(memory);
  // Huge pages spare every forked worker 512 page faults for 2 MiB, where the system allows them.
  madvise(memory, bytes, MADV_HUGEPAGE);
  touch();
}

// A kernel that does not know it (MADV_POPULATE_WRITE came with Linux 5.14) is as good, and slower.
void SharedMemory::touch() const noexcept {
  madvise(data_, size_, MADV_POPULATE_WRITE);
}

SharedMemory::~SharedMemory() {
  munmap(data_, size_);
}

}  // namespace concbench
