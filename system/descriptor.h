// An open file that closes itself.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

#include "system/error.h"

namespace concbench {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { close(); }

  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }
  void close() {
    if (const int fd = release(); fd >= 0) ::close(fd);
  }

 private:
  int fd_;
};

// Opens for reading, with `flags` of open(2) besides. Throws std::system_error, naming the file.
inline Descriptor open_to_read(const std::filesystem::path& file, int flags = 0) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | flags);
  if (fd < 0) throw_errno("open", file);
  return Descriptor(fd);
}

}  // namespace concbench
