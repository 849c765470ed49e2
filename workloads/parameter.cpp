#include "workloads/parameter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <optional>
#include <stdexcept>

namespace concbench {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t value;
};

// From the largest to the smallest, which is 1: a value's canonical unit is the first that divides it.
constexpr std::array duration_units{
    Unit{"h", 3'600'000'000'000}, Unit{"m", 60'000'000'000}, Unit{"s", 1'000'000'000},
    Unit{"ms", 1'000'000},        Unit{"us", 1'000},         Unit{"ns", 1}};
constexpr std::array size_units{Unit{"GiB", 1 << 30},  Unit{"GB", 1'000'000'000}, Unit{"MiB", 1 << 20},
                                Unit{"MB", 1'000'000}, Unit{"KiB", 1 << 10},      Unit{"kB", 1'000},
                                Unit{"B", 1}};

constexpr std::uint64_t longest = static_cast<std::uint64_t>(std::chrono::nanoseconds::max().count());

std::optional<std::uint64_t> read_count(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// "1.5ms" is 15 tenths of a unit: `value` = mantissa * unit / 10^decimals, exact or refused.
std::optional<std::uint64_t> read_quantity(std::string_view text, std::span<const Unit> units) {
  const std::size_t unit_at = text.find_first_not_of("0123456789.");
  if (unit_at == std::string_view::npos) return std::nullopt;
  const auto unit = std::ranges::find(units, text.substr(unit_at), &Unit::name);
  if (unit == units.end()) return std::nullopt;

  std::string mantissa_digits{text.substr(0, unit_at)};
  std::uint64_t scale = 1;
  if (const std::size_t point = mantissa_digits.find('.'); point != std::string::npos) {
    const std::size_t decimals = mantissa_digits.size() - point - 1;
    if (point == 0 || decimals == 0) return std::nullopt;
    mantissa_digits.erase(point, 1);
    for (std::size_t i = 0; i < decimals; ++i) {
      if (mantissa_digits.back() == '0') {
        mantissa_digits.pop_back();
      } else if (__builtin_mul_overflow(scale, 10U, &scale)) {
        return std::nullopt;
      }
    }
  }
  const std::optional<std::uint64_t> mantissa = read_count(mantissa_digits);
  if (!mantissa) return std::nullopt;
  const std::uint64_t common = std::gcd(unit->value, scale);
  if (*mantissa % (scale / common) != 0) return std::nullopt;
  std::uint64_t value = 0;
  if (__builtin_mul_overflow(*mantissa / (scale / common), unit->value / common, &value)) return std::nullopt;
  return value;
}

std::string format_quantity(std::uint64_t value, std::span<const Unit> units) {
  const Unit unit = value == 0 ? units.back() : *std::ranges::find_if(units, [value](const Unit& candidate) {
    return value % candidate.value == 0;
  });
  return std::to_string(value / unit.value) + std::string{unit.name};
}

[[noreturn]] void refuse(std::string_view text, const std::string& wanted) {
  throw std::invalid_argument("'" + std::string{text} + "' is not " + wanted);
}

std::string format(Parameter::Type type, std::uint64_t value) {
  switch (type) {
    case Parameter::duration:
      return format_quantity(value, duration_units);
    case Parameter::size:
      return format_quantity(value, size_units);
    default:
      return std::to_string(value);
  }
}

std::optional<std::uint64_t> read(Parameter::Type type, std::string_view text) {
  switch (type) {
    case Parameter::duration: {
      const std::optional<std::uint64_t> value = read_quantity(text, duration_units);
      return value && *value <= longest ? value : std::nullopt;
    }
    case Parameter::size:
      return read_quantity(text, size_units);
    default:
      return read_count(text);
  }
}

// "a duration from 1us to 1m, such as 500us": what people are told to type.
std::string wanted(const Parameter& parameter) {
  const bool is_duration = parameter.type == Parameter::duration;
  const bool is_size = parameter.type == Parameter::size;
  std::string text = is_duration ? "a duration" : is_size ? "a size" : "a whole number";
  const bool bounded = parameter.max < (is_duration ? longest : std::numeric_limits<std::uint64_t>::max());
  if (bounded) {
    text += " from " + format(parameter.type, parameter.min) + " to " + format(parameter.type, parameter.max);
  } else {
    text += " of " + format(parameter.type, parameter.min) + " or more";
  }
  if (is_duration || is_size) text += ", such as " + std::string{parameter.default_value};
  return text;
}

// The choices are separated by '|', and none holds one.
bool is_choice(std::string_view choices, std::string_view text) {
  return text.find('|') == std::string_view::npos &&
         fmt::format("|{}|", choices).find(fmt::format("|{}|", text)) != std::string::npos;
}

std::uint64_t parse(Parameter::Type type, std::string_view text, const char* wanted) {
  const std::optional<std::uint64_t> value = read(type, text);
  if (!value) refuse(text, wanted);
  return *value;
}

}  // namespace

std::uint64_t parse_count(std::string_view text) {
  return parse(Parameter::count, text, "a whole number");
}

std::chrono::nanoseconds parse_duration(std::string_view text) {
  return std::chrono::nanoseconds{
      parse(Parameter::duration, text, "a duration (ns, us, ms, s, m, h) such as 1.5ms")};
}

std::uint64_t parse_size(std::string_view text) {
  return parse(Parameter::size, text, "a size (B, kB, MB, GB, KiB, MiB, GiB) such as 256KiB");
}

std::string format_duration(std::chrono::nanoseconds length) {
  return format(Parameter::duration, static_cast<std::uint64_t>(length.count()));
}

std::string format_size(std::uint64_t bytes) {
  return format(Parameter::size, bytes);
}

std::string canonical(const Parameter& parameter, std::string_view text) {
  if (parameter.type == Parameter::choice && !is_choice(parameter.choices, text))
    refuse(text, "one of " + std::string{parameter.choices});
  if (parameter.type == Parameter::path || parameter.type == Parameter::choice) return std::string{text};
  const std::optional<std::uint64_t> value = read(parameter.type, text);
  if (!value || *value < parameter.min || *value > parameter.max) refuse(text, wanted(parameter));
  return format(parameter.type, *value);
}

Params defaults(std::span<const Parameter> parameters) {
  Params params;
  for (const Parameter& parameter : parameters) {
    params.emplace(parameter.name, parameter.default_value);
  }
  return params;
}

std::uint64_t count(const Params& params, const std::string& name) {
  return parse_count(params.at(name));
}

std::chrono::nanoseconds duration(const Params& params, const std::string& name) {
  return parse_duration(params.at(name));
}

std::uint64_t size_in_bytes(const Params& params, const std::string& name) {
  return parse_size(params.at(name));
}

}  // namespace concbench
