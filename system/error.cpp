#include "system/error.h"

#include <system_error>

namespace concbench {

void throw_errno(const std::string& what, int error) {
  throw std::system_error(error, std::system_category(), what);
}

void throw_errno(const char* call, const std::filesystem::path& file) {
  const int error = errno;  // before the names are put together
  throw_errno(std::string(call) + " '" + file.string() + "'", error);
}

}  // namespace concbench
