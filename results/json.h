// JSON to and from the structs that Boost.Describe describes. Boost.JSON's own conversion of described
// structs refuses unknown and missing members; a results file must outlive the program that wrote it, so here
// unknown keys are skipped and missing ones keep their defaults. A value of the wrong type is still an error.
#pragma once

#include <boost/describe/members.hpp>
#include <boost/describe/modifiers.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>
#include <cmath>
#include <concepts>
#include <ranges>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include "results/text.h"

namespace concbench {

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

// Calls visit(key, pointer to member) for each member in the order of declaration.
template <Described T, class Visit>
void for_each_member(Visit visit) {
  using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    std::string_view key = member.name;
    if (key.ends_with('_')) key.remove_suffix(1);
    visit(key, member.pointer);
  });
}

template <class T>
concept Optional = requires(T value) {
  value.has_value();
};
template <class T>
concept Map = requires {
  typename T::mapped_type;
};

// Text that is not UTF-8 is mended, a number that is not finite is null, an enum is what word() says of it.
template <class T>
boost::json::value to_json(const T& value) {
  if constexpr (std::convertible_to<const T&, std::string_view>) {
    return boost::json::string(valid_utf8(value));
  } else if constexpr (std::is_enum_v<T>) {
    return to_json(word(value));
  } else if constexpr (std::floating_point<T>) {
    return std::isfinite(value) ? boost::json::value(value) : boost::json::value(nullptr);
  } else if constexpr (Described<T>) {
    boost::json::object object;
    for_each_member<T>([&](std::string_view key, auto member) { object[key] = to_json(value.*member); });
    return object;
  } else if constexpr (Optional<T>) {
    return value ? to_json(*value) : boost::json::value(nullptr);
  } else if constexpr (Map<T>) {
    boost::json::object object;
    for (const auto& [key, one] : value) object[valid_utf8(key)] = to_json(one);
    return object;
  } else if constexpr (std::ranges::range<T>) {
    boost::json::array array;
    array.reserve(value.size());
    for (const auto& one : value) array.push_back(to_json(one));
    return array;
  } else {
    return value;
  }
}

// A value has the wrong type. The message names its place in the record: "steady_ns[2]: expected …, found …".
struct FieldError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Where a value stands in its record, as a chain on the stack: only an error spells it out.
struct Place {
  const Place* parent = nullptr;
  std::string_view key;  // empty: an element of an array
  std::size_t index = 0;
};

[[noreturn]] void refuse(const boost::json::value&, const char* expected, const Place&);

// What is there, if it is of the type expected.
template <class Held>
const Held& held(const Held* there, const boost::json::value& json, const char* expected,
                 const Place& place) {
  if (!there) refuse(json, expected, place);
  return *there;
}

template <class T>
void from_json(const boost::json::value&, T&, const Place&);

template <Described T>
void members_from(const boost::json::object& object, T& value, const Place& place) {
  for_each_member<T>([&](std::string_view key, auto member) {
    if (const auto* field = object.if_contains(key)) from_json(*field, value.*member, Place{&place, key});
  });
}

template <class T>
void from_json(const boost::json::value& json, T& value, const Place& place) {
  if constexpr (std::same_as<T, bool>) {
    value = held(json.if_bool(), json, "true or false", place);
  } else if constexpr (std::same_as<T, std::string>) {
    value = valid_utf8(held(json.if_string(), json, "text", place));
  } else if constexpr (std::integral<T> || std::floating_point<T>) {
    boost::json::error_code failure;
    value = json.to_number<T>(failure);  // exact: 1.5 is no whole number, -1 no unsigned one
    if (failure) refuse(json, std::integral<T> ? "a whole number" : "a number", place);
  } else if constexpr (Described<T>) {
    members_from(held(json.if_object(), json, "an object", place), value, place);
  } else if constexpr (Optional<T>) {
    value.reset();
    if (!json.is_null()) from_json(json, value.emplace(), place);
  } else if constexpr (Map<T>) {
    value.clear();
    for (const auto& [key, field] : held(json.if_object(), json, "an object", place))
      from_json(field, value[valid_utf8(key)], Place{&place, key});
  } else {
    const auto& array = held(json.if_array(), json, "an array", place);
    value.resize(array.size());
    for (std::size_t i = 0; i < value.size(); ++i) from_json(array[i], value[i], Place{&place, {}, i});
  }
}

}  // namespace concbench
