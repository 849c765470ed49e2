// CSV, Google Benchmark's JSON and the Trace Event Format, read back.
#include <gmock/gmock.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include "reports/exports/report.h"
#include "results/sample_time.h"
#include "tests/support/made_up.h"
#include "tests/support/scratch.h"

namespace concbench::reports {
namespace {

namespace json = boost::json;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

using Record = std::vector<std::string>;

// RFC 4180, section 2. A quote or a bare line end inside an unquoted cell is an error.
std::vector<Record> records_of(const std::string& csv) {
  std::vector<Record> records;
  std::size_t at = 0;
  while (at < csv.size()) {
    Record record(1);
    for (bool more = true; more;) {
      std::string& cell = record.back();
      if (csv[at] == '"') {
        for (++at; csv.at(at) != '"' || csv.at(at + 1) == '"'; ++at) {
          if (csv[at] == '"') ++at;
          cell += csv[at];
        }
        ++at;
      } else {
        while (std::string_view(",\"\r\n").find(csv.at(at)) == std::string_view::npos) cell += csv[at++];
      }
      more = csv.at(at) == ',';
      if (more) ++at, record.emplace_back();
    }
    EXPECT_EQ(csv.substr(at, 2), "\r\n") << "after record " << records.size();
    at += 2;
    records.push_back(std::move(record));
  }
  return records;
}

// The rows, each by its column's name.
std::vector<std::map<std::string, std::string>> rows_of(const std::string& csv) {
  const auto records = records_of(csv);
  std::vector<std::map<std::string, std::string>> rows;
  for (std::size_t i = 1; i < records.size(); ++i) {
    EXPECT_EQ(records[i].size(), records[0].size());
    for (std::size_t c = 0; c < records[0].size(); ++c) {
      if (c == 0) rows.emplace_back();
      rows.back()[records[0][c]] = records[i][c];
    }
  }
  return rows;
}

Results one_sample() {
  Results results = made_up_results({.blocks = 1, .failures = false});
  results.samples.resize(1);
  results.run.cases.resize(1);
  return results;
}

const Format& format_of(std::string_view name) {
  const auto table = format_table();
  const auto found = std::ranges::find(table, name, &Format::name);
  if (found == table.end()) throw std::out_of_range(std::string(name));
  return *found;
}

// The only file that a format makes.
std::string written(std::string_view format, const Results& results, const Scratch& scratch = {}) {
  return Scratch::content_of(format_of(format).write(Report(results), scratch / ".").at(0));
}

json::object gbench_of(const Results& results) {
  return json::parse(written("gbench", results)).as_object();
}

json::array rows_of(const json::object& file) {
  return file.at("benchmarks").as_array();
}

// --- CSV

TEST(Csv, HoldsOneSampleARow) {
  const Results results = made_up_results({.blocks = 2});
  const auto rows = rows_of(written("csv", results));
  ASSERT_EQ(rows.size(), results.samples.size());
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i].at("case"), results.samples[i].case_);
}

// Programs read columns by name and by place: this list only ever grows at its end.
TEST(Csv, KeepsItsColumns) {
  EXPECT_THAT(records_of(written("csv", Results{})),
              ElementsAre(ElementsAre(
                  "run_id", "label", "hostname", "case", "workload", "params", "kind", "tasks", "bytes",
                  "runner", "concurrency", "chunk", "cpus", "block", "position", "started", "status",
                  "reason", "setup_ns", "first_ns", "steady_runs", "median_ns", "min_ns", "max_ns",
                  "steady_ns", "batch", "cpu_ns", "memory_bytes", "memory_method", "voluntary_switches",
                  "involuntary_switches", "tally_sum", "tally_tasks", "taints", "notes", "elapsed_ns",
                  "placement", "energy_uj", "minor_faults", "major_faults", "migrations", "instructions",
                  "cycles", "cache_misses", "attempt", "again", "cpus_had", "side", "of")));
}

TEST(Csv, HoldsBothSidesOfAb) {
  Results results = one_sample();
  Sample twin = results.samples[0];
  twin.record = "twin";
  twin.of = twin.case_;
  twin.case_ += "/new";
  twin.role = "new";
  results.twins = {twin};
  EXPECT_EQ(rows_of(written("csv", results)).size(),
            1U);  // a run's own twins are its control, and none of its cases
  results.run.command = "ab";
  const auto rows = rows_of(written("csv", results));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].at("side"), "old");
  EXPECT_EQ(rows[0].at("of"), "");
  EXPECT_EQ(rows[1].at("side"), "new");
  EXPECT_EQ(rows[1].at("case"), twin.case_);
  EXPECT_EQ(rows[1].at("of"), results.samples[0].case_);
}

