#include "bench/cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "bench/commands/show.h"
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

}  // namespace concbench::bench
