#include "results/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "results/json.h"

namespace concbench {
namespace {

constexpr std::int64_t longest_run = std::int64_t{1} << 53;  // ns, 104 days

constexpr const char* not_results = "not a concbench results file: its first line is no run record";

// Parses a line in memory of its own, most of them without an allocation.
class Line {
 public:
  explicit Line(std::string_view text) : value_(parse(text, &memory_)) {}  // throws FieldError

  const boost::json::object& object() const { return value_.get_object(); }

 private:
  static boost::json::value parse(std::string_view text, boost::json::storage_ptr memory) {
    boost::json::parse_options options;
    options.allow_invalid_utf8 = true;  // mended later: one bad byte must not cost the rest of the file
    boost::json::error_code failure;
    auto value = boost::json::parse(text, failure, std::move(memory), options);
    if (failure) throw FieldError("not JSON: " + failure.message());
    if (!value.is_object()) throw FieldError("not a record: a record is a JSON object");
    return value;
  }

  std::array<unsigned char, 16384> buffer_;
  boost::json::monotonic_resource memory_{buffer_.data(), buffer_.size()};
  boost::json::value value_;
};

template <Described T>
T record_from(const boost::json::object& object) {
  T record;
  members_from(object, record, Place{});
  return record;
}

std::string text_at(const boost::json::object& object, std::string_view key) {
  const auto* field = object.if_contains(key);
  const auto* text = field ? field->if_string() : nullptr;
  return text ? std::string(*text) : std::string();
}

// The version is judged before any other field: those of a later version may have other types.
Run run_from(const boost::json::object& object) {
  if (text_at(object, "record") != "run" || text_at(object, "schema") != schema_name)
    throw FieldError(not_results);
  std::int64_t version = 0;
  if (const auto* field = object.if_contains("version"))
    from_json(*field, version, Place{nullptr, "version"});
  if (version < 1 || version > schema_version)
    throw FieldError(fmt::format("version {} of the results file; this program reads up to {}{}", version,
                                 schema_version,
                                 version > schema_version ? ", a later concbench wrote it" : ""));
  return record_from<Run>(object);
}

Sample sample_from(const boost::json::object& object) {
  auto sample = record_from<Sample>(object);
  if (sample.case_.empty()) throw FieldError("a sample without its case");
  if (sample.workload.empty()) throw FieldError("a sample without its workload");
  if (sample.runner.empty()) throw FieldError("a sample without its runner");
  return sample;
}

// Only a trace whose lists belong together can be drawn.
Trace trace_from(const boost::json::object& object) {
  auto trace = record_from<Trace>(object);
  if (trace.case_.empty()) throw FieldError("a trace without its case");
  const std::size_t tasks = trace.begin_ns.size();
  const auto fits = [&](const std::vector<std::int64_t>& list, bool may_be_empty) {
    return list.size() == tasks || (may_be_empty && list.empty());
  };
  if (!fits(trace.took_ns, false) || !fits(trace.began_by, false) || !fits(trace.ended_by, true) ||
      !fits(trace.shortest_ns, true))
    throw FieldError("a trace whose lists differ in length");
  const auto is_thread = [&](std::int64_t index) {
    return index >= 0 && static_cast<std::size_t>(index) < trace.threads.size();
  };
  if (!std::ranges::all_of(trace.began_by, is_thread) || !std::ranges::all_of(trace.ended_by, is_thread))
    throw FieldError("a trace with a task on a thread that it does not list");
  const auto is_time = [](std::int64_t ns) { return ns >= 0 && ns <= longest_run; };
  if (!is_time(trace.wall_ns) || !std::ranges::all_of(trace.begin_ns, is_time) ||
      !std::ranges::all_of(trace.took_ns, is_time) || !std::ranges::all_of(trace.shortest_ns, is_time))
    throw FieldError("a trace with a time that is none");
  return trace;
}

template <auto list, auto from>
void append(const boost::json::object& object, Results& results) {
  (results.*list).push_back(from(object));
}

// A record's struct, its row here and its line at to_line() are all there is of a kind.
struct Kind {
  std::string_view record;
  void (*read)(const boost::json::object&, Results&);
};

constexpr std::array kinds{
    Kind{"sample", append<&Results::samples, sample_from>},
    Kind{"canary", append<&Results::canaries, sample_from>},
    Kind{"limit", append<&Results::limits, sample_from>},
    Kind{"twin", append<&Results::twins, sample_from>},
    Kind{"metg", append<&Results::metgs, record_from<Metg>>},
    Kind{"break_even", append<&Results::break_evens, record_from<BreakEven>>},
    Kind{"map_point", append<&Results::map_points, record_from<MapPoint>>},
    Kind{"core_to_core", append<&Results::core_to_core, record_from<CoreToCore>>},
    Kind{"trace", append<&Results::traces, trace_from>},
    Kind{"end", [](const boost::json::object& o, Results& results) { results.end = record_from<End>(o); }},
};

void add_record(const boost::json::object& object, Results& results) {
  const std::string record = text_at(object, "record");
  if (record.empty()) throw FieldError("not a record: it does not say its kind in \"record\"");
  if (record == "run") throw FieldError("a second run record; give each run its own file");
  if (const auto kind = std::ranges::find(kinds, record, &Kind::record); kind != kinds.end())
    kind->read(object, results);
  else
    results.unknown.emplace_back(object, boost::json::storage_ptr());  // outlives the line's memory
}

[[noreturn]] void refuse_file(const std::filesystem::path& path, const std::string& reason) {
  throw ResultsError(fmt::format("{}: {}", printable(path.string()), reason));
}

std::string system_message() {
  return std::generic_category().message(errno ? errno : EIO);
}

std::ifstream open_results(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    refuse_file(path, "is a folder; give the results.jsonl inside it");
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) refuse_file(path, "cannot read the results file: " + system_message());
  const int first = file.peek();
  if (first == std::ifstream::traits_type::eof() && !file.bad())
    refuse_file(path, "the results file is empty; nothing was measured, or nothing reached the disk");
  // Told before the rest is read: a device or a picture may have no line end at all.
  if (first != '{') refuse_file(path, fmt::format("line 1: {}", not_results));
  return file;
}

// Keeps what was read before a last line that was cut off: one that has no line end and is not whole.
void read_lines(std::ifstream& file, bool first_alone, std::size_t& line_number, Results& results) {
  for (std::string line; std::getline(file, line);) {
    const bool last_is_open = file.eof();
    const bool is_first = ++line_number == 1;
    if (line.empty() && !is_first) continue;
    std::optional<Line> parsed;
    try {
      parsed.emplace(line);
    } catch (const FieldError& error) {
      if (is_first) throw FieldError(fmt::format("{} ({})", not_results, error.what()));
      if (last_is_open) return;
      throw;
    }
    if (is_first)
      results.run = run_from(parsed->object());
    else
      add_record(parsed->object(), results);
    if (first_alone) return;
  }
}

Results read(const std::filesystem::path& path, bool first_alone) {
  std::ifstream file = open_results(path);
  Results results;
  std::size_t line_number = 0;
  errno = 0;
  try {
    read_lines(file, first_alone, line_number, results);
  } catch (const FieldError& error) {
    refuse_file(path, fmt::format("line {}: {}", line_number, error.what()));
  }
  if (file.bad()) refuse_file(path, "cannot read the results file: " + system_message());
  return results;
}

// The record of one line, if it is of that kind.
auto parse_record(const std::string& line, std::string_view kind, auto from) {
  try {
    const Line parsed(line);
    const auto& object = parsed.object();
    if (text_at(object, "record") != kind) throw FieldError(fmt::format("not a {} record", kind));
    return from(object);
  } catch (const FieldError& error) {
    throw ResultsError(error.what());
  }
}

}  // namespace

template <class Record>
std::string to_line(const Record& record) {
  return boost::json::serialize(to_json(record));
}
template std::string to_line(const Run&);
template std::string to_line(const Sample&);
template std::string to_line(const Metg&);
template std::string to_line(const BreakEven&);
template std::string to_line(const MapPoint&);
template std::string to_line(const CoreToCore&);
template std::string to_line(const Trace&);
template std::string to_line(const End&);

Sample parse_sample(const std::string& line) {
  return parse_record(line, "sample", sample_from);
}

CoreToCore parse_core_to_core(const std::string& line) {
  return parse_record(line, "core_to_core", record_from<CoreToCore>);
}

Trace parse_trace(const std::string& line) {
  return parse_record(line, "trace", trace_from);
}

Results read_results(const std::filesystem::path& path) {
  return read(path, false);
}

Run read_run(const std::filesystem::path& path) {
  return read(path, true).run;
}

}  // namespace concbench
