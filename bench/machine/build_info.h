// How this program was built; written anew at each build (build_info.cmake).
#pragma once

namespace concbench::bench {

struct BuildInfo {
  const char* version;
  const char*
      commit;  // "0123abcd", with "-dirty" where files differ from it; "unknown" outside a git checkout
  const char* build_type;
  const char* compiler;
  const char* flags;
  const char* libraries;  // "name=version name=version", as found when it was configured
};
extern const BuildInfo build_info;

}  // namespace concbench::bench
