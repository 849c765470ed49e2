// The results file: what is written is what is read, and damage is named.
#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <limits>

#include "results/json.h"
#include "results/results.h"
#include "tests/support/made_up.h"
#include "tests/support/scratch.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
const std::string odd = std::string("a\"\\/\b\t\n\r\x01\x1b[31m\x7f</script>\u2028 é 漢 🚀 ") + '\0' + "z";

Run odd_run() {
  concbench::Run run = made_up_results().run;
  run.label = run.profile = odd;
  run.argv = {"", odd};
  run.seed = std::numeric_limits<std::uint64_t>::max();
  run.tool.libraries = {{odd, odd}, {"", ""}};
  run.machine.quota_cpus = 0.1;
  run.warnings = {odd, ""};
  run.floors = {{odd, 1e-300}, {"", 1e300}};
  run.machine.cores = most;
  run.machine.numa_nodes.reset();
  run.machine.caches = {{1, odd, most, 0, least}};
  run.workloads = {{odd, "cpu", "", odd, ""}};
  return run;
}

Sample odd_sample() {
  Sample sample = made_up_results().samples.front();
  sample.case_ = sample.workload = sample.runner = odd;
  sample.params = {{odd, odd}, {"", ""}};
  sample.cpus = std::vector<std::int64_t>{0, most};
  sample.steady_ns = {0, 1, most};
  sample.setup_ns = least;
  sample.first_ns.reset();
  sample.context_switches = ContextSwitches{most, 0};
  sample.taints = {odd, ""};
  return sample;
}

Results read_text(const std::string& text) {
  const Scratch scratch;
  return read_results(scratch.file("results.jsonl", text));
}

std::string refusal_of(const std::string& text) {
  try {
    read_text(text);
  } catch (const ResultsError& error) {
    return error.what();
  }
  return "accepted";
}

Results small_results() {
  Results results = made_up_results({.blocks = 1, .traces = true});
  results.samples.resize(3);
  results.run.cases.resize(3);
  results.run.workloads.resize(1);
  results.run.runners.resize(1);
  Trace small = results.traces.front();
  for (auto* list : {&small.began_by, &small.begin_ns, &small.took_ns}) list->resize(2);
  results.traces = {small};
  return results;
}

// A described struct has no operator==; its JSON says all of it.
template <class T>
std::string all_of(const T& record) {
  return boost::json::serialize(to_json(record));
}

TEST(ResultsFile, KeepsEveryRecordWithOddStringsAndExtremeNumbers) {
  const concbench::Run run = odd_run();
  const Sample sample = odd_sample();
  const End end{"end", true, odd, most, 0, ""};
  const Results read = read_text(to_line(run) + "\n" + to_line(sample) + "\n" + to_line(end) + "\n");
  EXPECT_EQ(read.run.label, odd);
  EXPECT_EQ(read.run.seed, run.seed);
  EXPECT_EQ(read.run.machine.quota_cpus, 0.1);
  ASSERT_EQ(read.samples.size(), 1U);
  EXPECT_EQ(read.samples[0].case_, odd);
  EXPECT_EQ(read.samples[0].steady_ns, sample.steady_ns);
  EXPECT_EQ(read.samples[0].first_ns, std::nullopt);
  EXPECT_EQ(all_of(read.run), all_of(run));
  EXPECT_EQ(all_of(read.samples[0]), all_of(sample));
  EXPECT_EQ(all_of(*read.end), all_of(end));
  EXPECT_TRUE(read.complete());
}

TEST(ResultsFile, NamesKeysAsTheDocumentedSchemaDoes) {
  const auto json = boost::json::parse(to_line(odd_sample())).as_object();
  EXPECT_TRUE(json.contains("case"));
  EXPECT_FALSE(json.contains("case_"));
  EXPECT_TRUE(json.at("first_ns").is_null());
  EXPECT_TRUE(json.at("tally").at("sum").is_string());
}

TEST(ResultsFile, ARecordIsOneLine) {
  EXPECT_THAT(to_line(odd_run()), Not(HasSubstr("\n")));
  EXPECT_THAT(to_line(odd_sample()), Not(HasSubstr("\n")));
}

TEST(ResultsFile, ReplacesBytesThatAreNotUtf8WhenWritingAndWhenReading) {
  concbench::Run run;
  run.label = "a\xff\xc3(\xed\xa0\x80z";
  EXPECT_EQ(valid_utf8(to_line(run)), to_line(run));
  EXPECT_EQ(read_text(to_line(run)).run.label, "a\ufffd\ufffd(\ufffd\ufffd\ufffdz");
  EXPECT_EQ(
      read_text("{\"record\":\"run\",\"schema\":\"concbench.results\",\"version\":1,\"label\":\"a\xffz\"}")
          .run.label,
      "a\ufffdz");
}

