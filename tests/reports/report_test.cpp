#include "reports/exports/report.h"

#include <expat.h>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <cstdlib>
#include <memory>

#include "reports/drawing/script.h"
#include "reports/drawing/svg.h"
#include "reports/exports/files.h"
#include "reports/page/assets.h"
#include "reports/page/html.h"
#include "reports/words/units.h"
#include "reports/words/verdict_text.h"
#include "results/text.h"
#include "statistics/verdict.h"
#include "tests/support/made_up.h"
#include "tests/support/made_up_studies.h"
#include "tests/support/scratch.h"

namespace concbench::reports {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::SizeIs;

const std::vector<std::string> hostile{"</script><script>alert(1)</script>",
                                       "<img src=x onerror=alert(1)>\"'&amp;",
                                       "\x1b[2J\x07\x01",
                                       "\u2028\u2029\u202e",
                                       "\xff\xc3(\xed\xa0\x80",
                                       "@@data@@{{x}}{a|b}]]>-->",
                                       "🚀漢é\u0301",
                                       std::string("nul\0nul", 7),
                                       "../../../etc/passwd",
                                       "__proto__",
                                       std::string(5000, 'x')};

// What an XML parser found.
struct Xml {
  std::string error;  // empty: well-formed
  std::string text;   // of all elements
  std::map<std::string, int> elements;
};

Xml parse_xml(const std::string& document) {
  Xml xml;
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate("UTF-8"),
                                                                       XML_ParserFree);
  XML_SetUserData(parser.get(), &xml);
  XML_SetStartElementHandler(parser.get(), [](void* to, const XML_Char* name, const XML_Char**) {
    ++static_cast<Xml*>(to)->elements[name];
  });
  XML_SetCharacterDataHandler(parser.get(), [](void* to, const XML_Char* text, int size) {
    static_cast<Xml*>(to)->text.append(text, static_cast<std::size_t>(size));
  });
  if (XML_Parse(parser.get(), document.data(), static_cast<int>(document.size()), 1) == XML_STATUS_ERROR)
    xml.error = fmt::format("line {}: {}", XML_GetCurrentLineNumber(parser.get()),
                            XML_ErrorString(XML_GetErrorCode(parser.get())));
  return xml;
}

std::string svg_of(const Results& results, const std::string& name) {
  const std::optional<Svg> svg = draw_chart(summarize(results), name);
  EXPECT_TRUE(svg) << "no chart " << name;
  return svg ? svg->text : "";
}

Results failures_only() {
  Results results = made_up_results({.blocks = 2});
  for (Sample& sample : results.samples) {
    sample.status = "failed";
    sample.reason = "wrong tally";
  }
  return results;
}

Results cut_to(std::size_t samples) {
  Results results = made_up_results({.blocks = 2});
  results.samples.resize(samples);
  results.end.reset();
  return results;
}

