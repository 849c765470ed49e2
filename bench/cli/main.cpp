// What the program does, and how it ends.
#include <fmt/format.h>

#include <exception>

#include "bench/child/child.h"
#include "bench/cli/error.h"
#include "bench/cli/options.h"
#include "bench/commands/commands.h"
#include "bench/supervisor/supervisor.h"
#include "results/text.h"
#include "system/streams.h"

namespace concbench::bench {
namespace {

Exit complain(Exit code, const std::string& message) {
  notice("concbench: {}\n", printable(message));
  return code;
}

Exit guarded(std::span<const std::string> arguments, const Catalogue& catalogue) {
  try {
    if (!arguments.empty() && arguments[0] == child_command) return child_main(arguments, catalogue);
    survive_failed_writes();
    const Options options = parse_options(arguments, catalogue);
    return options.command ? options.command->run(options, catalogue) : Exit::done;
  } catch (const Error& error) {
    return complain(error.code(), error.what());
  } catch (const InputError& error) {
    return complain(Exit::usage, error.what());
  } catch (const ResultsError& error) {
    return complain(Exit::results, error.what());
  } catch (const WriteError& error) {
    return complain(Exit::write, error.what());
  } catch (const Interrupted& interrupted) {
    return static_cast<Exit>(128 + interrupted.signal);
  } catch (const std::exception& error) {
    return complain(Exit::internal, fmt::format("internal error: {}", error.what()));
  }
}

}  // namespace

int main(std::span<const std::string> arguments, const Catalogue& catalogue) {
  open_standard_streams();
  Exit exit = guarded(arguments, catalogue);
  if (!finish_answer())
    exit = complain(Exit::write, "cannot write to standard output; is it closed, or the disk full?");
  return static_cast<int>(exit);
}

}  // namespace concbench::bench
