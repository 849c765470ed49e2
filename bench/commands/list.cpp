// `concbench list`: what there is, for people, or as the Markdown tables that the README holds.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

#include "bench/commands/commands.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

std::string parameters_of(const WorkloadEntry& workload) {
  std::vector<std::string> texts;
  for (const Parameter& p : workload.parameters)
    texts.push_back(fmt::format("`{}={}`", p.name, p.default_value));
  return fmt::format("{}", fmt::join(texts, " "));
}

void list_workloads(const Catalogue& catalogue, bool markdown) {
  if (markdown)
    answer("| workload | kind | one task | parameters and defaults |\n| --- | --- | --- | --- |\n");
  for (const WorkloadEntry& w : catalogue.workloads) {
    if (markdown) {
      answer("| `{}` | {} | {} | {} |\n", w.name, to_string(w.kind), w.summary, parameters_of(w));
      continue;
    }
    answer("{:<18}{:<10}{}\n", w.name, to_string(w.kind), w.summary);
    for (const Parameter& p : w.parameters)
      answer("{:<18}{}={}  {}\n", "", p.name, p.default_value, p.meaning);
  }
}

void list_runners(const Catalogue& catalogue, bool markdown) {
  if (markdown) answer("| runner | model | in Python |\n| --- | --- | --- |\n");
  for (const RunnerEntry& r : catalogue.runners) {
    if (markdown)
      answer("| `{}` | {} | {} |\n", r.name, r.summary, r.python.empty() ? "–" : r.python);
    else
      answer("{:<18}{}{}\n", r.name, r.summary,
             r.python.empty() ? "" : fmt::format(" (Python: {})", r.python));
  }
}

Exit list(const Options& options, const Catalogue& catalogue) {
  const std::string what = options.typed.text("what").value_or("");
  const bool markdown = options.typed.given("--markdown");
  require_known("list", what, {"workloads", "runners", "cases"});
  if (what == "workloads") {
    list_workloads(catalogue, markdown);
  } else if (what == "runners") {
    list_runners(catalogue, markdown);
  } else {
    for (const Case& c : make_plan(options, catalogue).cases)
      answer("{}{}\n", name(c), c.skip_reason.empty() ? "" : "  skipped: " + c.skip_reason);
  }
  return Exit::done;
}

}  // namespace

extern constinit const CommandEntry list_command{
    .name = "list",
    .summary = "what there is: workloads, runners or cases",
    .add_options =
        [](CLI::App& command) {
          add_text(command, "what", "workloads, runners or cases");
          add_flag(command, "--markdown", "workloads and runners: as tables");
          add_selection(command);
        },
    .run = list,
};

}  // namespace concbench::bench
