// How far a run has come, for the person who waits: on a terminal one line that changes, else plain lines.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace concbench::bench {

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

}  // namespace concbench::bench