std::vector<Results> odd_results() {
  return {Results{},
          failures_only(),
          cut_to(0),
          cut_to(1),
          cut_to(99),
          made_up_results({.cpus = 1, .blocks = 1, .cpu_concurrency = {1}, .io_concurrency = {1}}),
          made_up_results({.cpus = 2, .blocks = 2, .cpu_concurrency = {2}, .io_concurrency = {64}}),
          made_up_results({.blocks = 1, .cpu_concurrency = {0, -1, 1'000'000'000'000'000}})};
}

void expect_sound(const Svg& svg) {
  const Xml xml = parse_xml(svg.text);
  EXPECT_EQ(xml.error, "") << svg.name;
  EXPECT_THAT(svg.name, MatchesRegex("[A-Za-z0-9_-]+"));
  EXPECT_LT(svg.name.size(), 90U);
  EXPECT_FALSE(xml.elements.contains("script")) << svg.name;
  EXPECT_FALSE(xml.elements.contains("img")) << svg.name;
  for (const char* part : {"NaN", "undefined", "dominant-baseline"})
    EXPECT_EQ(svg.text.find(part), std::string::npos) << svg.name << ": " << part;
}

TEST(Svg, DrawsEveryKindOfChartWithAFileNameEach) {
  std::set<std::string> names;
  for (const Chart& chart : list_charts(summarize(made_up_results()))) names.insert(chart.name);
  EXPECT_EQ(names.size(), 1U + 3 * 5);
  EXPECT_THAT(names, ::testing::IsSupersetOf({"slowdown", "primes-time", "primes-speedup", "primes-cost"}));
}

TEST(Svg, IsWellFormedAndHoldsMarks) {
  for (const Svg& svg : draw_charts(summarize(made_up_results()))) {
    expect_sound(svg);
    EXPECT_GE(parse_xml(svg.text).elements["path"], 20) << svg.name;
  }
}

TEST(Svg, a_reference_is_marked_where_there_is_one) {
  Results results = made_up_results();
  EXPECT_THAT(parse_xml(svg_of(results, "brightness-time")).text, Not(HasSubstr("reference")));
  for (std::int64_t threads = 1; threads <= 64; ++threads) {
    Sample copy;
    copy.record = "limit";
    copy.of = "brightness";
    copy.case_ = "copy/threads/concurrency:" + std::to_string(threads);
    copy.concurrency = threads;
    copy.steady_ns = {5'000'000};
    results.limits.push_back(copy);
  }
  EXPECT_THAT(parse_xml(svg_of(results, "brightness-time")).text,
              HasSubstr("reference, moving the same bytes"));
}

TEST(Svg, a_law_of_scaling_is_drawn_where_it_holds) {
  Summary summary = summarize(made_up_results());
  const auto drawn = [&] {
    for (const Svg& svg : draw_charts(summary))
      if (svg.name == "primes-speedup") return parse_xml(svg.text).text;
    return std::string();
  };
  for (WorkloadSummary& workload : summary.workloads)
    for (RunnerResult& runner : workload.runners)
      runner.usl = UslFit{.sigma = {}, .kappa = {}, .time_of_one = 1e8, .knee = {}, .superlinear = false};
  EXPECT_THAT(drawn(), HasSubstr("fitted (USL)"));
  for (WorkloadSummary& workload : summary.workloads)
    for (RunnerResult& runner : workload.runners) runner.usl->superlinear = true;
  EXPECT_THAT(drawn(), Not(HasSubstr("fitted (USL)")));
}

TEST(Svg, the_least_task_that_pays_is_at_most_a_number_where_nothing_smaller_was_tried) {
  Results results = made_up_results();
  results.studies = made_up_studies("");
  for (Metg& metg : results.studies[0].metgs) metg.reason.clear();
  const std::string plain = parse_xml(svg_of(results, "granularity")).text;
  for (Metg& metg : results.studies[0].metgs) metg.reason = "still 60 % there, and nothing smaller was tried";
  const std::string bounded = parse_xml(svg_of(results, "granularity")).text;
  EXPECT_GT(std::ranges::count(bounded, '\xA4'), std::ranges::count(plain, '\xA4'));  // of the bytes of ≤
}

TEST(Svg, ShowsEveryRunnerAndItsTime) {
  const Xml xml = parse_xml(svg_of(made_up_results(), "primes-time"));
  for (const char* runner : {"sequential", "thread_per_task", "threads", "thread_pool", "process_per_task",
                             "processes", "process_pool", "tbb", "coroutines", "coroutine_pool"})
    EXPECT_THAT(xml.text, HasSubstr(runner));
  EXPECT_THAT(xml.text, AllOf(HasSubstr(" ms"), HasSubstr("Median of 12 samples")));
}

TEST(Svg, ShowsARunnerThatFailedAsAFailure) {
  const Results results = made_up_results();
  EXPECT_THAT(parse_xml(svg_of(results, "brightness-time")).text,
              HasSubstr("failed: a worker died: signal 11"));
  EXPECT_THAT(parse_xml(svg_of(results, "slowdown")).text, HasSubstr("failed"));
  EXPECT_THAT(parse_xml(svg_of(failures_only(), "primes-time")).text, HasSubstr("failed: wrong tally"));
}

// What the charts say, by name.
std::map<std::string, std::string> texts_of(const Results& results) {
  std::map<std::string, std::string> texts;
  for (const Svg& svg : draw_charts(summarize(results))) texts[svg.name] = parse_xml(svg.text).text;
  return texts;
}

TEST(Svg, SaysTheVerdictBesideEachTimeAndWhoTheContendersAre) {
  const auto texts = texts_of(made_up_results());
  EXPECT_THAT(texts.at("empty-time"),
              AllOf(HasSubstr("\nthe best\n"), HasSubstr("× slower"), HasSubstr("bold: the best")));
  EXPECT_THAT(texts.at("sleep-time"), AllOf(HasSubstr("lowest time"), HasSubstr("equivalent"),
                                            HasSubstr("or not told apart from it")));
  EXPECT_THAT(texts.at("slowdown"), HasSubstr("outlined: the best, or shown as good"));
}

const MadeUp traced{.blocks = 1, .cpu_concurrency = {4}, .io_concurrency = {64}, .traces = true};

TEST(Svg, DrawsWhatHappenedInsideWhereRunsWereTraced) {
  const auto texts = texts_of(made_up_results(traced));
  EXPECT_THAT(texts.at("sleep-timeline"),
              AllOf(HasSubstr("64 workers"), HasSubstr("128 workers, "), HasSubstr("1 worker")));
  EXPECT_THAT(texts.at("sleep-latency"), AllOf(HasSubstr("above its least"), HasSubstr("p99.9")));
  EXPECT_FALSE(texts.contains("empty-latency")) << "tasks that take nothing say nothing";
}

TEST(Svg, ATracedRunFarFromTheTimedOnesIsSaidAndNotDrawn) {
  Results results = made_up_results(traced);
  for (Trace& trace : results.traces)
    if (trace.case_.starts_with("empty/") || trace.case_.starts_with("primes/threads/")) trace.wall_ns *= 2;
  const auto texts = texts_of(results);
  EXPECT_FALSE(texts.contains("empty-timeline"));
  EXPECT_THAT(
      texts.at("primes-timeline"),
      AllOf(HasSubstr("Not drawn: threads."), HasSubstr("\nthread_pool\n"), Not(HasSubstr("\nthreads\n"))));
}

TEST(Svg, MarksNobodyWhereNothingIsJudged) {
  const auto texts = texts_of(made_up_results({.blocks = 3}));
  EXPECT_THAT(texts.at("empty-time"),
              AllOf(Not(HasSubstr("bold")), Not(HasSubstr("the best")), Not(HasSubstr("lowest time\n"))));
  EXPECT_THAT(texts.at("slowdown"), Not(HasSubstr("outlined")));
}

TEST(Svg, MarksCasesWithDisturbedSamples) {
  Results results = made_up_results();
  const auto texts = texts_of(results);
  EXPECT_THAT(texts.at("primes-time"), AllOf(ContainsRegex("at [0-9]+†"), HasSubstr("†: disturbed samples")));
  EXPECT_THAT(texts.at("primes-speedup"), HasSubstr("hollow: disturbed samples"));
  EXPECT_THAT(texts.at("slowdown"), AllOf(HasSubstr("×†"), HasSubstr("†: disturbed samples")));
  EXPECT_THAT(texts.at("empty-time"), Not(HasSubstr("†")));
  for (Sample& sample : results.samples) sample.taints.clear();
  for (const auto& [name, text] : texts_of(results)) EXPECT_THAT(text, Not(HasSubstr("disturbed"))) << name;
}

TEST(Svg, DrawsSpeedupWhereThereIsMoreThanOneConcurrency) {
  EXPECT_FALSE(texts_of(made_up_results({.blocks = 3, .cpu_concurrency = {2}})).contains("primes-speedup"));
  EXPECT_THAT(parse_xml(svg_of(made_up_results(), "primes-speedup")).text,
              AllOf(HasSubstr("concurrency"), HasSubstr("4: all CPUs"), HasSubstr("ideal")));
}

TEST(Svg, NamesWhoIsBothFasterAndCheaperThanAllOthers) {
  Results results = made_up_results({.failures = false});
  for (Sample& sample : results.samples)
    sample.cpu_ns = sample.runner == "sequential" ? 1'000'000 : 9'000'000;
  const Summary summary = summarize(results);
  for (const WorkloadSummary& workload : summary.workloads) {
    std::vector<std::string> wanted{workload.runners.front().runner, "sequential"};
    if (wanted[0] == wanted[1]) wanted.pop_back();
    EXPECT_EQ(workload.cpu_frontier, wanted) << workload.title;
  }
  EXPECT_THAT(texts_of(results).at("primes-cost"),
              AllOf(HasSubstr("\nsequential\n"), HasSubstr("none is both faster")));
}

TEST(Svg, TheFewAreAtMostTwelveOfWholeKindsInTheOrderOfAll) {
  const auto names = [](const Summary& summary, Extent extent) {
    std::vector<std::string> listed;
    for (const Chart& chart : list_charts(summary, extent)) listed.push_back(chart.name);
    return listed;
  };
  Results results = made_up_results(traced);
  const auto all = names(summarize(results), Extent::all), few = names(summarize(results), Extent::few);
  EXPECT_THAT(few, AllOf(SizeIs(11), ::testing::IsSupersetOf({"slowdown", "sleep-time", "sleep-timeline"})));
  EXPECT_THAT(all, AllOf(SizeIs(::testing::Gt(12)), ::testing::IsSupersetOf(few)));
  results.studies = made_up_studies("");
  EXPECT_THAT(names(summarize(results), Extent::few),
              AllOf(SizeIs(::testing::Le(12)),
                    ::testing::IsSupersetOf({"slowdown", "granularity", "memory", "primes-time"})));
}

TEST(Svg, HasAColourForEachSchemeAndWrapsWhatItSays) {
  const std::string svg = svg_of(made_up_results(traced), "sleep-latency");
  EXPECT_THAT(svg, AllOf(HasSubstr("@media (prefers-color-scheme:dark)"), HasSubstr("{fill:#16191d}"),
                         HasSubstr("fill=\"rgb(255,255,255)\"")));
  EXPECT_THAT(parse_xml(svg).text, AllOf(HasSubstr("log scale"), Not(HasSubstr("…"))));
}

TEST(Svg, IsSoundForOddResults) {
  for (const Results& results : odd_results())
    for (const Svg& svg : draw_charts(summarize(results))) expect_sound(svg);
}

TEST(Svg, IsSoundForHostileStrings) {
  std::set<std::string> names;
  for (const Svg& svg : draw_charts(summarize(hostile_results(hostile)))) {
    expect_sound(svg);
    EXPECT_TRUE(names.insert(svg.name).second) << "two charts named " << svg.name;
    EXPECT_EQ(svg.name, safe_name(svg.name));
  }
  EXPECT_GE(names.size(), 16U);
}

TEST(Script, ErrorsNameThePurposeAndTheReason) {
  ScriptEngine engine;
  try {
    engine.text("draw the chart primes-time", "nothing.there");
    FAIL();
  } catch (const ScriptError& error) {
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("cannot draw the chart primes-time"), HasSubstr("ReferenceError")));
  }
  EXPECT_EQ(engine.text("go on", "1 + 1"), "2");
}

TEST(Charts, ARunnerHasItsMarkByItsNameWhoeverIsBeside) {
  ScriptEngine engine;
  engine.run("read the charts", assets::charts_js());
  const auto mark = [&](const std::string& name, const std::string& names) {
    return engine.text("mark",
                       fmt::format("JSON.stringify(charts.runnerMarks({}, {{}})['{}'])", names, name));
  };
  for (const std::string name : {"coroutines", "sequential", "my_own"}) {
    const std::string alone = mark(name, fmt::format("['{}']", name));
    EXPECT_EQ(alone, mark(name, fmt::format("['tbb','zig','{}','another','sequential']", name))) << name;
    EXPECT_THAT(alone, HasSubstr("#"));
  }
  EXPECT_NE(mark("tbb", "['tbb']"), mark("coroutines", "['coroutines']"));
}

TEST(Charts, LogAxesHaveTheirTicksAtOneTwoAndFiveAsFarAsThereIsRoom) {
  ScriptEngine engine;
  engine.run("read the charts", assets::charts_js());
  const auto ticks = [&](const std::string& arguments) {
    return engine.text("ticks", "charts.logAxis(" + arguments + ").ticks.join()");
  };
  EXPECT_EQ(ticks("[3, 90], {room: 600}"), "2,5,10,20,50,100");
  EXPECT_EQ(ticks("[3, 90e6], {room: 600}"), "10,100,1000,10000,100000,1000000,10000000,100000000");
  EXPECT_EQ(ticks("[3, 90e6], {room: 200}"), "100,10000,1000000,100000000");
  EXPECT_EQ(ticks("[100e3, 3e6], {room: 600, binary: true}"),
            "51200,102400,204800,512000,1048576,2097152,5242880");
  EXPECT_EQ(ticks("[7], {room: 600}"), "5,10");
  EXPECT_EQ(ticks("[], {room: 600}"), "1,2,5,10");
}

TEST(Charts, WriteNumbersAsTheTerminalDoes) {
  ScriptEngine engine;
  engine.run("read the charts", assets::charts_js());
  for (const double value :
       {0.0,    0.0000743, 0.0123, 0.1,      0.56789, 0.99951, 1.0,   9.996,   12.34,  99.951, 123.4,
        999.51, 1000.0,    1234.0, 98'765.0, 1.0e6,   3.456e7, 1.5e9, 7.77e10, 3.6e12, 1e15}) {
    const auto script = [&](const char* call) {
      return engine.text("format", fmt::format(fmt::runtime(call), value));
    };
    EXPECT_EQ(script("charts.duration({})"), duration_text(value));
    EXPECT_EQ(script("charts.durationRange({0} / 2, {0})"), duration_range_text(value / 2, value));
    EXPECT_EQ(script("charts.rate({}, 'images')"), rate_text(value, "images"));
    EXPECT_EQ(script("charts.rate({}, 'B')"), rate_text(value, "B"));
    EXPECT_EQ(script("charts.memory({})"), memory_text(value));
    EXPECT_EQ(script("charts.ratio({})"), ratio_text(value));
    EXPECT_EQ(script("charts.percent({})"), percent_text(value));
  }
}

// A page taken apart: what a browser reads as markup, and what stands in its script elements.
struct Parts {
  std::string markup;
  std::vector<std::string> scripts;  // the first is the data
};

Parts parts_of(const std::string& page) {
  const std::string end_tag = "</script>";
  Parts parts;
  std::size_t at = 0;
  for (;;) {
    const auto tag = page.find("<script", at);
    parts.markup += page.substr(at, tag - at);
    if (tag == std::string::npos) return parts;
    const auto begin = page.find('>', tag) + 1;
    const auto end = page.find(end_tag, begin);
    parts.scripts.push_back(page.substr(begin, end - begin));
    at = end + end_tag.size();
  }
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Page, HoldsAllDataAndIsUnderOneAndAHalfMegabytes) {
  const Results results = made_up_results();
  const std::string text = page(summarize(results));
  EXPECT_LT(text.size(), 1'500'000U);
  const auto data = boost::json::parse(parts_of(text).scripts[0]).as_object();
  ASSERT_EQ(data.at("cases").as_array().size(), results.run.cases.size());
  for (std::size_t i = 0; i < results.run.cases.size(); ++i)
    EXPECT_EQ(data.at("cases").at(i).at("name").as_string(), results.run.cases[i]);
  EXPECT_EQ(data.at("workloads").as_array().size(), 5U);
  EXPECT_EQ(data.at("run").at("label").as_string(), "made-up machine");
}

TEST(Page, NeedsNoNetworkAndAllowsNoScriptButItsOwn) {
  const Parts parts = parts_of(page(summarize(made_up_results())));
  EXPECT_EQ(parts.scripts.size(), 4U);
  for (const char* part : {" src=", "<link", "url(", "@import", "http:", "https:"})
    EXPECT_FALSE(holds(parts.markup, part)) << part;
  EXPECT_TRUE(holds(parts.markup, "default-src 'none'"));
  const auto begin = parts.markup.find("script-src ") + 10;
  const std::string sources = parts.markup.substr(begin, parts.markup.find(';', begin) - begin);
  EXPECT_EQ(sources.size(), 3 * std::string(" 'sha256-'").size() + 3 * 44) << sources;
  EXPECT_FALSE(holds(sources, "unsafe")) << sources;
}

TEST(Page, HoldsNothingFromTheDataAsMarkup) {
  const Parts usual = parts_of(page(summarize(made_up_results({.blocks = 2}))));
  for (const std::string& text : hostile) {
    Results results = hostile_results({text});
    results.run.label =
        "x";  // the title is the one place where data stands as markup; it has a test of its own
    const Parts parts = parts_of(page(summarize(results)));
    ASSERT_EQ(parts.scripts.size(), 4U) << text;
    EXPECT_EQ(parts.markup.size(), usual.markup.size() - std::string("made-up machine").size() + 1) << text;
    for (const char* part : {"<", ">", "&", "\u2028", "\u2029", "\x1b"})
      EXPECT_FALSE(holds(parts.scripts[0], part)) << text;
    boost::json::error_code failure;
    const auto data = boost::json::parse(parts.scripts[0], failure);
    ASSERT_FALSE(failure) << text << failure.message();
    EXPECT_EQ(data.at("run").at("profile").as_string(), valid_utf8(text));
  }
}

TEST(Page, EscapesItsTitle) {
  Results results;
  results.run.label = "<b>&\"";
  EXPECT_TRUE(holds(page(summarize(results)), "<title>&lt;b&gt;&amp;&quot; "));
}

TEST(Page, IsMadeOfOddResults) {
  for (const Results& results : odd_results())
    EXPECT_NO_THROW(boost::json::parse(parts_of(page(summarize(results))).scripts[0]));
}

TEST(ScriptSafeJson, EscapesWhatCouldEndAScript) {
  EXPECT_EQ(script_safe_json("[\"</script>&\u2028\u2029\u2027é\"]"),
            "[\"\\u003c/script\\u003e\\u0026\\u2028\\u2029\u2027é\"]");
}

const Format& format_of(std::string_view name) {
  const auto table = format_table();
  const auto found = std::ranges::find(table, name, &Format::name);
  if (found == table.end()) throw std::out_of_range(std::string(name));
  return *found;
}

TEST(WriteReport, MakesTheFolderAndEveryFile) {
  const Scratch scratch;
  const auto folder = scratch / "new/report";
  const std::vector<const Format*> formats{&format_of("html"), &format_of("svg")};
  const auto files = write_report(Report(made_up_results({.blocks = 2})), folder, formats);
  ASSERT_EQ(files.size(), 1U + 11);
  EXPECT_EQ(files[0], folder / "index.html");
  for (const auto& file : files) EXPECT_GT(std::filesystem::file_size(file), 1000U) << file;
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}),
            12);  // nothing else is left there
}

