#include "results/json.h"

#include <fmt/format.h>

namespace concbench {
namespace {

std::string spelled(const Place& place) {
  const std::string before = place.parent ? spelled(*place.parent) : std::string();
  if (place.key.empty()) return place.parent ? fmt::format("{}[{}]", before, place.index) : before;
  const std::string key = printable(place.key);
  return before.empty() ? key : before + "." + key;
}

const char* kind_name(const boost::json::value& json) {
  switch (json.kind()) {
    case boost::json::kind::null:
      return "null";
    case boost::json::kind::bool_:
      return "true or false";
    case boost::json::kind::string:
      return "text";
    case boost::json::kind::array:
      return "an array";
    case boost::json::kind::object:
      return "an object";
    default:
      return "a number that does not fit";
  }
}

}  // namespace

void refuse(const boost::json::value& json, const char* expected, const Place& place) {
  const std::string where = spelled(place);
  throw FieldError(
      fmt::format("{}{}expected {}, found {}", where, where.empty() ? "" : ": ", expected, kind_name(json)));
}

}  // namespace concbench
