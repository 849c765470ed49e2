#include "bench/cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "reports/exports/report.h"
#include "results/text.h"
#include "system/clock.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

constexpr const char* erase_line = "\r\x1b[K";

}  // namespace

Progress::Progress(std::size_t samples, std::size_t blocks, std::chrono::nanoseconds estimated, bool quiet)
    : samples_(samples),
      blocks_(blocks),
      estimated_(estimated),
      form_(quiet                     ? Form::none
            : ::isatty(STDERR_FILENO) ? Form::one_line
                                      : Form::lines) {}

Progress::~Progress() {
  if (form_ == Form::one_line) notice("{}", erase_line);
}

// The estimate counts for less and less as the run shows its own pace.
std::chrono::nanoseconds Progress::left() const {
  // There may be more than were expected, where one decides about the next.
  const double done =
      std::min(static_cast<double>(begun_ > 0 ? begun_ - 1 : 0) / static_cast<double>(samples_), 1.0);
  const std::chrono::duration<double, std::nano> elapsed = Clock::now() - start_;
  const double by_pace = done > 0 ? elapsed.count() * (1 - done) / done : 0;
  const double by_estimate = std::max(0.0, static_cast<double>(estimated_.count()) - elapsed.count());
  return std::chrono::nanoseconds(static_cast<std::int64_t>(done * by_pace + (1 - done) * by_estimate));
}

void Progress::show(const std::string& line) const {
  if (form_ != Form::one_line) return;
  notice("{}{}", erase_line, fitted(line, terminal_columns() - 1));
}

void Progress::sample(std::size_t block, const std::string& case_name) {
  ++begun_;
  show(fmt::format("[{}/{}] block {}/{}, {} left: {}", begun_, samples_, block + 1, blocks_, rough(left()),
                   printable(case_name)));
}

void Progress::trace(const std::string& case_name) {
  ++begun_;
  show(fmt::format("[{}/{}] tracing: {}", begun_, samples_, printable(case_name)));
}

void Progress::say(const std::string& line) {
  if (form_ == Form::lines) notice("{}\n", line);
}

void Progress::block_done(std::size_t block) {
  if (form_ != Form::lines) return;
  notice("block {}/{} done after {}, {} left\n", block + 1, blocks_, rough(Clock::now() - start_),
         rough(left()));
}

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
