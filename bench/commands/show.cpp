#include "bench/commands/show.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "reports/exports/report.h"
#include "results/text.h"
#include "system/streams.h"

namespace concbench::bench {

void show(const Options& options, const reports::Summary& summary) {
  constexpr std::size_t most_lines = 40, paths = 3;  // with an empty line before them
  if (options.quiet) return;
  const std::size_t columns = terminal_columns();
  answer("{}\n", options.details
                     ? reports::terminal_summary(summary, columns, colour_wanted())
                     : reports::terminal_brief(summary, columns, most_lines - paths, colour_wanted()));
}

void show_path(const Options& options, std::string_view what, const std::filesystem::path& path) {
  if (!options.quiet) answer("{:<8} {}\n", fmt::format("{}:", what), printable(path.string()));
}

bool colour_wanted() {
  const char* no_color = std::getenv("NO_COLOR");
  return ::isatty(STDOUT_FILENO) && !(no_color && *no_color);
}

std::size_t terminal_columns() {
  constexpr std::size_t default_ = 100, most = 1000;
  if (const char* columns = std::getenv("COLUMNS"))
    if (const std::size_t set = std::strtoul(columns, nullptr, 10); set > 0 && set <= most)
      return std::max(set, reports::fewest_columns);
  winsize size{};
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO})
    if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
      return std::max<std::size_t>(size.ws_col, reports::fewest_columns);
  return default_;
}

}  // namespace concbench::bench
