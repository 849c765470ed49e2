#include "bench/supervisor/supervisor.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "bench/cli/error.h"
#include "bench/supervisor/child_process.h"
#include "bench/supervisor/disturbance.h"
#include "system/clock.h"
#include "system/error.h"
#include "system/proc/usage.h"
#include "workloads/parameter.h"

namespace concbench::bench {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using Clock = std::chrono::steady_clock;

constexpr nanoseconds look_every = 1ms;   // at the memory of a child
constexpr int looks = 3;                  // at least
constexpr std::size_t error_tail = 4096;  // bytes kept of a child's stderr

// Appends what can be read now; false at the end of the stream.
bool read_some(int fd, std::string& text) {
  char buffer[65536];
  for (;;) {
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n > 0)
      text.append(buffer, static_cast<std::size_t>(n));
    else if (n == 0 || errno != EINTR)
      return n != 0;
  }
}

std::string last_line(std::string_view text) {
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  return std::string(text.substr(text.rfind('\n') + 1));
}

// One child, from its start to its end.
class Watch {
 public:
  Watch(const std::string& program, const std::vector<std::string>& arguments, nanoseconds timeout,
        int signals)
      : child_(program, arguments), deadline_(Clock::now() + timeout), signals_(signals) {}

  // False: the deadline came first. Throws Interrupted.
  bool until_end() {
    for (;;) {
      pollfd sources[] = {{child_.exited(), POLLIN, 0},
                          {signals_, POLLIN, 0},
                          {report_open_ ? child_.report() : -1, POLLIN, 0},
                          {errors_open_ ? child_.errors() : -1, POLLIN, 0}};
      const nanoseconds left = deadline_ - Clock::now();
      if (left <= 0ns) return false;
      const nanoseconds pause = observing_ ? std::min(left, look_every) : left;
      ::poll(sources, std::size(sources),
             static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(pause).count()));
      if (sources[1].revents != 0) throw Interrupted{take_signal()};
      if (sources[2].revents != 0) receive();
      if (sources[3].revents != 0) receive_errors();
      if (observing_) look();
      if (sources[0].revents != 0) {
        receive();
        receive_errors();
        return true;
      }
    }
  }

  ChildProcess& child() { return child_; }
  const std::vector<std::string>& answers() const { return answers_; }
  std::string last_words() const { return last_line(errors_); }

  // Growth of the tree's proportional set size, where it was seen.
  std::optional<std::int64_t> memory() const {
    if (baseline_ < 0 || peak_ < 0) return {};
    return std::max<std::int64_t>(peak_ - baseline_, 0);
  }

 private:
  int take_signal() {
    signalfd_siginfo info{};
    return ::read(signals_, &info, sizeof info) == sizeof info ? static_cast<int>(info.ssi_signo) : SIGTERM;
  }

  void receive() {
    report_open_ = report_open_ && read_some(child_.report(), received_);
    for (std::size_t end; (end = received_.find('\n')) != std::string::npos; received_.erase(0, end + 1)) {
      const std::string_view line = std::string_view(received_).substr(0, end);
      observing_ = line.starts_with(memory_line);
      if (observing_)
        std::from_chars(line.data() + std::string_view(memory_line).size(), line.data() + line.size(),
                        baseline_);
      else
        answers_.emplace_back(line);
    }
  }

  void receive_errors() {
    errors_open_ = errors_open_ && read_some(child_.errors(), errors_);
    if (errors_.size() > error_tail) errors_.erase(0, errors_.size() - error_tail);
  }

  void look() {
    peak_ = std::max(peak_, tree_proportional_set_size(child_.pid()).value_or(-1));
    if (++looks_ == looks) [[maybe_unused]]
      const ssize_t ignored = ::write(child_.control(), "", 1);
  }

  ChildProcess child_;
  Clock::time_point deadline_;
  int signals_;
  std::string received_, errors_;
  std::vector<std::string> answers_;
  bool report_open_ = true, errors_open_ = true, observing_ = false;
  std::int64_t baseline_ = -1, peak_ = -1;
  int looks_ = 0;
};

