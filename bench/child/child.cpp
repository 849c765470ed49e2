#include "bench/child/child.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <exception>
#include <sstream>
#include <utility>

#include "bench/child/session.h"
#include "workloads/traced.h"

namespace concbench::bench {
namespace {

void send_line(std::string line) {
  line += '\n';
  for (std::size_t sent = 0; sent < line.size();) {
    const ssize_t n = ::write(report_fd, line.data() + sent, line.size() - sent);
    if (n < 0) return;  // the supervisor is gone, and this process with it (PR_SET_PDEATHSIG)
    sent += static_cast<std::size_t>(n);
  }
}

bool supervisor_has_looked() {
  pollfd control{control_fd, POLLIN, 0};
  return ::poll(&control, 1, 0) != 0;
}

// "3,0,1": in the order given.
std::vector<std::int64_t> parse_cpus(const std::string& list) {
  std::vector<std::int64_t> cpus;
  std::istringstream items(list);
  for (std::string item; std::getline(items, item, ',');)
    cpus.push_back(static_cast<std::int64_t>(parse_count(item)));
  return cpus;
}

constexpr const char* latency_mode = "latency";

using Mode = Assignment::Mode;
constexpr std::array<std::pair<std::string_view, Mode>, 4> modes{
    {{"measure", Mode::measure}, {"time", Mode::time}, {"verify", Mode::verify}, {"trace", Mode::trace}}};

// Of pairs "0,1". What fails is a record with the reason.
Exit measure_latencies(std::span<const std::string> pairs) {
  for (const std::string& pair : pairs) {
    const std::vector<std::int64_t> cpus = parse_cpus(pair);
    if (cpus.size() != 2)
      throw Error(Exit::usage, "'child' is for the program's own use; see 'concbench --help'");
    CoreToCore record;
    try {
      record = measure_latency({cpus[0], cpus[1]});
    } catch (const std::exception& error) {
      record.from = cpus[0];
      record.to = cpus[1];
      record.reason = error.what();
    }
    send_line(to_line(record));
  }
  return Exit::done;
}

}  // namespace

std::vector<std::string> to_arguments(const Assignment& assignment) {
  return {
      child_command,
      std::string(std::ranges::find(modes, assignment.mode, [](const auto& m) { return m.second; })->first),
      std::to_string(assignment.min_time.count()),
      std::to_string(assignment.cpus),
      fmt::format("{}", fmt::join(assignment.places, ",")),
      to_line(assignment.sample)};
}

std::vector<std::string> to_arguments(std::span<const CpuPair> pairs) {
  std::vector<std::string> arguments{child_command, latency_mode};
  for (const auto& [from, to] : pairs) arguments.push_back(fmt::format("{},{}", from, to));
  return arguments;
}

Assignment parse_assignment(std::span<const std::string> arguments) {
  const auto mode = std::ranges::find(modes, arguments.size() == 6 ? std::string_view(arguments[1]) : "",
                                      [](const auto& m) { return m.first; });
  if (mode == modes.end())
    throw Error(Exit::usage, "'child' is for the program's own use; see 'concbench --help'");
  return {mode->second, std::chrono::nanoseconds(parse_count(arguments[2])), parse_count(arguments[3]),
          parse_sample(arguments[5]), parse_cpus(arguments[4])};
}

Exit child_main(std::span<const std::string> arguments, const Catalogue& catalogue) {
  // Sleeping threads may be woken up to 50 us late by default, to save power; timers of event loops have no
  // slack at all, and the two are compared (PR_SET_TIMERSLACK(2const)). Threads and processes inherit it.
  ::prctl(PR_SET_TIMERSLACK, 1UL);
  if (arguments.size() > 1 && arguments[1] == latency_mode) return measure_latencies(arguments.subspan(2));
  if (arguments.size() == 2 && arguments[1] == protocol_word) {
    send_line(fmt::format("{} {}", protocol_word, protocol_version));
    return Exit::done;
  }
  Assignment assignment = parse_assignment(arguments);
  Sample& sample = assignment.sample;
  Exit exit = Exit::done;
  try {
    std::vector<std::string> wrappers;
    if (assignment.mode == Mode::trace) wrappers.emplace_back(traced_wrapper);
    Session session(catalogue, sample, assignment.cpus, assignment.places, std::move(wrappers));
    if (assignment.mode == Mode::verify) {
      session.verify();
    } else if (assignment.mode == Mode::trace) {
      send_line(to_line(session.trace(assignment.min_time)));
    } else {
      session.measure(assignment.min_time);
      if (assignment.mode == Mode::measure)
        session.observe_memory(
            [](std::int64_t baseline) { send_line(fmt::format("{}{}", memory_line, baseline)); },
            supervisor_has_looked);
    }
    session.finish();
  } catch (const Unsupported& unsupported) {
    sample.status = "skipped";
    sample.reason = unsupported.what();
  } catch (const InputError& error) {
    sample.status = "failed";
    sample.reason = error.what();
    exit = Exit::usage;
  } catch (const std::exception& error) {
    sample.status = "failed";
    sample.reason = error.what();
  }
  if (sample.status != "ok") sample.steady_ns.clear();
  send_line(to_line(sample));
  return exit;
}

}  // namespace concbench::bench
