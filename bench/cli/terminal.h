// What is said on the terminal: how far a run has come, and what came of it.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "bench/cli/options.h"
#include "bench/plan/forecast.h"
#include "reports/summary/summary.h"

namespace concbench::bench {

// For the person who waits: on a terminal one line that changes, else plain lines.
class Progress {
 public:
  // Of so many samples in a block. Writes to stderr; nothing if `quiet`.
  Progress(std::size_t samples, std::size_t blocks, Left, bool quiet);
  ~Progress();  // leaves the terminal's line empty
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void sample(std::size_t block, const std::string& case_name);  // one more begins
  void trace(const std::string& case_name);                      // one more traced run begins
  void say(const std::string& line);                             // where there are plain lines
  // So many of the blocks are done; what is left is known, or goes on at the pace so far.
  void blocks_done(std::size_t done, std::size_t of, Left);
  void blocks_done(std::size_t done);

 private:
  using Clock = std::chrono::steady_clock;
  void show(const std::string& line) const;  // on a terminal, in place of the last

  std::size_t samples_, blocks_, begun_ = 0;  // in this block
  Left left_;                                 // at the time below
  Clock::time_point start_ = Clock::now(), known_ = start_;
  enum class Form { none, one_line, lines } form_;
};

// The results on stdout: some 40 lines, unless --details asks for more; nothing with --quiet.
void show(const Options&, const reports::Summary&);

// Says where something lies; nothing with --quiet.
void show_path(const Options&, std::string_view what, const std::filesystem::path&);

// Whether stdout is a terminal that wants colour (https://no-color.org), and its width: that of COLUMNS if
// it is set, else the terminal's own, else 100.
bool colour_wanted();
std::size_t terminal_columns();

}  // namespace concbench::bench
