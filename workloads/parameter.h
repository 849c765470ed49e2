// Named parameters of workloads, and the quantities that people type: counts, durations, sizes.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace concbench {

// Parameter name -> value in canonical form: a count as decimal digits, a duration or size as digits with the
// largest unit that leaves a whole number ("500us", "256KiB"), a choice or a path as it is.
using Params = std::map<std::string, std::string>;

struct Parameter {
  enum class Type { count, duration, size, choice, path };
  using enum Type;

  std::string_view name;
  Type type;
  std::string_view default_value;  // canonical; a path may be empty
  std::string_view meaning;        // a line for people
  std::uint64_t min = 0;           // inclusive limits of a count, of a duration in ns, of a size in bytes
  std::uint64_t max = std::numeric_limits<std::uint64_t>::max();
  std::string_view choices = {};  // "warm|cold|direct"
};

// Each throws std::invalid_argument with a message that holds the text and what is wanted ("'0ms' is not a
// duration of 1us or more"), and refuses signs, blanks, fractions that are not whole in the base unit, and
// overflow.
std::uint64_t parse_count(std::string_view text);
std::chrono::nanoseconds parse_duration(std::string_view text);  // ns, us, ms, s, m, h; "1.5ms"
std::uint64_t parse_size(std::string_view text);        // B, kB, MB, GB (powers of 1000), KiB, MiB, GiB
std::string format_duration(std::chrono::nanoseconds);  // canonical
std::string format_size(std::uint64_t bytes);           // canonical

// `text` as a value of `parameter` in canonical form. Throws std::invalid_argument, naming value and limits.
std::string canonical(const Parameter& parameter, std::string_view text);

// Every parameter at its default.
Params defaults(std::span<const Parameter> parameters);

// Values of canonical parameters; throw std::out_of_range for a name that is not there.
std::uint64_t count(const Params&, const std::string& name);
std::chrono::nanoseconds duration(const Params&, const std::string& name);
std::uint64_t size_in_bytes(const Params&, const std::string& name);

}  // namespace concbench
