// How this program was built: see describe_tool().
#include <fmt/core.h>
#include <sha2.h>
#include <sys/types.h>

#include <array>
#include <sstream>

#include "bench/machine/build_info.h"
#include "bench/machine/machine.h"

namespace concbench::bench {
namespace {

std::string own_sha256() {
  std::array<char, SHA256_DIGEST_STRING_LENGTH> digest{};
  return SHA256File("/proc/self/exe", digest.data()) ? std::string(digest.data()) : "unknown";
}

}  // namespace

Tool describe_tool() {
  Tool tool{build_info.version,
            build_info.commit,
            build_info.build_type,
            build_info.compiler,
            build_info.flags,
            own_sha256(),
            {}};
  std::istringstream libraries(build_info.libraries);
  for (std::string word; libraries >> word;) {
    const std::size_t equals = word.find('=');
    tool.libraries.emplace(word.substr(0, equals), word.substr(equals + 1));
  }
  return tool;
}

}  // namespace concbench::bench