TEST(Csv, HoldsTheRunsOfASample) {
  Results results = one_sample();
  results.samples[0].steady_ns = {40, 10, 25, 30};
  results.samples[0].params = {{"a", "1"}, {"b", "x;y\\z"}};
  results.samples[0].cpus = {0, 3};
  results.samples[0].taints = {"steal time 3 %", "throttled"};
  const auto row = rows_of(written("csv", results)).at(0);
  EXPECT_EQ(row.at("steady_runs"), "4");
  EXPECT_EQ(row.at("median_ns"), "27.5");
  EXPECT_EQ(row.at("min_ns"), "10");
  EXPECT_EQ(row.at("max_ns"), "40");
  EXPECT_EQ(row.at("steady_ns"), "40;10;25;30");
  EXPECT_EQ(row.at("params"), "a=1;b=x\\;y\\\\z");
  EXPECT_EQ(row.at("cpus"), "0;3");
  EXPECT_EQ(row.at("taints"), "steal time 3 %;throttled");
  EXPECT_EQ(row.at("tally_sum"), "18446744073709551615");
}

TEST(Csv, LeavesWhatAFailedSampleDoesNotHaveEmpty) {
  Results results = one_sample();
  Sample& sample = results.samples[0];
  sample.status = "failed";
  sample.reason = "a worker died: signal 11 (\"segmentation fault\")\nand, then";
  sample.steady_ns.clear();
  sample.setup_ns.reset();
  sample.context_switches.reset();
  const auto row = rows_of(written("csv", results)).at(0);
  EXPECT_EQ(row.at("status"), "failed");
  EXPECT_EQ(row.at("reason"), sample.reason);
  EXPECT_EQ(row.at("steady_runs"), "0");
  for (const char* name : {"median_ns", "min_ns", "max_ns", "steady_ns", "setup_ns", "voluntary_switches"})
    EXPECT_THAT(row.at(name), IsEmpty()) << name;
}

TEST(Csv, HoldsNoFormula) {
  for (const std::string start : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx"}) {
    Results results = hostile_results({start});
    for (const auto& record : records_of(written("csv", results)))
      for (const std::string& cell : record)
        EXPECT_FALSE(!cell.empty() && std::string("=+-@\t\r\n").find(cell[0]) != std::string::npos) << cell;
    results.run.label = start;
    EXPECT_EQ(rows_of(written("csv", results)).at(0).at("label"), "'" + start);
  }
}

TEST(Csv, IsWellFormedWhateverTheNames) {
  const Results results = hostile_results({"\"", ",", "\r\n", "\xff", "a\"b,c\nd", ""});
  EXPECT_EQ(rows_of(written("csv", results)).size(), results.samples.size());
}

// --- Google Benchmark

// What Google Benchmark's tools/compare.py, gbench/util.py and gbench/report.py (1.7.1 and 1.9) ask of a
// file.
void expect_accepted_by_compare_py(const json::object& file) {
  std::map<std::string, std::set<std::string>> units;
  for (const json::value& row : rows_of(file)) {
    const auto& benchmark = row.as_object();
    EXPECT_FALSE(benchmark.at("name").as_string().empty());
    for (const char* key : {"real_time", "cpu_time"})  // gmean over them, and format_float
      EXPECT_TRUE(std::isfinite(benchmark.at(key).to_number<double>())) << key;
    EXPECT_GT(benchmark.at("real_time").to_number<double>(), 0);  // else calculate_change has no denominator
    const auto unit = std::string(benchmark.at("time_unit").as_string());
    EXPECT_TRUE(std::set<std::string>({"s", "ms", "us", "ns"}).contains(unit)) << unit;
    units[std::string(benchmark.at("name").as_string())].insert(unit);
    for (const char* key : {"family_index", "per_family_instance_index", "repetition_index"})  // sort keys
      EXPECT_TRUE(benchmark.at(key).is_int64()) << key;
    EXPECT_EQ(benchmark.at("run_type").as_string(),
              "iteration");  // "aggregate" would be left out of the mean
    EXPECT_FALSE(benchmark.contains("error_occurred"));
  }
  // partition_benchmarks compares a name's rows of one unit only, that of its first.
  for (const auto& [name, of_name] : units) EXPECT_EQ(of_name.size(), 1U) << name;
}

