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

Progress::Progress(std::size_t samples, std::size_t blocks, Left left, bool quiet)
    : samples_(samples),
      blocks_(blocks),
      left_(left),
      form_(quiet                     ? Form::none
            : ::isatty(STDERR_FILENO) ? Form::one_line
                                      : Form::lines) {}

Progress::~Progress() {
  if (form_ == Form::one_line) notice("{}", erase_line);
}

void Progress::show(const std::string& line) const {
  if (form_ != Form::one_line) return;
  notice("{}{}", erase_line, fitted(line, terminal_columns() - 1));
}

void Progress::sample(std::size_t block, const std::string& case_name) {
  const std::chrono::nanoseconds since = Clock::now() - known_;
  const auto after = [&](std::chrono::nanoseconds time) { return time - std::min(time, since); };
  show(fmt::format("block {}/{}, sample {}/{}, {} left: {}", block + 1, blocks_, ++begun_, samples_,
                   in_words(Left{after(left_.least), after(left_.most)}), printable(case_name)));
}

void Progress::trace(const std::string& case_name) {
  show(fmt::format("tracing {}/{}: {}", ++begun_, samples_, printable(case_name)));
}

void Progress::say(const std::string& line) {
  if (form_ == Form::lines) notice("{}\n", line);
}

void Progress::blocks_done(std::size_t done, std::size_t of, Left left) {
  begun_ = 0;
  blocks_ = of;
  left_ = left;
  known_ = Clock::now();
  say(fmt::format("block {}/{} done after {}, {} left", done, of, rough(known_ - start_), in_words(left)));
}

void Progress::blocks_done(std::size_t done) {
  const std::chrono::nanoseconds each = (Clock::now() - start_) / static_cast<std::int64_t>(done);
  const auto left = each * static_cast<std::int64_t>(blocks_ - done);
  blocks_done(done, blocks_, {left, left});
}

void show(const Options& options, const reports::Summary& summary) {
  if (options.quiet) return;
  const auto text_of = options.details ? reports::terminal_summary : reports::terminal_brief;
  answer("{}\n", text_of(summary, terminal_columns(), colour_wanted()));
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
