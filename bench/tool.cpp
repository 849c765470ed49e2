#include <fmt/core.h>
#include <sha2.h>
#include <sys/types.h>

#include <array>
#include <sstream>

#include "bench/build_info.h"
#include "bench/machine.h"

namespace concbench::bench {
namespace {

std::string own_sha256() {
  std::array<char, SHA256_DIGEST_STRING_LENGTH> digest{};
  return SHA256File("/proc/self/exe", digest.data()) ? std::string(digest.data()) : "unknown";
}

}  // namespace

reports::Tool describe_tool() {
  reports::Tool tool{kBuildInfo.version,
                     kBuildInfo.commit,
                     kBuildInfo.build_type,
                     kBuildInfo.compiler,
                     kBuildInfo.flags,
                     own_sha256(),
                     {}};
  std::istringstream libraries(kBuildInfo.libraries);
  for (std::string word; libraries >> word;) {
    const std::size_t equals = word.find('=');
    tool.libraries.emplace(word.substr(0, equals), word.substr(equals + 1));
  }
  return tool;
}

}  // namespace concbench::bench