// What dashboards read besides: github-action-benchmark (src/extract.ts) and Bencher (its C++ adapter for
// Google Benchmark refuses a file without context.caches).
void expect_accepted_by_dashboards(const json::object& file) {
  const auto& context = file.at("context").as_object();
  for (const auto& cache : context.at("caches").as_array())
    for (const char* key : {"type", "level", "size", "num_sharing"})
      EXPECT_TRUE(cache.as_object().contains(key)) << key;
  for (const char* key : {"date", "host_name", "executable", "library_build_type"})
    EXPECT_TRUE(context.at(key).is_string()) << key;
  for (const char* key : {"num_cpus", "mhz_per_cpu"}) EXPECT_TRUE(context.at(key).is_int64()) << key;
  EXPECT_TRUE(context.at("cpu_scaling_enabled").is_bool());
  EXPECT_TRUE(context.at("load_avg").is_array());
  for (const json::value& row : rows_of(file))
    for (const char* key : {"threads", "iterations", "repetitions"})
      EXPECT_GT(row.as_object().at(key).as_int64(), 0) << key;
}

TEST(Gbench, IsAcceptedByTheToolsThatReadIt) {
  for (const Results& results :
       {made_up_results(), hostile_results({"\"\\\x01", "\xff", "=", ""}), Results{}}) {
    const json::object file = gbench_of(results);
    expect_accepted_by_compare_py(file);
    expect_accepted_by_dashboards(file);
  }
}

TEST(Gbench, HoldsARowForEachCorrectSample) {
  const Results results = made_up_results({.blocks = 3});
  const json::array rows = rows_of(gbench_of(results));
  std::size_t at = 0;
  for (const Sample& sample : results.samples) {
    if (sample.status != "ok") continue;
    const auto& row = rows.at(at++).as_object();
    EXPECT_EQ(row.at("name").as_string(), sample.case_);
    EXPECT_EQ(row.at("run_name").as_string(), sample.case_);
    EXPECT_EQ(row.at("real_time").as_double(), *time_of(sample));
    EXPECT_EQ(row.at("cpu_time").as_double(), static_cast<double>(*sample.cpu_ns));
    EXPECT_EQ(row.at("time_unit").as_string(), "ns");
  }
  EXPECT_EQ(rows.size(), at);
}

