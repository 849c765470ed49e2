// `concbench history`: how the newest run's work went in the runs before it.
#include <fmt/format.h>

#include "bench/cli/terminal.h"
#include "bench/commands/commands.h"
#include "reports/compare/history.h"
#include "reports/exports/report.h"
#include "results/text.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

Exit history(const Options& options, const Catalogue&) {
  const std::string folder = options.typed.text("folder").value_or("reports/out");
  reports::FoundHistory found = reports::history_in(folder);
  std::string last;
  if (found.history.runs.empty() && !found.broken.empty()) {
    last = std::move(found.broken.back());
    found.broken.pop_back();
  }
  for (const std::string& message : found.broken) notice("concbench: {}; left out\n", printable(message));
  if (!last.empty()) throw ResultsError(last + "; no other run lies in '" + folder + "'");
  if (found.history.runs.empty())
    throw Error(Exit::empty,
                fmt::format("history: no run lies in '{}'; 'concbench' makes one in reports/out, "
                            "or name the folder that holds results files",
                            folder));
  answer("{}", reports::history_text(found.history, terminal_columns(), colour_wanted()));
  return Exit::done;
}

}  // namespace

extern constinit const CommandEntry history_command{
    .name = "history",
    .summary = "how the same work went in earlier runs on the same machine and build",
    .add_options =
        [](CLI::App& command) {
          add_text(command, "folder",
                   "that holds results files, or folders with a results.jsonl each (default: reports/out)");
        },
    .run = history,
};

}  // namespace concbench::bench