void fail(Sample& sample, const std::string& reason, const std::string& last_words = {}) {
  sample.status = "failed";
  sample.reason = last_words.empty() ? reason : fmt::format("{}: {}", reason, last_words);
  sample.steady_ns.clear();
}

// What the child said, held against how it ended.
Outcome judge(Watch& watch, const Sample& asked, bool is_traced) {
  const auto [status, end, cpu] = watch.child().wait();
  const int left_behind = watch.child().kill_rest();

  Outcome outcome{asked, {}, status == static_cast<int>(Exit::usage), cpu};
  Sample& sample = outcome.sample;
  if (watch.answers().empty()) {
    fail(sample, end.empty() ? "ended without a result" : end, watch.last_words());
    return outcome;
  }
  sample = parse_sample(watch.answers().back());
  if (sample.status != "ok") return outcome;
  if (!end.empty()) fail(sample, end + " after the measurement", watch.last_words());
  if (left_behind > 0) fail(sample, fmt::format("left {} process(es) behind", left_behind));
  if (is_traced && sample.status == "ok") outcome.trace = parse_trace(watch.answers().front());
  // Both are lower bounds of the true peak: one misses other processes, the other what lies between two
  // looks.
  if (const auto memory = watch.memory(); memory && *memory > sample.memory_bytes.value_or(-1)) {
    sample.memory_bytes = memory;
    sample.memory_method = "sampled_pss";
  }
  return outcome;
}

}  // namespace

Supervisor::Supervisor(nanoseconds timeout) : timeout_(timeout) {
  become_supervisor();
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
  ::sigprocmask(SIG_BLOCK, &signals, &old_mask_);
  signals_ = ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  if (signals_ < 0) throw_errno("signalfd");
}

Supervisor::~Supervisor() {
  ::close(signals_);
  ::sigprocmask(SIG_SETMASK, &old_mask_, nullptr);
}

Outcome Supervisor::carry_out(const Assignment& assignment) {
  Assignment started = assignment;
  Sample& sample = started.sample;
  sample.started = timestamp();
  const Surroundings before = look_around(sample.cpus);
  Outcome outcome{sample};
  try {
    Watch watch(started.program, to_arguments(started), timeout_, signals_);
    if (watch.until_end()) {
      outcome = judge(watch, sample, assignment.mode == Assignment::Mode::trace);
      for (std::string& taint : taints(before, look_around(sample.cpus), outcome.cpu))
        outcome.sample.taints.push_back(std::move(taint));
    } else {
      outcome.sample.status = "timeout";
      outcome.sample.reason =
          fmt::format("not finished after {}; give it longer with --timeout", format_duration(timeout_));
    }
  } catch (const std::exception& error) {  // no child could be made, or it answered with nonsense
    fail(outcome.sample, error.what());
  }
  outcome.sample.elapsed_ns = nanoseconds(Clock::now() - before.when).count();
  return outcome;
}

std::string Supervisor::protocol_of(const std::string& program) {
  constexpr nanoseconds long_enough = 10s;
  Watch watch(program, {child_command, protocol_word}, long_enough, signals_);
  const std::string begin = fmt::format("{} ", protocol_word);
  if (!watch.until_end() || watch.answers().empty() || !watch.answers().front().starts_with(begin)) return {};
  return watch.answers().front().substr(begin.size());
}

std::vector<CoreToCore> Supervisor::latencies(std::span<const CpuPair> pairs) {
  Watch watch({}, to_arguments(pairs), timeout_, signals_);
  std::string end =
      fmt::format("not finished after {}; give it longer with --timeout", format_duration(timeout_));
  if (watch.until_end()) {
    end = watch.child().wait().words;
    if (!watch.last_words().empty()) end = watch.last_words();
  }
  std::vector<CoreToCore> records;
  for (const std::string& line : watch.answers()) records.push_back(parse_core_to_core(line));
  while (records.size() < pairs.size()) {
    CoreToCore missing;
    std::tie(missing.from, missing.to) = pairs[records.size()];
    missing.reason = end;
    records.push_back(std::move(missing));
  }
  return records;
}

}  // namespace concbench::bench
