// What happened inside the runs, for ui.perfetto.dev and chrome://tracing.
//
// The traced runs in the Trace Event Format (JSON object form) that ui.perfetto.dev and chrome://tracing
// open: a case is a process, a lane of a worker a thread, a task a complete event; all cases begin at 0.
// Times are microseconds there. "Trace Event Format", The Chromium Projects;
// https://perfetto.dev/docs/getting-started/other-formats
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <map>

#include "reports/exports/report.h"
#include "reports/summary/timeline.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

namespace json = boost::json;

// Names a process or a thread, or says where it stands among the others.
json::object metadata(const char* what, std::size_t pid, std::size_t tid, const char* key,
                      json::value value) {
  return {{"ph", "M"}, {"name", what}, {"pid", pid}, {"tid", tid}, {"args", {{key, std::move(value)}}}};
}

double microseconds(std::int64_t ns) {
  return static_cast<double>(ns) / 1000;
}

// Lanes of workers as threads, numbered from 1 in the order of the timeline.
class Rows {
 public:
  explicit Rows(const std::vector<TaskPlace>& places) {
    for (const TaskPlace& place : places) {
      numbers_.try_emplace({place.worker, place.lane}, 0);
      lanes_[place.worker] = std::max(lanes_[place.worker], place.lane + 1);
    }
    std::size_t number = 0;
    for (auto& [place, row] : numbers_) row = ++number;
  }

  std::size_t row(const TaskPlace& place) const { return numbers_.at({place.worker, place.lane}); }

  void name_all(std::size_t pid, json::array& events) const {
    for (const auto& [place, row] : numbers_) {
      const bool is_alone = lanes_.at(place.first) == 1;
      events.push_back(metadata(
          "thread_name", pid, row, "name",
          json::string(is_alone ? fmt::format("worker {}", place.first + 1)
                                : fmt::format("worker {}, lane {}", place.first + 1, place.second + 1))));
      events.push_back(metadata("thread_sort_index", pid, row, "sort_index", row));
    }
  }

 private:
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> numbers_;
  std::map<std::size_t, std::size_t> lanes_;
};

void add_trace(const Trace& trace, std::size_t pid, json::array& events) {
  events.push_back(metadata("process_name", pid, 0, "name", json::string(valid_utf8(trace.case_))));
  events.push_back(metadata("process_sort_index", pid, 0, "sort_index", pid));
  const std::vector<TaskPlace> places = places_of(trace);
  const Rows rows(places);
  rows.name_all(pid, events);
  for (std::size_t task = 0; task < places.size(); ++task) {
    json::object arguments{
        {"task", task}, {"began on thread", trace.threads[static_cast<std::size_t>(trace.began_by[task])]}};
    if (!trace.ended_by.empty())
      arguments["ended on thread"] = trace.threads[static_cast<std::size_t>(trace.ended_by[task])];
    events.push_back(json::object{{"ph", "X"},
                                  {"name", fmt::format("task {}", task)},
                                  {"pid", pid},
                                  {"tid", rows.row(places[task])},
                                  {"ts", microseconds(trace.begin_ns[task])},
                                  {"dur", microseconds(trace.took_ns[task])},
                                  {"args", std::move(arguments)}});
  }
}

std::string trace_text(const Results& results) {
  json::array events;
  std::size_t pid = 0;
  for (const Trace& trace : results.traces)
    if (trace.status == "ok") add_trace(trace, ++pid, events);
  return json::serialize(json::object{{"displayTimeUnit", "ns"}, {"traceEvents", std::move(events)}});
}

}  // namespace

extern const Format trace_format{
    "trace", "what happened inside the runs, for ui.perfetto.dev and chrome://tracing",
    [](const Report& report, const std::filesystem::path& folder) {
      return Files{write_file(folder / "trace.json", trace_text(report.results))};
    }};

}  // namespace concbench::reports
