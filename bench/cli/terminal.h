// What is said on the terminal: how far a run has come, and what came of it.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "bench/cli/options.h"
#include "reports/summary/summary.h"

namespace concbench::bench {

// For the person who waits: on a terminal one line that changes, else plain lines.
class Progress {
 public:
  // All `samples` are expected to take the time `estimated`. Writes to stderr; nothing if `quiet`.
  Progress(std::size_t samples, std::size_t blocks, std::chrono::nanoseconds estimated, bool quiet);
  ~Progress();  // leaves the terminal's line empty
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void sample(std::size_t block, const std::string& case_name);  // one more begins
  void trace(const std::string& case_name);                      // one more traced run begins
  void say(const std::string& line);                             // where there are plain lines
  void block_done(std::size_t block);

 private:
  using Clock = std::chrono::steady_clock;
  std::chrono::nanoseconds left() const;
  void show(const std::string& line) const;  // on a terminal, in place of the last

  std::size_t samples_, blocks_, begun_ = 0;
  std::chrono::nanoseconds estimated_;
  Clock::time_point start_ = Clock::now();
  enum class Form { none, one_line, lines } form_;
};

// The results on stdout: so short that with two lines on where the files lie it takes 40 lines at most,
// unless --details asks for more; nothing with --quiet.
void show(const Options&, const reports::Summary&);

// Says where something lies; nothing with --quiet.
void show_path(const Options&, std::string_view what, const std::filesystem::path&);

// Whether stdout is a terminal that wants colour (https://no-color.org), and its width: that of COLUMNS if
// it is set, else the terminal's own, else 100.
bool colour_wanted();
std::size_t terminal_columns();

}  // namespace concbench::bench
