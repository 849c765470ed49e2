// What Google Benchmark's compare.py and the dashboards made for it read.
//
// The JSON that Google Benchmark's JSON reporter would have written, and its tools/compare.py reads: a row of
// run_type "iteration" for each correct sample, named as its case, with the median of the steady runs as
// real_time and nanoseconds everywhere, for compare.py leaves out rows whose time_unit differs between its
// two files. cpu_time is 0 where it is not known. Without aggregates: compare.py makes its own.
//
// A sample without a time is no row, for an errored row would be charted as a speedup;
// context.concbench_failed lists it with its status and reason, and planned cases that were never run as
// "missing".
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <map>
#include <unordered_map>

#include "reports/exports/report.h"
#include "results/cases.h"
#include "results/json.h"
#include "results/sample_time.h"

namespace concbench::reports {
namespace {

namespace json = boost::json;

// "Data" of "data", as Google Benchmark spells it.
std::string capitalized(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

json::array caches_of(const Machine& machine) {
  json::array caches;
  for (const Cache& cache : machine.caches)
    caches.push_back(json::object{{"type", to_json(capitalized(cache.type))},
                                  {"level", cache.level},
                                  {"size", cache.bytes},
                                  {"num_sharing", cache.cpus}});
  return caches;
}

// Google Benchmark calls every governor but "performance" scaling.
bool scaling(const Machine& machine) {
  const std::string& governor = machine.governor;
  return !governor.empty() && governor != "unknown" && governor != "none" && governor != "performance";
}

json::object context_of(const Results& results) {
  const Run& run = results.run;
  return {{"date", to_json(run.started)},
          {"host_name", to_json(run.machine.hostname)},
          {"executable", to_json(run.argv.empty() ? std::string("concbench") : run.argv.front())},
          {"num_cpus", run.machine.cpus.value_or(0)},
          {"mhz_per_cpu", 0},  // not known
          {"cpu_scaling_enabled", scaling(run.machine)},
          {"caches", caches_of(run.machine)},
          {"load_avg", json::array()},  // not known
          {"library_build_type", run.tool.build_type == "Debug" ? "debug" : "release"},
          {"json_schema_version", 1},
          {"concbench_run", to_json(run.run_id)},
          {"concbench_version", to_json(run.tool.version)},
          {"concbench_commit", to_json(run.tool.commit)}};
}

// Where the rows of a case stand: a family is one runner on one workload, its instances are the
// concurrencies.
struct Series {
  std::int64_t family = 0, instance = 0;
  std::int64_t repetitions = 0, written = 0;
};

class Rows {
 public:
  explicit Rows(const Results& results) {
    const std::vector<CaseSamples> cases = cases_of(results);
    for (const CaseSamples& one : cases) place(one);
    for (const Sample& sample : results.samples) add(sample);
    for (const CaseSamples& one : cases)
      if (one.samples.empty()) failed_.push_back({{"name", to_json(one.name)}, {"status", "missing"}});
  }

  json::array take_rows() { return std::move(rows_); }
  json::array take_failed() { return std::move(failed_); }

 private:
  void place(const CaseSamples& one) {
    const auto [found, is_new] =
        families_.try_emplace({one.workload, one.runner}, Family{.index = std::ssize(families_)});
    const auto timed =
        std::ranges::count_if(one.samples, [](const Sample* s) { return time_of(*s).has_value(); });
    series_[one.name] = {
        .family = found->second.index, .instance = found->second.instances++, .repetitions = timed};
  }

  void add(const Sample& sample) {
    if (const auto time = time_of(sample)) {
      rows_.push_back(row_of(sample, *time, series_.at(sample.case_)));
      return;
    }
    failed_.push_back({{"name", to_json(sample.case_)},
                       {"block", sample.block},
                       {"status", to_json(sample.status)},
                       {"reason", to_json(sample.reason)}});
  }

  // Beside the library's own keys, the counters: whatever else a row holds is a number with a name.
  static json::object row_of(const Sample& sample, double time, Series& series) {
    const std::int64_t runs =
        std::ssize(sample.steady_ns) * std::clamp<std::int64_t>(sample.batch, 1, 1'000'000);
    json::object row{{"name", to_json(sample.case_)},
                     {"family_index", series.family},
                     {"per_family_instance_index", series.instance},
                     {"run_name", to_json(sample.case_)},
                     {"run_type", "iteration"},
                     {"repetitions", series.repetitions},
                     {"repetition_index", series.written++},
                     {"threads", 1},  // that call the case; what it starts is the counter "concurrency"
                     {"iterations", runs},
                     {"real_time", time},
                     {"cpu_time", static_cast<double>(sample.cpu_ns.value_or(0))},
                     {"time_unit", "ns"},
                     {"concurrency", sample.concurrency},
                     {"block", sample.block}};
    const double seconds = time / 1e9;
    if (sample.tasks > 0) row["items_per_second"] = static_cast<double>(sample.tasks) / seconds;
    if (sample.bytes > 0) row["bytes_per_second"] = static_cast<double>(sample.bytes) / seconds;
    if (!sample.taints.empty()) row["label"] = to_json(fmt::format("{}", fmt::join(sample.taints, "; ")));
    return row;
  }

  struct Family {
    std::int64_t index = 0, instances = 0;
  };
  std::map<std::pair<std::string, std::string>, Family> families_;  // by workload and runner
  std::unordered_map<std::string, Series> series_;                  // by case
  json::array rows_, failed_;
};

std::string gbench_text(const Results& results) {
  Rows rows(results);
  json::object context = context_of(results);
  context["concbench_failed"] = rows.take_failed();
  return json::serialize(json::object{{"context", context}, {"benchmarks", rows.take_rows()}}) + "\n";
}

}  // namespace

extern const Format gbench_format{
    "gbench", "what Google Benchmark's compare.py and the dashboards made for it read",
    [](const Report& report, const std::filesystem::path& folder) {
      return Files{write_file(folder / "gbench.json", gbench_text(report.results))};
    }};

}  // namespace concbench::reports