TEST(Gbench, NumbersTheRepetitionsOfACaseWithoutGaps) {
  std::map<std::string, std::vector<std::int64_t>> indices;
  std::map<std::string, std::int64_t> repetitions;
  for (const json::value& row : rows_of(gbench_of(made_up_results({.blocks = 5})))) {
    const std::string name(row.as_object().at("name").as_string());
    indices[name].push_back(row.as_object().at("repetition_index").as_int64());
    repetitions[name] = row.as_object().at("repetitions").as_int64();
  }
  EXPECT_THAT(indices.at("primes/tbb/concurrency:2"), ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(indices.at("primes/thread_pool/concurrency:2"), ElementsAre(0, 1, 2, 3));  // block 3 failed
  EXPECT_EQ(repetitions.at("primes/thread_pool/concurrency:2"), 4);
}

TEST(Gbench, CountsAFamilyForEachRunnerOfAWorkload) {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> places;
  for (const json::value& value : rows_of(gbench_of(made_up_results({.blocks = 2, .failures = false})))) {
    const auto& row = value.as_object();
    places[std::string(row.at("name").as_string())] = {row.at("family_index").as_int64(),
                                                       row.at("per_family_instance_index").as_int64()};
  }
  EXPECT_EQ(places.at("empty/sequential/concurrency:1"), std::pair(std::int64_t{0}, std::int64_t{0}));
  EXPECT_EQ(places.at("empty/threads/concurrency:4"), std::pair(std::int64_t{2}, std::int64_t{2}));
  EXPECT_EQ(places.at("primes/sequential/concurrency:1"), std::pair(std::int64_t{10}, std::int64_t{0}));
}

TEST(Gbench, ListsWhatHasNoTimeInTheContextOnly) {
  Results results = made_up_results();
  results.run.cases.push_back("primes/tbb/concurrency:99");
  results.samples[0].steady_ns = {0, 0, 0};  // 'ok', but no time that can be divided by
  const json::object file = gbench_of(results);
  std::set<std::string> named, listed;
  for (const json::value& row : rows_of(file)) named.insert(std::string(row.at("name").as_string()));
  for (const json::value& one : file.at("context").at("concbench_failed").as_array())
    listed.insert(json::serialize(one));
  EXPECT_EQ(listed.size(), 75U);  // 49 failed, 12 timed out, 12 skipped, and these two
  EXPECT_FALSE(named.contains("brightness/process_pool/concurrency:1"));
  EXPECT_THAT(listed, Contains(HasSubstr("a worker died: signal 11")));
  EXPECT_THAT(listed, Contains(R"({"name":"primes/tbb/concurrency:99","status":"missing"})"));
  EXPECT_THAT(listed, Contains(HasSubstr(R"("name":"empty/sequential/concurrency:1","block":0)")));
}

TEST(Gbench, SaysWhichRowsAreTainted) {
  Results results = one_sample();
  results.samples[0].taints = {"throttled", "steal time 3 %"};
  EXPECT_EQ(rows_of(gbench_of(results)).at(0).at("label").as_string(), "throttled; steal time 3 %");
}

TEST(Gbench, SaysTheThroughputPerSecond) {
  Results results = one_sample();
  results.samples[0].steady_ns = {2'000'000'000};
  results.samples[0].tasks = 100;
  results.samples[0].bytes = 4096;
  const json::value row = rows_of(gbench_of(results)).at(0);
  EXPECT_DOUBLE_EQ(row.at("items_per_second").as_double(), 50);
  EXPECT_DOUBLE_EQ(row.at("bytes_per_second").as_double(), 2048);
}

TEST(Gbench, CountsEveryRunOfABatch) {
  Results results = one_sample();
  results.samples[0].steady_ns = {10, 20, 30};
  results.samples[0].batch = 7;
  EXPECT_EQ(rows_of(gbench_of(results)).at(0).at("iterations").as_int64(), 21);
}

TEST(Gbench, ToldTheBuildAndTheGovernorOfTheRun) {
  Results results = one_sample();
  EXPECT_EQ(gbench_of(results).at("context").at("library_build_type").as_string(), "release");
  EXPECT_FALSE(gbench_of(results).at("context").at("cpu_scaling_enabled").as_bool());
  results.run.tool.build_type = "Debug";
  results.run.machine.governor = "powersave";
  EXPECT_EQ(gbench_of(results).at("context").at("library_build_type").as_string(), "debug");
  EXPECT_TRUE(gbench_of(results).at("context").at("cpu_scaling_enabled").as_bool());
}

// --- Both

TEST(Exports, HaveTheNamesOfTheirKinds) {
  const Scratch scratch;
  std::vector<std::string> names;
  for (const char* format : {"csv", "gbench", "trace", "md"})
    for (const auto& file : format_of(format).write(Report(made_up_results({.blocks = 1})), scratch / "."))
      names.push_back(file.filename());
  EXPECT_THAT(names, ElementsAre("samples.csv", "gbench.json", "trace.json", "README.md"));
}

std::size_t cells_in(const std::string& line) {
  std::size_t cells = 0;
  for (std::size_t i = 0; i < line.size(); ++i) cells += line[i] == '|' && (i == 0 || line[i - 1] != '\\');
  return cells;
}

TEST(Markdown, TellsWhatToUseAndHasATableForEachWorkload) {
  const Scratch scratch;
  scratch.file("slowdown.svg", "<svg/>");
  const std::string text = written("md", made_up_results(), scratch);
  EXPECT_THAT(text, AllOf(HasSubstr("# made\\-up machine"), HasSubstr("## primes"),
                          HasSubstr("| thread\\_pool |"), HasSubstr("- **primes** (sure): use "),
                          ContainsRegex("\n!\\[[^\n]*primes: [^\n]*\\]\\(slowdown.svg\\)\n")));
  EXPECT_LT(text.find("What to use"), text.find("slowdown.svg"));
  EXPECT_LT(text.find("slowdown.svg"), text.find("## empty"));
}

TEST(Markdown, NoTextFromTheResultsIsMarkup) {
  const std::string text = written("md", hostile_results({"a|b\n# c <script>alert(1)</script> ![x](y) `z`"}));
  EXPECT_THAT(text, Not(HasSubstr("<script>")));
  EXPECT_THAT(text, Not(HasSubstr("![x](y)")));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("|")) {
      EXPECT_EQ(cells_in(line), 9U) << line;
    }
}

// Two workloads whose names begin alike for longer than a file's name, and differ in what no such name holds.
Results with_folders() {
  Results results = made_up_results({.blocks = 1});
  const std::string folder = "/home/me/" + std::string(60, 'd');
  const auto rename = [&](std::string& name) {
    for (const auto& [from, to] : {std::pair{"primes/", "file_read[dir=" + folder + "/a b]/"},
                                   {"sleep/", "file_read[dir=" + folder + "/a/b]/"}})
      if (name.starts_with(from)) name.replace(0, std::string_view(from).size(), to);
  };
  for (std::string& name : results.run.cases) rename(name);
  for (Sample& sample : results.samples) rename(sample.case_);
  return results;
}

// The files that a part of a text shows.
std::set<std::string> shown_in(const std::string& text) {
  std::set<std::string> files;
  for (auto at = text.find("]("); at != std::string::npos; at = text.find("](", at + 1))
    files.insert(text.substr(at + 2, text.find(')', at) - at - 2));
  return files;
}

TEST(Markdown, ShowsEveryPictureUnderItsWorkloadWhateverThatIsNamed) {
  const Scratch scratch;
  std::vector<const Format*> formats;
  for (const Format& format : format_table())
    if (format.name == "svg" || format.name == "md") formats.push_back(&format);
  scratch.file("of-another-report.svg", "<svg/>");
  std::set<std::string> drawn;
  for (const auto& file : write_report(Report(with_folders()), scratch / ".", formats))
    if (file.extension() == ".svg") drawn.insert(file.filename());

  const std::string text = Scratch::content_of(scratch / "README.md");
  EXPECT_EQ(shown_in(text), drawn);
  std::size_t workloads = 0;
  for (auto at = text.find("\n## "); at != std::string::npos; at = text.find("\n## ", at + 1)) {
    const std::string part = text.substr(at, text.find("\n## ", at + 1) - at);
    if (part.find("| runner |") == std::string::npos) continue;
    ++workloads;
    EXPECT_EQ(shown_in(part).size(), 2U) << part;
  }
  EXPECT_EQ(workloads, 5U);
  EXPECT_THAT(text, HasSubstr("speedup at each concurrency\\. "));
}

boost::json::array events_of(const Results& results) {
  return boost::json::parse(written("trace", results)).at("traceEvents").as_array();
}

TEST(TraceExport, HasAProcessForEachCaseAndAnEventForEachTask) {
  Results results = made_up_results({.blocks = 1, .traces = true});
  std::erase_if(results.traces, [](const Trace& t) { return t.case_ != "sleep/threads/concurrency:4"; });
  std::set<std::int64_t> rows;
  std::set<std::string> named;
  int tasks = 0;
  for (const auto& event : events_of(results)) {
    EXPECT_EQ(event.at("pid").to_number<int>(), 1);
    if (event.at("ph") == "X") {
      ++tasks;
      rows.insert(event.at("tid").to_number<std::int64_t>());
      const auto task = event.at("args").at("task").to_number<std::size_t>();
      EXPECT_DOUBLE_EQ(event.at("ts").to_number<double>(),
                       static_cast<double>(results.traces[0].begin_ns[task]) / 1000);
      EXPECT_DOUBLE_EQ(event.at("dur").to_number<double>(),
                       static_cast<double>(results.traces[0].took_ns[task]) / 1000);
    } else if (event.at("name") == "process_name") {
      EXPECT_EQ(event.at("args").at("name"), "sleep/threads/concurrency:4");
    } else if (event.at("name") == "thread_name") {
      named.insert(std::string(event.at("args").at("name").as_string()));
    }
  }
  EXPECT_EQ(tasks, 128);
  EXPECT_EQ(rows, (std::set<std::int64_t>{1, 2, 3, 4}));
  EXPECT_THAT(named, ElementsAre("worker 1", "worker 2", "worker 3", "worker 4"));
}

// A viewer draws the events of one thread as a stack: those that overlap without one holding the other would
// be lost.
TEST(TraceExport, NoTwoTasksOfARowOverlap) {
  Results results = made_up_results({.blocks = 1, .traces = true});
  std::erase_if(results.traces, [](const Trace& t) { return t.case_ != "sleep/coroutines/concurrency:64"; });
  std::map<std::int64_t, std::vector<std::pair<double, double>>> rows;
  for (const auto& event : events_of(results))
    if (event.at("ph") == "X")
      rows[event.at("tid").to_number<std::int64_t>()].emplace_back(
          event.at("ts").to_number<double>(),
          event.at("ts").to_number<double>() + event.at("dur").to_number<double>());
  EXPECT_EQ(rows.size(), 64U);
  for (auto& [row, events] : rows) {
    std::ranges::sort(events);
    for (std::size_t i = 1; i < events.size(); ++i)
      EXPECT_GE(events[i].first, events[i - 1].second - 1e-6) << row;
  }
}

TEST(TraceExport, ATraceThatFailedIsLeftOut) {
  Results results = made_up_results({.blocks = 1, .traces = true});
  for (Trace& trace : results.traces) trace.status = "failed";
  EXPECT_TRUE(events_of(results).empty());
}

}  // namespace
}  // namespace concbench::reports
