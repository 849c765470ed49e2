// The tables and conclusions in CommonMark with pipe tables, as git hosts show them: a results folder that is
// pushed there is a report by itself. No text from the results can be markup.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/drawing/svg.h"
#include "reports/exports/report.h"
#include "reports/summary/summary.h"
#include "reports/words/units.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

struct Picture {
  std::string file;  // beside README.md
  Chart chart;
};

// As text and nothing else, in CommonMark and in its tables.
std::string md(std::string_view text) {
  constexpr std::string_view marks = "\\`*_{}[]<>()#+-.!|~&";
  std::string result;
  for (const char c : printable(text)) {
    if (marks.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string row(const std::vector<std::string>& cells) {
  return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

std::string table_of(const Summary& summary, const WorkloadSummary& workload) {
  std::string text =
      row({"runner", "at", "median", "quartiles", "n", "speedup", "over bound", "against the first"}) +
      row({"---", "--:", "--:", "--:", "--:", "--:", "--:", "---"});
  for (const RunnerResult& runner : workload.runners) {
    if (!runner.best) {
      text += row({md(runner.runner), "", "", "", "0", "", "", "no time"});
      continue;
    }
    const CaseSummary& one = summary.cases[*runner.best];
    const Spread& time = *one.time_ns;
    text += row({md(one.runner), fmt::format("{}", one.concurrency),
                 duration_text(time.median) + (one.tainted > 0 ? " †" : ""),
                 duration_range_text(time.lower_quartile, time.upper_quartile), fmt::format("{}", one.ok),
                 one.speedup ? ratio_text(*one.speedup) : "",
                 one.over_bound ? ratio_text(*one.over_bound) : "", md(runner.words)});
  }
  return text;
}

std::string text_of(const Ab& ab) {
  const auto time = [](const std::optional<double>& ns) { return ns ? duration_text(*ns) : ""; };
  std::string text = fmt::format("\n**{}**\n\n", md(ab.conclusion)) +
                     row({"case", "old", "new", "new / old", "interval", "verdict"}) +
                     row({"---", "--:", "--:", "--:", "--:", "---"});
  for (const AbCase& one : ab.cases)
    text += row({md(one.name), time(one.old_ns), time(one.new_ns), one.ratio ? number_text(*one.ratio) : "",
                 one.low ? fmt::format("{} – {}", number_text(*one.low), number_text(*one.high)) : "",
                 md(one.words)});
  return text + "\n" + md(ab.control) + "\n";
}

// Those of one workload, or of a section of none.
std::string pictures_of(std::optional<std::size_t> workload, std::string_view section,
                        const std::vector<Picture>& pictures) {
  std::string text;
  for (const auto& [file, chart] : pictures)
    if (chart.workload == workload && chart.section == section)
      text += fmt::format("\n![{}]({})\n", md(chart.alternative), file);
  return text;
}

std::string mark(const std::optional<double>& ns, const std::string& reason) {
  return ns ? (reason.empty() ? "" : "≤ ") + duration_text(*ns) : md(reason);
}

std::string studies_of(const Summary& summary, const std::vector<Picture>& pictures) {
  std::string text;
  if (summary.map) text += "\n## Which model for which task\n\n" + md(summary.map->words) + "\n";
  if (summary.granularity) {
    text += "\n## How small a task may be\n\n" + md(summary.granularity->words) + "\n" +
            pictures_of({}, "granularity", pictures) + "\n" +
            row({"runner", "at", "METG(50 %)", "METG(90 %)", "pays from"}) +
            row({"---", "--:", "--:", "--:", "--:"});
    for (const GranularityResult& one : summary.granularity->results)
      text += row({md(one.runner), fmt::format("{}", one.concurrency), mark(one.metg_50, one.metg_50_reason),
                   mark(one.metg_90, one.metg_90_reason), mark(one.break_even, one.break_even_reason)});
  }
  if (summary.cores) {
    text += "\n## What each core is worth\n" + pictures_of({}, "cores", pictures);
    for (const CoreMap& map : summary.cores->maps)
      text += fmt::format("\n- {}: {}", md(map.workload), md(map.words));
    if (!summary.cores->latency_words.empty()) text += "\n- " + md(summary.cores->latency_words);
    text += "\n";
  }
  if (summary.memory) {
    text += "\n## What a task in flight weighs\n" + pictures_of({}, "memory", pictures) + "\n" +
            row({"runner", "most in flight", "a task", "in all"}) + row({"---", "--:", "--:", "--:"});
    for (const MemoryResult& one : summary.memory->results) {
      const MemoryPoint& most = one.points.back();
      text += row({md(one.runner), count_text(most.tasks), memory_text(most.bytes_per_task),
                   memory_text(most.bytes)});
    }
  }
  return text;
}

// What a reader must know before all else.
std::string warnings_of(const Summary& summary) {
  std::string text;
  if (!summary.complete) text += fmt::format("\n**Incomplete: {}**\n", md(summary.incomplete));
  if (const auto bad = summary.failed + summary.timeout; bad > 0)
    text += fmt::format("\n**{} samples failed; they have no times.**\n", bad);
  if (!summary.controls.warning.empty()) text += "\n**" + md(summary.controls.warning) + "**\n";
  return text;
}

std::string quality_of(const Summary& summary) {
  std::string text;
  if (summary.tainted > 0)
    text += fmt::format("\n† {} samples were disturbed; they count all the same.\n", summary.tainted);
  for (const std::string& words : {summary.given.words, summary.controls.words})
    if (!words.empty()) text += fmt::format("\n{}.\n", md(words));
  for (const std::string& trouble : summary.troubles) text += fmt::format("\n{}.\n", md(trouble));
  return text;
}

// In the order in which it is read: what to use, all at a glance, then what each workload and study shows,
// and how good the data are.
std::string md_text(const Summary& summary, const std::vector<Picture>& pictures) {
  const Machine& machine = summary.run.machine;
  std::string text =
      fmt::format("# {}\n\n{}, {}. Measured {} by concbench {}.\n",
                  md(summary.run.label.empty() ? machine.hostname : summary.run.label), md(machine.cpu_model),
                  md(machine.os), md(summary.run.started), md(summary.run.tool.version));
  text += warnings_of(summary);
  if (summary.ab) text += text_of(*summary.ab);
  if (!summary.advice.recommendations.empty()) text += "\n## What to use here\n";
  for (const Recommendation& one : summary.advice.recommendations) {
    std::vector<std::string> parts{one.sentence, one.why, one.cost.empty() ? "" : "costs " + one.cost,
                                   one.next};
    std::erase(parts, "");
    text += fmt::format("\n- **{}** ({}): {}.", md(one.workload), word(one.certainty),
                        md(fmt::format("{}", fmt::join(parts, "; "))));
  }
  for (const std::string& rule : summary.advice.rules) text += "\n- " + md(rule);
  text += fmt::format("\n{}", pictures_of({}, "", pictures));
  for (std::size_t i = 0; i < summary.workloads.size(); ++i) {
    const WorkloadSummary& workload = summary.workloads[i];
    text += fmt::format("\n## {}\n\nVerdict: {}.\n{}\n{}", md(workload.title), md(workload.conclusion),
                        pictures_of(i, "", pictures), table_of(summary, workload));
  }
  text += studies_of(summary, pictures);
  return text + "\n## How it was measured\n" + quality_of(summary) +
         fmt::format("\nCommand: {}\n", md(fmt::format("concbench {}", fmt::join(summary.run.argv, " "))));
}

Files write(const Report& report, const std::filesystem::path& folder) {
  std::vector<Picture> pictures;
  std::error_code ignored;
  for (Chart& chart : list_charts(report.summary))
    for (const char* extension : {".svg", ".png"})
      if (std::filesystem::exists(folder / (chart.name + extension), ignored)) {
        pictures.push_back({chart.name + extension, std::move(chart)});
        break;
      }
  return {write_file(folder / "README.md", md_text(report.summary, pictures))};
}

}  // namespace

extern const Format md_format{"md", "README.md: the tables as Markdown, with the SVG files beside it", write};

}  // namespace concbench::reports
