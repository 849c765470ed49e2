// POSIX only: a record reaches the file with one write(2), so that a kill leaves whole lines before the last.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "results/results.h"
#include "results/text.h"

namespace concbench {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& reason) {
  throw WriteError(fmt::format("cannot write the results file {}: {}", printable(path.string()), reason));
}

}  // namespace

ResultsWriter::ResultsWriter(const std::filesystem::path& path) : file_(-1), path_(path) {
  std::error_code failure;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), failure);
  if (failure) refuse(path, failure.message());
  file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file_ < 0) refuse(path, std::strerror(errno));
  struct stat status {};
  if (::fstat(file_, &status) == 0 && status.st_size > 0) {
    ::close(file_);
    refuse(path, "it holds something already; choose another --out or remove it");
  }
}

ResultsWriter::~ResultsWriter() {
  ::close(file_);
}

void ResultsWriter::write(const std::string& line) {
  const std::string record = line + '\n';
  std::size_t written = 0;
  while (written < record.size()) {
    const ssize_t count = ::write(file_, record.data() + written, record.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) refuse(path_, std::strerror(errno));
    written += static_cast<std::size_t>(count);
  }
}

}  // namespace concbench
