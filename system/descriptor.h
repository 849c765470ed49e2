// An open file that closes itself.
#pragma once

#include <filesystem>
#include <utility>

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
  void close();

 private:
  int fd_;
};

// Opens for reading, with `flags` of open(2) besides. Throws std::system_error, naming the file.
Descriptor open_to_read(const std::filesystem::path& file, int flags = 0);

}  // namespace concbench
