// One sample a row, for spreadsheets and data frames; of `ab` those of the old side, of the old one again and
// of the new one, each said in the column `side`.
//
// One sample a row under one line of column names; RFC 4180: lines end in CR LF, a cell that holds a comma, a
// quote or a line end stands in quotes. A field that is not known is an empty cell. Times are nanoseconds,
// sizes bytes. A list is joined by ';', a parameter is key=value; a ';' or '\' inside has a '\' before it.
// Columns keep their names and their order; new ones are added on the right.
//
// A text that starts with = + - @, a tab or a line end has a ' before it: a spreadsheet would run it as a
// formula (OWASP, "CSV Injection"). So a reader that must have the text exactly takes one ' off before any of
// these.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <sstream>

#include "reports/exports/report.h"
#include "results/json.h"
#include "results/sample_time.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

namespace json = boost::json;

constexpr std::string_view heading =
    "run_id,label,hostname,case,workload,params,kind,tasks,bytes,runner,concurrency,chunk,cpus,block,"
    "position,started,status,reason,setup_ns,first_ns,steady_runs,median_ns,min_ns,max_ns,steady_ns,batch,"
    "cpu_ns,memory_bytes,memory_method,voluntary_switches,involuntary_switches,tally_sum,tally_tasks,taints,"
    "notes,elapsed_ns,placement,energy_uj,minor_faults,major_faults,migrations,instructions,cycles,"
    "cache_misses,attempt,again,cpus_had,side,of";

std::vector<std::string> columns_of(std::istringstream line) {
  std::vector<std::string> columns;
  for (std::string column; std::getline(line, column, ',');) columns.push_back(column);
  return columns;
}

// The fields of a sample, and beside them the columns that are none.
json::object record_of(const Run& run, const Sample& sample) {
  json::object record = to_json(sample).as_object();
  record["run_id"] = to_json(run.run_id);
  record["label"] = to_json(run.label);
  record["hostname"] = to_json(run.machine.hostname);
  record["steady_runs"] = sample.steady_ns.size();
  if (const auto time = time_of(sample))
    record["median_ns"] = fmt::format("{:.1f}", *time);  // the mean of two whole numbers
  if (!sample.steady_ns.empty()) {
    record["min_ns"] = std::ranges::min(sample.steady_ns);
    record["max_ns"] = std::ranges::max(sample.steady_ns);
  }
  if (sample.context_switches) {
    record["voluntary_switches"] = sample.context_switches->voluntary;
    record["involuntary_switches"] = sample.context_switches->involuntary;
  }
  const json::object events = record.at("events").as_object();  // a copy: adding moves what is there
  for (const auto& [name, count] : events) record[name] = count;
  record["tally_sum"] = to_json(sample.tally.sum);
  record["tally_tasks"] = sample.tally.tasks;
  // Of the new side the case is named as it has it, `of` as the old one does.
  if (run.command == "ab") record["side"] = to_json(sample.role.empty() ? "old" : sample.role);
  return record;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == ';' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

// A value as text; a list or an object joined.
std::string text_of(const json::value& value) {
  if (value.is_null()) return {};
  if (const auto* text = value.if_string()) return std::string(*text);
  if (!value.is_structured()) return json::serialize(value);
  std::string joined;
  const auto add = [&](const std::string& element) {
    if (!joined.empty()) joined += ';';
    joined += escaped(element);
  };
  if (const auto* list = value.if_array())
    for (const json::value& element : *list) add(text_of(element));
  else
    for (const auto& [key, element] : value.as_object()) add(std::string(key) + "=" + text_of(element));
  return joined;
}

std::string cell_of(const json::value& value) {
  std::string text = text_of(value);
  if (!value.is_number() && text.find_first_of("=+-@\t\r\n") == 0) text.insert(0, 1, '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + '"';
}

std::string csv_text(const Results& results) {
  const std::vector<std::string> columns = columns_of(std::istringstream(std::string(heading)));
  std::string text = fmt::format("{}\r\n", heading);
  const auto add = [&](const Sample& sample) {
    const json::object record = record_of(results.run, sample);
    std::vector<std::string> cells;
    for (const std::string& column : columns)
      cells.push_back(record.contains(column) ? cell_of(record.at(column)) : "");
    text += fmt::format("{}\r\n", fmt::join(cells, ","));
  };
  std::ranges::for_each(results.samples, add);
  if (results.run.command == "ab") std::ranges::for_each(results.twins, add);
  return text;
}

}  // namespace

extern const Format csv_format{"csv", "one sample a row, for spreadsheets and data frames",
                               [](const Report& report, const std::filesystem::path& folder) {
                                 return Files{write_file(folder / "samples.csv", csv_text(report.results))};
                               }};

}  // namespace concbench::reports