TEST(ResultsFile, IsReadableCutOffAtEveryByteAfterItsFirstLine) {
  const Scratch scratch;
  const Results whole = small_results();
  const std::string text = to_text(whole);
  const std::size_t first_line = text.find('\n');
  const auto path = scratch.file("cut.jsonl", text);
  EXPECT_TRUE(read_results(path).complete());
  for (std::size_t size = text.size(); size-- > 0;) {
    std::filesystem::resize_file(path, size);
    if (size < first_line) {
      EXPECT_THROW(read_results(path), ResultsError) << size;
      continue;
    }
    const Results read = read_results(path);
    EXPECT_EQ(read.complete(), size == text.size() - 1) << size;  // whole but for its line end
    const auto lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size), '\n');
    const auto records = static_cast<std::ptrdiff_t>(read.canaries.size() + read.samples.size());
    EXPECT_GE(records, std::min<std::ptrdiff_t>(lines - 1, 4)) << size;
  }
}

TEST(ResultsFile, KeepsCanariesApartFromTheSamples) {
  const Results whole = small_results();
  const Results read = read_text(to_text(whole));
  EXPECT_EQ(read.samples.size(), 3U);
  ASSERT_EQ(read.canaries.size(), 1U);
  EXPECT_EQ(all_of(read.canaries[0]), all_of(whole.canaries[0]));
}

TEST(ResultsFile, KeepsLimitsApartFromTheSamples) {
  Results whole = small_results();
  Sample limit = whole.samples.front();
  limit.record = "limit";
  limit.of = "brightness[size=2MB]";
  const Results read = read_text(to_text(whole) + to_line(limit) + "\n");
  EXPECT_EQ(read.samples.size(), 3U);
  ASSERT_EQ(read.limits.size(), 1U);
  EXPECT_EQ(all_of(read.limits[0]), all_of(limit));
}

TEST(ResultsFile, KeepsTraces) {
  const Results whole = small_results();
  const Results read = read_text(to_text(whole));
  ASSERT_EQ(read.traces.size(), 1U);
  EXPECT_EQ(all_of(read.traces[0]), all_of(whole.traces[0]));
}

