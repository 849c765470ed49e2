#include "system/clock.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace concbench {

using std::chrono::system_clock;

std::string timestamp(system_clock::time_point when) {
  const auto ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(when.time_since_epoch()).count() % 1000;
  return fmt::format("{:%FT%T}.{:03}Z", fmt::gmtime(system_clock::to_time_t(when)), ms);
}

std::string folder_timestamp() {
  return fmt::format("{:%Y%m%d-%H%M%S}", fmt::gmtime(system_clock::to_time_t(system_clock::now())));
}

std::string rough(std::chrono::nanoseconds time) {
  const auto seconds = std::chrono::round<std::chrono::seconds>(time).count();
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
  return fmt::format("{} h {:02} min", seconds / 3600, seconds / 60 % 60);
}

}  // namespace concbench
