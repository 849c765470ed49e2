#include "system/descriptor.h"

#include <fcntl.h>
#include <unistd.h>


#include "system/error.h"

namespace concbench {

void Descriptor::close() {
  if (const int fd = release(); fd >= 0) ::close(fd);
}

Descriptor open_to_read(const std::filesystem::path& file, int flags) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | flags);
  if (fd < 0) throw_errno("open", file);
  return Descriptor(fd);
}

}  // namespace concbench