// Boost.JSON's memory resource, used again for line after line, asks for twice as much for each that is long.
TEST(ResultsFile, ReadsManyLongLines) {
  Trace trace = small_results().traces.front();
  for (auto* list : {&trace.began_by, &trace.begin_ns, &trace.took_ns}) list->assign(20'000, 0);
  std::string text = to_line(concbench::Run{}) + "\n";
  for (int i = 0; i < 60; ++i) text += to_line(trace) + "\n";
  EXPECT_EQ(read_text(text).traces.size(), 60U);
}

TEST(ResultsFile, RefusesATraceThatCannotBeDrawn) {
  const auto refusal = [](auto change) {
    Trace trace = small_results().traces.front();
    change(trace);
    return refusal_of(to_line(concbench::Run{}) + "\n" + to_line(trace) + "\n");
  };
  EXPECT_EQ(refusal([](Trace&) {}), "accepted");
  EXPECT_THAT(refusal([](Trace& t) { t.case_.clear(); }), HasSubstr("line 2: a trace without its case"));
  EXPECT_THAT(refusal([](Trace& t) { t.took_ns.push_back(1); }),
              HasSubstr("line 2: a trace whose lists differ"));
  EXPECT_THAT(refusal([](Trace& t) { t.ended_by = {0}; }), HasSubstr("line 2: a trace whose lists differ"));
  EXPECT_THAT(refusal([](Trace& t) { t.began_by[0] = 1'000; }),
              HasSubstr("on a thread that it does not list"));
  EXPECT_THAT(refusal([](Trace& t) { t.began_by[0] = -1; }), HasSubstr("on a thread that it does not list"));
  EXPECT_THAT(refusal([](Trace& t) { t.begin_ns[0] = -1; }), HasSubstr("a time that is none"));
  EXPECT_THAT(refusal([](Trace& t) { t.took_ns[0] = most; }), HasSubstr("a time that is none"));
}

TEST(ResultsFile, ToleratesUnknownFieldsAndKeepsUnknownRecords) {
  const Results read = read_text(
      R"({"record":"run","schema":"concbench.results","version":1,"colour":"red","machine":{"moons":2}})"
      "\n"
      R"({"record":"sample","case":"c","workload":"w","runner":"r","new":[1,{"x":null}]})"
      "\n"
      R"({"record":"novelty","runner":"tbb","ns":12})"
      "\n");
  EXPECT_EQ(read.samples.size(), 1U);
  EXPECT_EQ(read.samples[0].batch, 1);  // missing fields keep their defaults
  ASSERT_EQ(read.unknown.size(), 1U);
  EXPECT_EQ(read.unknown[0].at("ns").as_int64(), 12);
}

TEST(ResultsFile, RefusesWhatIsNoResultsFileInOneLineThatSaysWhy) {
  const std::string run = to_line(concbench::Run{});
  EXPECT_THAT(refusal_of(""), HasSubstr("empty"));
  EXPECT_THAT(refusal_of(std::string("\x7f"
                                     "ELF\x02\x00\x00",
                                     7)),
              HasSubstr("line 1: not a concbench results file"));
  EXPECT_THAT(refusal_of("{\"record\":\"sample\"}\n"), HasSubstr("line 1: not a concbench results file"));
  EXPECT_THAT(refusal_of("{\"context\":{}}"), HasSubstr("line 1: not a concbench results file"));
  EXPECT_THAT(refusal_of("[1,2]\n"), HasSubstr("line 1: not a concbench results file"));
  EXPECT_THAT(refusal_of(run + "\nnot json\n" + to_line(End{}) + "\n"), HasSubstr("line 2: not JSON"));
  EXPECT_THAT(refusal_of(run + "\n[]\n" + to_line(End{}) + "\n"), HasSubstr("line 2: not a record"));
  EXPECT_THAT(refusal_of(run + "\n{}\n"), HasSubstr("line 2: not a record"));
  EXPECT_THAT(refusal_of(run + "\n" + run + "\n"), HasSubstr("line 2: a second run record"));
  EXPECT_THAT(refusal_of(run + "\n{\"record\":\"sample\",\"workload\":\"w\",\"runner\":\"r\"}\n"),
              HasSubstr("line 2: a sample without its case"));
  EXPECT_THAT(refusal_of("{\"a\":" + std::string(100'000, '[') + "\n"), HasSubstr("line 1"));
  EXPECT_THROW(read_results("/nowhere/results.jsonl"), ResultsError);
  EXPECT_THROW(read_results("/"), ResultsError);
}

TEST(ResultsFile, RefusesALaterVersionBeforeLookingAtTheRest) {
  EXPECT_THAT(
      refusal_of(R"({"record":"run","schema":"concbench.results","version":99,"label":{"new":"form"}})"),
      AllOf(HasSubstr("line 1: version 99"), HasSubstr("reads up to 2")));
}

TEST(ResultsFile, NamesTheLineAndTheKeyOfAWrongType) {
  const std::string run = to_line(concbench::Run{}) + "\n";
  EXPECT_THAT(
      refusal_of(run + R"({"record":"sample","case":"c","workload":"w","runner":"r","steady_ns":[1,"2"]})" +
                 "\n"),
      HasSubstr("line 2: steady_ns[1]: expected a whole number, found text"));
  EXPECT_THAT(
      refusal_of(run + R"({"record":"sample","case":"c","workload":"w","runner":"r","tally":{"tasks":1.5}})" +
                 "\n"),
      HasSubstr("line 2: tally.tasks: expected a whole number"));
  EXPECT_THAT(refusal_of(R"({"record":"run","schema":"concbench.results","version":1,"seed":-1})"),
              HasSubstr("line 1: seed"));
}

TEST(ResultsFile, ErrorsShowNoControlCharactersOfPathsAndKeys) {
  EXPECT_THAT(
      refusal_of(to_line(concbench::Run{}) + "\n{\"record\":\"sample\",\"params\":{\"\\u001b[2J\":1}}\n"),
      AllOf(HasSubstr("\\x1B"), Not(HasSubstr("\x1b"))));
  try {
    read_results("/nowhere/\x1b[2J\n");
    FAIL();
  } catch (const ResultsError& error) {
    EXPECT_THAT(error.what(), AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\n"))));
  }
}

TEST(ParseSample, ReadsOneLineAndRefusesOtherRecords) {
  EXPECT_EQ(all_of(parse_sample(to_line(odd_sample()))), all_of(odd_sample()));
  EXPECT_THROW(parse_sample(to_line(End{})), ResultsError);
  EXPECT_THROW(parse_sample("{"), ResultsError);
  EXPECT_THROW(parse_sample(""), ResultsError);
}

TEST(ResultsWriter, MakesItsFolderAndWritesLinesThatReadBack) {
  const Scratch scratch;
  const auto path = scratch / "new/deep/results.jsonl";
  const Results results = small_results();
  {
    ResultsWriter writer(path);
    writer.write(to_line(results.run));
    for (const Sample& sample : results.samples) writer.write(to_line(sample));
    EXPECT_EQ(read_results(path).samples.size(), 3U);  // on disk before the writer ends
  }
  EXPECT_FALSE(read_results(path).complete());
}

TEST(ResultsWriter, RefusesAFileThatHoldsSomething) {
  const Scratch scratch;
  const auto path = scratch.file("results.jsonl", "precious\n");
  EXPECT_THROW(ResultsWriter{path}, WriteError);
  EXPECT_EQ(Scratch::content_of(path), "precious\n");
  EXPECT_NO_THROW(ResultsWriter{scratch.file("empty.jsonl", "")});
}

TEST(ResultsWriter, ReportsWhatCannotBeWritten) {
  const Scratch scratch;
  EXPECT_THROW(ResultsWriter{scratch.file("file", "x") / "results.jsonl"}, WriteError);
  ResultsWriter full("/dev/full");
  EXPECT_THROW(full.write("{}"), WriteError);
}

}  // namespace
}  // namespace concbench::reports
