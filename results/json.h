// JSON to and from the structs that Boost.Describe describes. Boost.JSON's own conversion of described
// structs refuses unknown and missing members; a results file must outlive the program that wrote it, so here
// unknown keys are skipped and missing ones keep the member's default. A value of the wrong type is an error
// all the same.
#pragma once

#include <boost/describe/members.hpp>
#include <boost/describe/modifiers.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>
#include <cmath>
#include <concepts>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

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

// --- To JSON. Overloads come before the templates that call them.

inline boost::json::value to_json(bool value) {
  return value;
}
inline boost::json::value to_json(std::string_view value) {
  return boost::json::string(valid_utf8(value));
}
// As its word, which a word() beside the enum tells.
template <class T>
requires std::is_enum_v<T> boost::json::value to_json(T value) {
  return to_json(word(value));
}
template <std::integral T>
boost::json::value to_json(T value) {
  return value;
}
template <std::floating_point T>
boost::json::value to_json(T value) {
  return std::isfinite(value) ? boost::json::value(value) : boost::json::value(nullptr);
}
template <Described T>
boost::json::value to_json(const T& value);
template <class T>
boost::json::value to_json(const std::optional<T>& value);
template <class T>
boost::json::value to_json(const std::map<std::string, T>& values);

template <class T>
boost::json::value to_json(const std::vector<T>& values) {
  boost::json::array array;
  array.reserve(values.size());
  for (const auto& value : values) array.push_back(to_json(value));
  return array;
}

template <class T>
boost::json::value to_json(const std::map<std::string, T>& values) {
  boost::json::object object;
  for (const auto& [key, value] : values) object[valid_utf8(key)] = to_json(value);
  return object;
}

template <class T>
boost::json::value to_json(const std::optional<T>& value) {
  return value ? to_json(*value) : boost::json::value(nullptr);
}

template <Described T>
boost::json::value to_json(const T& value) {
  boost::json::object object;
  for_each_member<T>([&](std::string_view key, auto member) { object[key] = to_json(value.*member); });
  return object;
}

// --- From JSON

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

void from_json(const boost::json::value&, bool&, const Place&);
void from_json(const boost::json::value&, std::string&, const Place&);
template <class T>
requires std::integral<T> || std::floating_point<T>
void from_json(const boost::json::value&, T&, const Place&);
template <class T>
void from_json(const boost::json::value&, std::vector<T>&, const Place&);
template <class T>
void from_json(const boost::json::value&, std::map<std::string, T>&, const Place&);
template <class T>
void from_json(const boost::json::value&, std::optional<T>&, const Place&);

template <Described T>
void from_json(const boost::json::value& json, T& value, const Place& place) {
  const auto* object = json.if_object();
  if (!object) refuse(json, "an object", place);
  for_each_member<T>([&](std::string_view key, auto member) {
    if (const auto* field = object->if_contains(key)) from_json(*field, value.*member, Place{&place, key});
  });
}

template <class T>
requires std::integral<T> || std::floating_point<T>
void from_json(const boost::json::value& json, T& value, const Place& place) {
  boost::json::error_code failure;
  value = json.to_number<T>(failure);  // exact: 1.5 is no whole number, -1 no unsigned one
  if (failure) refuse(json, std::integral<T> ? "a whole number" : "a number", place);
}

template <class T>
void from_json(const boost::json::value& json, std::vector<T>& values, const Place& place) {
  const auto* array = json.if_array();
  if (!array) refuse(json, "an array", place);
  values.resize(array->size());
  for (std::size_t i = 0; i < values.size(); ++i) from_json((*array)[i], values[i], Place{&place, {}, i});
}

template <class T>
void from_json(const boost::json::value& json, std::map<std::string, T>& values, const Place& place) {
  const auto* object = json.if_object();
  if (!object) refuse(json, "an object", place);
  values.clear();
  for (const auto& [key, field] : *object) from_json(field, values[valid_utf8(key)], Place{&place, key});
}

template <class T>
void from_json(const boost::json::value& json, std::optional<T>& value, const Place& place) {
  value.reset();
  if (!json.is_null()) from_json(json, value.emplace(), place);
}

}  // namespace concbench
