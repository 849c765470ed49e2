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

enum class Form { brief, whole, markdown };

void list_workloads(const Catalogue& catalogue, Form form) {
  if (form == Form::markdown)
    answer("| workload | kind | one task | parameters and defaults |\n| --- | --- | --- | --- |\n");
  for (const WorkloadEntry& w : catalogue.workloads) {
    if (form == Form::markdown) {
      answer("| `{}` | {} | {} | {} |\n", w.name, to_string(w.kind), w.summary, parameters_of(w));
      continue;
    }
    answer("{:<18}{:<10}{}\n", w.name, to_string(w.kind), w.summary);
    for (const Parameter& p : w.parameters)
      if (form == Form::whole) answer("{:<18}{}={}  {}\n", "", p.name, p.default_value, p.meaning);
  }
}

void list_runners(const Catalogue& catalogue, Form form) {
  if (form == Form::markdown) answer("| runner | model | in Python |\n| --- | --- | --- |\n");
  for (const RunnerEntry& r : catalogue.runners) {
    if (form == Form::markdown)
      answer("| `{}` | {} | {} |\n", r.name, r.summary, r.python.empty() ? "–" : r.python);
    else
      answer("{:<18}{}{}\n", r.name, r.summary,
             r.python.empty() || form == Form::brief ? "" : fmt::format(" (Python: {})", r.python));
  }
}

Exit list(const Options& options, const Catalogue& catalogue) {
  const std::string what = options.typed.text("what").value_or("");
  const Form form = options.typed.given("--markdown") ? Form::markdown : Form::whole;
  if (!what.empty()) require_known("list", what, {"workloads", "runners", "cases"});
  if (what == "workloads") {
    list_workloads(catalogue, form);
  } else if (what == "runners") {
    list_runners(catalogue, form);
  } else if (what == "cases") {
    for (const Case& c : make_plan(options, catalogue).cases)
      answer("{}{}\n", name(c), c.skip_reason.empty() ? "" : "  skipped: " + c.skip_reason);
  } else {
    answer("Workloads ('concbench list workloads' has their parameters):\n");
    list_workloads(catalogue, Form::brief);
    answer("\nRunners ('concbench list runners' has their names in Python):\n");
    list_runners(catalogue, Form::brief);
    answer("\nCases: {}, each a runner on a workload; 'concbench list cases' names them.\n",
           make_plan(options, catalogue).cases.size());
  }
  return Exit::done;
}

}  // namespace

extern constinit const CommandEntry list_command{
    .name = "list",
    .summary = "what there is: workloads, runners or cases",
    .add_options =
        [](CLI::App& command) {
          add_text(command, "what", "workloads, runners or cases (default: all three, shortly)");
          add_flag(command, "--markdown", "workloads and runners as Markdown tables");
          add_selection(command);
        },
    .run = list,
};

}  // namespace concbench::bench
