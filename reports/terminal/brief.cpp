#include "reports/terminal/brief.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/exports/report.h"
#include "reports/terminal/ab_text.h"
#include "reports/terminal/study_text.h"
#include "reports/words/problems.h"
#include "results/text.h"

namespace concbench::reports {
namespace {

// Which sections go first where there is far too much to say.
enum Dropped { stays, drop_warnings, drop_words, drop_tables };

// In `most` lines; the last of them is cut where that is not enough.
std::vector<std::string> lines_of(const Problem& problem, std::size_t columns, std::size_t most,
                                  const Pen& pen) {
  std::vector<std::string> lines = wrapped(problem.text, columns);
  if (lines.size() > most) {
    lines[most - 1] = shortened(lines[most - 1] + " " + lines[most], columns);
    lines.resize(most);
  }
  for (std::string& line : lines) line = pen(problem.ink, line);
  return lines;
}

// As much as fits, in whole clauses if that is not too little of it.
std::string first_clauses(const std::string& text, std::size_t columns) {
  if (display_width(text) <= columns) return text;
  std::string longest;
  for (const char* end : {"; ", " ("})
    for (auto at = text.find(end); at != std::string::npos; at = text.find(end, at + 1))
      if (display_width(text.substr(0, at)) + 2 <= columns && at > longest.size())
        longest = text.substr(0, at);
  return display_width(longest) > columns / 2 ? longest + " …" : shortened(text, columns);
}

// What to use, or what is known of it.
std::string sentence_on(const Summary& summary, const WorkloadSummary& workload) {
  const auto advice =
      std::ranges::find(summary.advice.recommendations, workload.title, &Recommendation::workload);
  return printable(advice == summary.advice.recommendations.end() ? workload.conclusion : advice->sentence);
}

Section conclusions(const Summary& summary, std::size_t columns, std::size_t least, const Pen& pen) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const WorkloadSummary& workload : summary.workloads)
    all.emplace_back(printable(workload.title), sentence_on(summary, workload));
  if (std::ranges::all_of(all, [&](const auto& one) { return one.second == all[0].second; }))
    all = {{"all", all[0].second}};
  std::size_t width = 0;
  for (const auto& [title, sentence] : all) width = std::max(width, display_width(title));
  width = std::min(width, columns / 4);
  Section section{.head = {""}, .what = "workloads", .least = least};
  for (const auto& [title, sentence] : all)
    section.rows.push_back(pen(Ink::bold, fitted(title, width)) + "  " +
                           first_clauses(sentence, columns - width - 2));
  return section;
}

void add_run(const Summary& summary, std::size_t columns, std::size_t most, const Pen& pen,
             std::vector<Section>& sections) {
  if (summary.workloads.size() == 1) {
    const WorkloadSummary& workload = summary.workloads.front();
    sections.push_back(workload_section(summary, workload, columns, pen));
    Section conclusion{.head =
                           lines_of({"=> " + sentence_on(summary, workload), Ink::bold}, columns, 3, pen)};
    conclusion.head.insert(conclusion.head.begin(), "");
    sections.push_back(std::move(conclusion));
  } else if (!summary.workloads.empty()) {
    for (Section& section : workload_sections(summary, columns, most, pen))
      sections.push_back(std::move(section));
    // What to use for each comes before bars for more of them.
    constexpr std::size_t fewest = 4;
    sections.push_back(conclusions(summary, columns, most > 1 ? summary.workloads.size() : fewest, pen));
  }
}

void add_studies(const Summary& summary, std::size_t columns, const Pen& pen,
                 std::vector<Section>& sections) {
  constexpr std::size_t word_lines = 3;
  for (const StudyPart& part : study_parts(summary)) {
    Section table{.head = {"", pen(Ink::bold, shortened(part.title, columns))},
                  .what = part.what,
                  .dropped = drop_tables};
    if (!part.remark.empty()) table.head.push_back(pen(Ink::dim, shortened("  " + part.remark, columns)));
    table.rows = part.table.lines(columns, pen);
    if (!table.rows.empty()) {
      table.head.push_back(std::move(table.rows.front()));  // the titles
      table.rows.erase(table.rows.begin());
    }
    sections.push_back(std::move(table));
    if (!part.failed.empty()) {
      Section failed{.what = "pairs"};
      for (const std::string& one : part.failed)
        failed.rows.push_back(pen(Ink::red, shortened("  " + one, columns)));
      sections.push_back(std::move(failed));
    }
    if (!part.words.empty())
      sections.push_back({.head = lines_of({"=> " + part.words, Ink::bold}, columns, word_lines, pen),
                          .dropped = drop_words});
  }
}

void add_problems(const Summary& summary, std::size_t columns, const Pen& pen,
                  std::vector<Section>& sections) {
  constexpr std::size_t named = 4;  // concurrencies of a failure
  const auto line = [&](const std::string& before, const Problem& problem) {
    return pen(problem.ink, shortened(before + problem.text, columns));
  };
  Section failed{.what = "failures"}, whole, warned{.what = "warnings", .dropped = drop_warnings};
  for (const WorkloadSummary& workload : summary.workloads)
    for (const Problem& one : failures(summary, workload, named))
      failed.rows.push_back(line(printable(workload.title) + ": ", one));
  for (const Problem& one : remarks(summary))
    whole.head.push_back(pen(one.ink, first_clauses(one.text, columns)));
  for (const Problem& one : warnings(summary)) warned.rows.push_back(line("", one));
  const std::size_t before = sections.size();
  for (Section* section : {&failed, &whole, &warned})
    if (!section->head.empty() || !section->rows.empty()) sections.push_back(std::move(*section));
  if (sections.size() > before) sections[before].head.insert(sections[before].head.begin(), "");
}

}  // namespace

std::string terminal_brief(const Summary& summary, std::size_t columns, std::size_t lines, bool colour) {
  columns = std::max(columns, fewest_columns);
  lines = std::max(lines, fewest_lines);
  const Pen pen(colour);
  std::vector<Section> sections;
  // As many workloads beside and below each other as leave room for all else.
  for (std::size_t most = std::max<std::size_t>(summary.workloads.size(), 1); most > 0; --most) {
    sections = ab_sections(summary, columns, pen);
    add_run(summary, columns, most, pen, sections);
    add_studies(summary, columns, pen, sections);
    add_problems(summary, columns, pen, sections);
    if (least_lines(sections) <= lines) break;
  }
  return fitted_lines(std::move(sections), lines, columns, pen);
}

}  // namespace concbench::reports
