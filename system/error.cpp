#include "system/error.h"

#include <system_error>

namespace concbench {

void throw_errno(const std::string& what, int error) {
  throw std::system_error(error, std::system_category(), what);
}

}  // namespace concbench