TEST(WriteReport, NamesWhatCannotBeWritten) {
  const Scratch scratch;
  const std::vector<const Format*> formats{&format_of("html")};
  const auto blocked = scratch.file("file", "x");
  try {
    write_report(Report(Results{}), blocked / "report", formats);
    FAIL();
  } catch (const WriteError& error) {
    EXPECT_THAT(error.what(), HasSubstr(blocked.string()));
  }
  std::filesystem::create_directories(scratch / "taken/index.html");
  EXPECT_THROW(write_report(Report(Results{}), scratch / "taken", formats), WriteError);
}

TEST(SafeName, HoldsNothingThatAPathOrATerminalCouldTakeForMore) {
  std::vector<std::string> texts = hostile;
  for (const char* text : {"/tmp/x", "../../x", "a/b", "", ".", "..", ".hidden", "\x1b[31m", "a\nb"})
    texts.emplace_back(text);
  for (const std::string& text : texts)
    EXPECT_THAT(safe_name(text), MatchesRegex("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")) << text;
  EXPECT_EQ(safe_name("2026-07-01T10:00:00Z-0f6c"), "2026-07-01T10_00_00Z-0f6c");
}

TEST(SafeName, IsAnotherForEachOfSeveral) {
  const std::vector<std::string> alike{"a/b", "a/b", "a_b", "a_b-2", "", "."};
  EXPECT_THAT(safe_names(alike), ElementsAre("a_b", "a_b-2", "a_b-3", "a_b-2-2", "_", "_-2"));
}

TEST(Png, IsMadeByRsvgConvertOrRefusedWithARemedy) {
  const Scratch scratch;
  const Results results = made_up_results({.blocks = 1, .failures = false});
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  try {
    format_of("png").write(Report(results), scratch / ".");
    ADD_FAILURE() << "made without rsvg-convert";
  } catch (const WriteError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("rsvg-convert is not on PATH"), HasSubstr("librsvg2-bin")));
  }
  ::setenv("PATH", path.c_str(), 1);
  if (std::system("rsvg-convert --version > /dev/null 2>&1") != 0)
    GTEST_SKIP() << "rsvg-convert is not installed";
  const auto files = format_of("png").write(Report(results), scratch / ".");
  ASSERT_EQ(files.size(), 11U);
  EXPECT_THAT(Scratch::content_of(files[0]), ::testing::StartsWith("\x89PNG"));
}

}  // namespace
}  // namespace concbench::reports
