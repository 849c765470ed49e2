#include "bench/machine/floors.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "results/json.h"
#include "results/text.h"
#include "system/clock.h"

namespace concbench::bench {
namespace {

namespace fs = std::filesystem;

// What the numbers were measured on, and with; another of these has other numbers.
struct KeptFloors {
  std::string measured;  // RFC 3339, UTC
  std::string cpu_model, kernel, binary_sha256;
  std::map<std::string, double> shares;
};
BOOST_DESCRIBE_STRUCT(KeptFloors, (), (measured, cpu_model, kernel, binary_sha256, shares))

using File = std::map<std::string, KeptFloors>;  // by what they are of, which is `of` alone today
constexpr const char* of = "aa";

// $XDG_STATE_HOME/concbench, else ~/.local/state/concbench (XDG Base Directory Specification 0.8).
fs::path state_folder() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state == '/')
    return fs::path(state) / "concbench";
  const char* home = std::getenv("HOME");
  return fs::path(home ? home : ".") / ".local" / "state" / "concbench";
}

// A home folder may serve several machines.
fs::path file_of(const Machine& machine) {
  return state_folder() / fmt::format("floors-{}.json", safe_name(machine.hostname));
}

// A file that says something else says nothing.
File read(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(text.str(), error);
  File kept;
  try {
    if (!error) from_json(value, kept, Place{});
  } catch (const FieldError&) {
    return {};
  }
  return kept;
}

// Why they are not applied; empty where they are. RFC 3339 in UTC sorts by time.
std::string objection(const KeptFloors& kept, const Machine& machine, const Tool& tool,
                      std::chrono::system_clock::time_point now) {
  if (kept.cpu_model != machine.cpu_model)
    return fmt::format("of another processor, {}", printable(kept.cpu_model));
  if (kept.kernel != machine.kernel) return fmt::format("of another kernel, {}", printable(kept.kernel));
  if (kept.binary_sha256 != tool.binary_sha256) return "of another build of concbench";
  if (kept.measured < timestamp(now - oldest_floors))
    return fmt::format("of {}, more than {} days ago", printable(kept.measured.substr(0, 10)),
                       oldest_floors.count());
  return {};
}

}  // namespace

Floors load_floors(const Machine& machine, const Tool& tool, std::chrono::system_clock::time_point now) {
  const File file = read(file_of(machine));
  const auto kept = file.find(of);
  if (kept == file.end() || kept->second.shares.empty()) return {};
  const std::string why = objection(kept->second, machine, tool, now);
  if (why.empty()) return {kept->second.shares, {}};
  return {{},
          fmt::format("this machine's own floors are {}: not applied; 'concbench selftest aa' finds new ones",
                      why)};
}

fs::path save_floors(const Machine& machine, const Tool& tool, const std::map<std::string, double>& shares) {
  const fs::path path = file_of(machine);
  File kept = read(path);
  std::map<std::string, double> all = load_floors(machine, tool).shares;
  for (const auto& [kind, share] : shares) all[kind] = share;
  kept[of] = {timestamp(), machine.cpu_model, machine.kernel, tool.binary_sha256, all};
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream file(path);
  file << boost::json::serialize(to_json(kept)) << '\n';
  if (!file.flush())
    throw WriteError(
        fmt::format("cannot write '{}'; set XDG_STATE_HOME to a folder that can be written", path.string()));
  return path;
}

}  // namespace concbench::bench
